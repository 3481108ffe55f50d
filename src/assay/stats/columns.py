"""Columns of plain files, checked: what is wrong is said with its row."""

import csv
from collections.abc import Mapping, Sequence
from math import isfinite
from pathlib import Path

from assay.stats.truth.reading import Unusable

TEXT, NUMBER, COUNT = "text", "number", "count"


def read_columns(
    path: Path, needed: Mapping[str, str], optional: Mapping[str, str] | None = None
) -> dict[str, list[str] | list[float]]:
    """The columns of a CSV with a header, or of a Parquet file, by name; optional ones where they are there.

    Parameters
    ----------
    needed, optional : mapping of column to {"text", "number", "count"}
        Numbers are finite, counts whole numbers from 0; a text is not empty.

    Raises
    ------
    Unusable
        For a missing column, or a cell that is not what it should be: with its row below the header.
    """
    names, rows = _rows(path)
    kinds = {**needed, **(optional or {})}
    if missing := [name for name in needed if name not in names]:
        raise Unusable(
            f"{path} has no column {missing[0]}: it needs {', '.join(needed)}, and has {', '.join(names)[:200]}."
        )
    if not rows:
        raise Unusable(f"{path} has no rows.")
    found: dict[str, list[str] | list[float]] = {}
    for name in names:
        if name in kinds:
            place = names.index(name)
            cells = [row[place] if place < len(row) else "" for row in rows]
            found[name] = (
                _texts(path, name, cells) if kinds[name] == TEXT else _numbers(path, name, cells, kinds[name])
            )
    return found


def numbers(columns: Mapping[str, list[str] | list[float]], name: str) -> list[float]:
    return [float(each) for each in columns[name]]


def texts(columns: Mapping[str, list[str] | list[float]], name: str) -> list[str]:
    return [str(each) for each in columns[name]]


def _rows(path: Path) -> tuple[list[str], list[Sequence[str]]]:
    try:
        if path.suffix == ".parquet":
            from pyarrow import ArrowInvalid, parquet

            try:
                table = parquet.read_table(path)
            except ArrowInvalid as problem:
                raise Unusable(f"{path} cannot be read: {problem}") from problem
            columns = [
                ["" if each is None else str(each) for each in column.to_pylist()] for column in table.columns
            ]
            return list(table.column_names), list(zip(*columns, strict=True))
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise Unusable(f"{path} cannot be read: {problem}") from problem
    if not rows:
        raise Unusable(f"{path} is empty.")
    return [name.strip() for name in rows[0]], list(rows[1:])


def _texts(path: Path, name: str, cells: Sequence[str]) -> list[str]:
    for nth, cell in enumerate(cells, 1):
        if cell.strip().lower() in {"", "nan"}:
            raise Unusable(f"{path}: row {nth} below the header has no {name}.")
    return list(cells)


def _numbers(path: Path, name: str, cells: Sequence[str], kind: str) -> list[float]:
    found = []
    for nth, cell in enumerate(cells, 1):
        try:
            value = float(cell)
        except ValueError:
            value = float("nan")
        is_good = isfinite(value) and (kind == NUMBER or (value >= 0 and value == int(value)))
        if not is_good:
            wanted = "a number" if kind == NUMBER else "a whole number from 0 on"
            raise Unusable(
                f"{path}: row {nth} below the header has {cell[:40]!r} as its {name}, not {wanted}."
            )
        found.append(value)
    return found
