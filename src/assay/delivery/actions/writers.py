"""One writer per format; all stream, and give the same bytes for the same labels."""

import csv
import io
from pathlib import Path
from typing import IO, Any, Protocol  # pyarrow ships no types.

import msgspec

from assay.delivery.queries.rows import TaskLabels
from assay.kit.csv_safety import guard

COLUMNS = (
    "external_id",
    "task",
    "market",
    "split",
    "question",
    "subject",
    "value",
    "probability",
    "is_tie",
    "n_judgments",
)
ROW_GROUP = 50_000
COMPACTED = 5_000
_encode = msgspec.json.encode


class Writer(Protocol):
    n_rows: int
    path: Path

    def write(self, task: TaskLabels) -> None: ...
    def close(self) -> None: ...


class JsonLines:
    """One object per task, its labels nested by question and subject."""

    def __init__(self, path: Path) -> None:
        self.path, self.n_rows = path, 0
        self._file: IO[bytes] = path.open("wb")

    def write(self, task: TaskLabels) -> None:
        labels: dict[str, Any] = {}
        for row in task.labels:
            found = {
                "value": row.value,
                "probability": row.probability,
                "is_tie": row.is_tie,
                "n_judgments": row.n_judgments,
            }
            if row.subject:
                labels.setdefault(row.question, {})[row.subject] = found
            else:
                labels[row.question] = found
        head = {
            "external_id": task.external_id,
            "task": task.task,
            "market": task.market,
            "split": split(task),
        }
        self._file.write(_encode({**head, "labels": labels}) + b"\n")
        self.n_rows += 1

    def close(self) -> None:
        self._file.close()


class Csv:
    """One line per label; cells that a spreadsheet would run are guarded."""

    def __init__(self, path: Path) -> None:
        self.path, self.n_rows = path, 0
        self._file: IO[str] = io.TextIOWrapper(path.open("wb"), encoding="utf-8", newline="")
        self._csv = csv.writer(self._file, lineterminator="\n")
        self._csv.writerow(COLUMNS)

    def write(self, task: TaskLabels) -> None:
        for row in task.labels:
            value = row.value if isinstance(row.value, str) else _encode(row.value).decode()
            self._csv.writerow(
                [
                    guard(task.external_id),
                    task.task,
                    task.market,
                    split(task),
                    row.question,
                    guard(row.subject),
                    guard(value) if isinstance(row.value, str) else value,
                    "" if row.probability is None else repr(row.probability),
                    int(row.is_tie),
                    row.n_judgments,
                ]
            )
            self.n_rows += 1

    def close(self) -> None:
        self._file.close()


class Parquet:
    """One row per label, in row groups of 50,000; the value as JSON text."""

    def __init__(self, path: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.path, self.n_rows = path, 0
        text = pa.string()
        types = [text, text, text, text, text, text, text, pa.float64(), pa.bool_(), pa.int32()]
        self._schema: Any = pa.schema(list(zip(COLUMNS, types, strict=True)))
        self._writer: Any = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._arrow: Any = pa
        self._columns: list[list[Any]] = [[] for _ in COLUMNS]
        self._batches: list[Any] = []

    def write(self, task: TaskLabels) -> None:
        for row in task.labels:
            cells = (
                *(task.external_id, str(task.task), task.market, split(task), row.question, row.subject),
                *(_encode(row.value).decode(), row.probability, row.is_tie, row.n_judgments),
            )
            for column, cell in zip(self._columns, cells, strict=True):
                column.append(cell)
            self.n_rows += 1
        if len(self._columns[0]) >= COMPACTED:
            self._compact()
        if len(self._batches) * COMPACTED >= ROW_GROUP:
            self._flush()

    def close(self) -> None:
        self._compact()
        self._flush()
        self._writer.close()

    def _compact(self) -> None:
        """Columns of Arrow need a fifth of the memory of Python's lists."""
        if self._columns[0]:
            columns = [
                self._arrow.array(cells, type=field.type)
                for cells, field in zip(self._columns, self._schema, strict=True)
            ]
            self._batches.append(self._arrow.record_batch(columns, schema=self._schema))
            self._columns = [[] for _ in COLUMNS]

    def _flush(self) -> None:
        if self._batches:
            self._writer.write_table(self._arrow.Table.from_batches(self._batches).combine_chunks())
            self._batches = []


def split(task: TaskLabels) -> str:
    return "test" if task.is_test else "train"
