"""Rows of CSV and JSON Lines files, line by line: a wrong file is a sentence, never a flood or a crash."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any  # Cells of JSON Lines are JSON.

import msgspec

LONGEST_LINE = 1 << 21
MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on, its named cells, and what is wrong with it."""

    line: int
    cells: Mapping[str, Any]
    fault: str = ""


class Unreadable(Exception):
    """The file as a whole cannot be read as what it says it is; the sentence begins with where."""


def csv_rows(file: IO[bytes], *, needed: Sequence[str]) -> Iterator[Row]:
    """Every row below the header that is not empty. Raises Unreadable."""
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(_texts(file), strict=True)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        _check_header(header, needed)
        while True:
            # The number of the line a row begins on: quoted cells may go over several lines.
            line = reader.line_num + 1
            cells = next(reader, None)
            if cells is None:
                return
            if cells:
                yield _csv_row(line, header, cells)
    except csv.Error as error:
        raise Unreadable(f"Line {reader.line_num} is not CSV: {error}.") from error


def json_rows(file: IO[bytes]) -> Iterator[Row]:
    """Every line that is not empty, as a JSON object; a line that is none is a row with a fault."""
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    for number, raw in _lines(file):
        if not raw.strip():
            continue
        fault = _json_fault(raw)
        if fault:
            yield Row(number, {}, fault)
            continue
        try:
            yield Row(number, decode(raw))
        except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
            yield Row(number, {}, f"it is not a JSON object: {str(error)[:200]}")


def _json_fault(raw: bytes) -> str:
    if len(raw) > LONGEST_LINE:
        return f"it is longer than {LONGEST_LINE:,} bytes"
    if b"\\u0000" in raw or b"\x00" in raw:
        return "it contains a zero character"
    return ""


def _csv_row(line: int, header: Sequence[str], cells: Sequence[str]) -> Row:
    is_whole = len(cells) == len(header)
    fault = "" if is_whole else f"it has {len(cells)} cells, and the first line {len(header)}"
    return Row(line, dict(zip(header, cells, strict=False)), fault)


def _check_header(header: Sequence[str], needed: Sequence[str]) -> None:
    if not any(header):
        needed = needed or ("external_id",)
    missing = [name for name in needed if name not in header]
    if missing:
        raise Unreadable(_missing(missing[0], needed, header))
    if len(set(header)) != len(header):
        raise Unreadable("The first line names a column twice.")


def _missing(name: str, needed: Sequence[str], header: Sequence[str]) -> str:
    there = ", ".join(header)[:200] or "nothing"
    return f"The column {name} is missing: the first line must name {','.join(needed)}, and has {there}."


def text_rows(file: IO[bytes], *, kind: str = "text") -> Iterator[tuple[int, str]]:
    """Numbered lines of a text in UTF-8, with their ends. Raises Unreadable, which asks whether it is of this kind."""
    for number, raw in _lines(file):
        if len(raw) > LONGEST_LINE:
            raise Unreadable(f"Line {number} is longer than {LONGEST_LINE:,} bytes: is this a {kind} file?")
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            raise Unreadable(f"Line {number} is not UTF-8: save the file in that encoding.") from error
        if "\x00" in text:
            raise Unreadable(f"Line {number} has zero bytes in it: is this a {kind} file?")
        yield number, text


def _texts(file: IO[bytes]) -> Iterator[str]:
    for _, text in text_rows(file, kind="CSV"):
        yield text


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Numbered lines; of one that is too long only the beginning, the rest is read and forgotten."""
    number = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number += 1
        if number == 1:
            raw = _without_mark(raw)
        if len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
            _skip_line(file)
        yield number, raw


def _skip_line(file: IO[bytes]) -> None:
    while (more := file.readline(1 << 20)) and not more.endswith(b"\n"):
        pass


def _without_mark(raw: bytes) -> bytes:
    if name := MARKS.get(raw[:2]):
        raise Unreadable(f"The file is {name}: save it as UTF-8.")
    return raw.removeprefix(b"\xef\xbb\xbf")
