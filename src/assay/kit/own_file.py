"""What is kept of one person, in portions that the domains declare; the file of somebody's own data is made of them.

A domain declares its portions in `<domain>/queries/own_file.py`:

    register(Portion("judgments", about=("work_judgment.contributor_id",), statement="SELECT … %(contributor)s"))

Every column of the database that names a person is in the `about` of a portion, or a test asks why it is not.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any  # Cells are what PostgreSQL makes JSON of.

from django.utils.module_loading import autodiscover_modules

from assay.kit.csv_safety import guard
from assay.kit.sealing import Unreadable, unseal
from assay.kit.sql import streamed

PORTIONS: dict[str, "Portion"] = {}
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Portion:
    """One file. The statement has %(user)s and %(contributor)s (or NULL) as parameters; `sealed` columns are opened
    with the key of their purpose."""

    name: str
    about: tuple[str, ...]
    statement: str
    sealed: dict[str, str] = field(default_factory=dict)


def register(*portions: Portion) -> None:
    for portion in portions:
        PORTIONS[portion.name] = portion


def portions() -> list[Portion]:
    """Of every domain, by name."""
    autodiscover_modules("queries.own_file")
    return [PORTIONS[name] for name in sorted(PORTIONS)]


def archive(*, user_id: int, contributor_id: int | None) -> Iterator[bytes]:
    """A ZIP file of CSV files, in pieces: only portions in which something stands, never a whole one in memory."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as packed:
        for portion in portions():
            rows = _rows(portion, {"user": user_id, "contributor": contributor_id})
            first = next(rows, None)
            if first is None:
                continue
            with packed.open(f"{portion.name}.csv", "w") as file:
                for line in _lines(first, rows):
                    file.write(line)
                    if sink.tell_waiting() > _PIECE:
                        yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """What a ZIP file is written to: it keeps only what nobody has taken yet."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._waiting += piece
        return len(piece)

    def tell_waiting(self) -> int:
        return len(self._waiting)

    def taken(self) -> bytes:
        piece, self._waiting = bytes(self._waiting), bytearray()
        return piece


def _rows(portion: Portion, params: dict[str, int | None]) -> Iterator[dict[str, Any]]:
    for (text,) in streamed(f"SELECT row_to_json(x)::text FROM ({portion.statement}) x", params):
        row = json.loads(text)
        for name, purpose in portion.sealed.items():
            row[name] = _opened(row[name], purpose)
        yield row


def _opened(sealed: str, purpose: str) -> str:
    try:
        return unseal(sealed, purpose=purpose) if sealed else ""
    except Unreadable:
        return ""


def _lines(first: dict[str, Any], rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(first)
    writer.writerow(_cell(value) for value in first.values())
    yield _emptied(text)
    for row in rows:
        writer.writerow(_cell(value) for value in row.values())
        yield _emptied(text)


def _emptied(text: io.StringIO) -> bytes:
    line = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return line


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guard(value)
    return json.dumps(value, ensure_ascii=False)
