"""Rows of a CSV file, read line by line: a wrong file is one clear sentence, never a flood or a crash."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from assay.cli.outcome import Failed, unusable

LONGEST_LINE = 1 << 20
MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on, its named cells, and what is wrong with it."""

    line: int
    cells: Mapping[str, str]
    fault: str = ""


def rows(path: Path, *, needed: Sequence[str]) -> Iterator[Row]:
    """Every row below the header that is not empty."""
    try:
        with path.open("rb") as file:
            yield from _rows(path, file, needed)
    except OSError as error:
        raise unusable(f"{path} cannot be read ({error.strerror}).") from error


def _rows(path: Path, file: BinaryIO, needed: Sequence[str]) -> Iterator[Row]:
    reader = csv.reader(_lines(path, file), strict=True)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        _check_header(path, header, needed)
        while True:
            # The number of the line a row begins on: quoted cells may go over several lines.
            line = reader.line_num + 1
            cells = next(reader, None)
            if cells is None:
                return
            if cells:
                yield _row(line, header, cells)
    except csv.Error as error:
        raise unusable(f"{path}, line {reader.line_num} is not CSV: {error}.") from error


def _row(line: int, header: Sequence[str], cells: Sequence[str]) -> Row:
    fault = (
        "" if len(cells) == len(header) else f"it has {len(cells)} cells, and the first line {len(header)}"
    )
    return Row(line, dict(zip(header, cells, strict=False)), fault)


def _check_header(path: Path, header: Sequence[str], needed: Sequence[str]) -> None:
    missing = [name for name in needed if name not in header]
    if missing:
        found = ", ".join(header)[:200] or "nothing"
        raise unusable(
            f"{path} lacks the column {missing[0]}: "
            f"its first line must name {','.join(needed)}, and has {found}."
        )
    if len(set(header)) != len(header):
        raise unusable(f"{path} names a column twice in its first line.")


def _lines(path: Path, file: BinaryIO) -> Iterator[str]:
    number = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number += 1
        if number == 1:
            _check_mark(path, raw)
        if len(raw) > LONGEST_LINE:
            raise unusable(
                f"{path}, line {number} is longer than {LONGEST_LINE:,} bytes: is this a CSV file?"
            )
        yield _decoded(path, number, raw)


def _decoded(path: Path, number: int, raw: bytes) -> str:
    try:
        line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise _not_text(path, number) from error
    if "\x00" in line:
        raise unusable(f"{path}, line {number} has zero bytes in it: is this a CSV file?")
    return line


def _check_mark(path: Path, raw: bytes) -> None:
    if name := MARKS.get(raw[:2]):
        raise unusable(f"{path} is {name}: save it as UTF-8.")


def _not_text(path: Path, number: int) -> Failed:
    return unusable(f"{path}, line {number} is not UTF-8: save the file in that encoding.")
