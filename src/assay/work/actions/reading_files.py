"""Files of rows, whatever they are made of: CSV, JSON Lines or Parquet, packed or not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any  # Cells are JSON.

from assay.kit.files import opened, path_of
from assay.kit.inflating import inflated
from assay.kit.models import StoredFile
from assay.kit.parquet_rows import count_parquet, parquet_columns, parquet_rows
from assay.kit.reasons import Refused
from assay.kit.rows import Row, Unreadable, csv_rows, json_rows
from assay.work.rules import reasons
from assay.work.rules.formats import format_of

AT_A_GLANCE = 5


@dataclass(frozen=True, slots=True)
class Glance:
    """The first rows of a file, and what its columns are called."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def rows_of(file: StoredFile, *, skip: int = 0) -> Iterator[Row]:
    """The rows after the first `skip`. Raises Unreadable."""
    if format_of(file.name) == "parquet":
        yield from parquet_rows(path_of(file), skip=skip)
        return
    with _unpacked(file) as source:
        found = csv_rows(source, needed=()) if format_of(file.name) == "csv" else json_rows(source)
        yield from islice(found, skip, None)


def count_rows(file: StoredFile) -> int:
    """Read once to the end before anything is written, so that a broken file changes nothing. Raises Refused."""
    try:
        if format_of(file.name) == "parquet":
            return count_parquet(path_of(file))
        return sum(1 for _ in rows_of(file))
    except Unreadable as error:
        raise Refused(reasons.FILE_UNREADABLE(field="file", why=str(error))) from error


def glance(file: StoredFile) -> Glance:
    """The first rows, and the columns. Raises Refused."""
    try:
        found = tuple(islice(rows_of(file), AT_A_GLANCE))
        if format_of(file.name) == "parquet":
            return Glance(tuple(parquet_columns(path_of(file))), found)
        if format_of(file.name) == "csv" and not found:
            return Glance(_header(file), ())
    except Unreadable as error:
        raise Refused(reasons.FILE_UNREADABLE(field="file", why=str(error))) from error
    names = dict.fromkeys(name for row in found for name in _names(row.cells))
    return Glance(tuple(names), found)


def _names(cells: Any) -> Iterator[str]:
    """Of JSON objects, the fields of the content, too: `content.query`."""
    for name, cell in cells.items():
        if name in ("content", "gold") and isinstance(cell, dict):
            yield from (f"{name}.{inner}" for inner in cell)
        else:
            yield name


def _header(file: StoredFile) -> tuple[str, ...]:
    with _unpacked(file) as source:
        line = source.readline(1 << 16).decode(errors="replace").lstrip("\ufeff")
    return tuple(name.strip().lower() for name in line.split(",") if name.strip())


@contextmanager
def _unpacked(file: StoredFile) -> Iterator[IO[bytes]]:
    with opened(file) as source:
        if file.name.lower().endswith(".gz"):
            with inflated(source) as plain:
                yield plain
        else:
            yield source
