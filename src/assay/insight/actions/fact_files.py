"""Facts as Parquet: one file per partition and batch, in place only once it is complete."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any  # pyarrow ships no types, and a row is what the columns say.

from django.conf import settings

from assay.insight.enums import FactSource
from assay.insight.rules.columns import COLUMNS, PARTITIONS
from assay.kit.files import read_chunks

ROW_GROUP = 20_000
INCOMING = ".incoming"


@dataclass(frozen=True, slots=True)
class FactFile:
    """`path` lies below the facts folder."""

    path: str
    sha256: str
    n_bytes: int
    n_rows: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def folder() -> Path:
    return Path(settings.ASSAY_FACTS)


def clear_incoming() -> None:
    """What a killed snapshot left behind: files that no batch names."""
    shutil.rmtree(folder() / INCOMING, ignore_errors=True)


def write(source: FactSource, name: str, rows: Iterable[tuple[Any, ...]]) -> list[FactFile]:
    """The rows as files below `.incoming`; they come ordered by partition, so one file at a time is open."""
    written = []
    for partition, group in groupby(rows, key=itemgetter(0)):
        path = f"{source.value}/{PARTITIONS[source][0]}={partition}/{name}.parquet"
        place = folder() / INCOMING / path
        place.parent.mkdir(parents=True, exist_ok=True)
        n_rows = _write_file(source, place, group)
        written.append(FactFile(path, sha256_of(place), place.stat().st_size, n_rows))
    return written


def settle(files: Iterable[FactFile]) -> None:
    """Move complete files to where readers find them. Done again after a crash, it gives the same files."""
    for file in files:
        place = folder() / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        (folder() / INCOMING / file.path).replace(place)


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source:
        for chunk in read_chunks(source):
            digest.update(chunk)
    return digest.hexdigest()


def n_rows_of(path: Path) -> int:
    import pyarrow.parquet as pq

    return int(pq.ParquetFile(path).metadata.num_rows)


def _write_file(source: FactSource, place: Path, rows: Iterable[tuple[Any, ...]]) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema, n_rows, remaining = schema_of(source), 0, iter(rows)
    with place.open("wb") as target:
        with pq.ParquetWriter(target, schema, compression="zstd") as writer:
            while some := list(islice(remaining, ROW_GROUP)):
                columns = [list(column) for column in zip(*some, strict=True)][1:]
                arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
                n_rows += len(some)
        target.flush()
        os.fsync(target.fileno())
    return n_rows


def schema_of(source: FactSource) -> Any:
    """The columns, each with its sentence in the file itself."""
    import pyarrow as pa

    kinds = {
        "text": pa.string(),
        "json": pa.string(),
        "number": pa.float64(),
        "integer": pa.int64(),
        "flag": pa.bool_(),
        "moment": pa.timestamp("us", tz="UTC"),
        "day": pa.date32(),
    }
    # A column that stands in the path is not in the file, too: readers would find it twice.
    return pa.schema(
        [
            pa.field(each.name, kinds[each.kind], metadata={"comment": each.sentence})
            for each in COLUMNS[source]
        ]
    )
