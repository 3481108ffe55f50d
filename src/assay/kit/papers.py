"""A statement or an invoice as a file for somebody's books: one content, as a workbook (XLSX) or as a PDF.

A cell that is text is text: nothing that a person wrote is ever read as a formula or as markup.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal

import msgspec
from xlsxwriter import Workbook

from assay.kit.typesetting import set_apart

Cell = str | int | Decimal
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
# XML has no way to write these at all.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
# The same bytes for the same content: a workbook would tell the time.
_MADE = {"created": datetime(2000, 1, 1)}  # noqa: DTZ001 - The format knows no time zones.
# What somebody wrote is never a formula, a link or a number.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Paper:
    """`facts` are pairs of a name and what it says."""

    kind: str
    title: str
    lead: str
    facts: Sequence[tuple[str, str]]
    tables: Sequence[Table]
    note: str = ""
    language: str = field(default="en")
    is_right_to_left: bool = False


def pdf_of(paper: Paper) -> bytes:
    """Needs the extra `pdf` (kit.typesetting.can_typeset)."""
    content = asdict(paper)
    content["tables"] = [
        {
            "title": each.title,
            "header": list(each.header),
            "rows": [[_said(cell) for cell in row] for row in each.rows],
            "is_number": [_is_number(each, nth) for nth in range(len(each.header))],
        }
        for each in paper.tables
    ]
    return set_apart(
        msgspec.json.encode(content, order="deterministic"), package="assay.kit", template="paper.typ"
    )


def xlsx_of(paper: Paper) -> bytes:
    """The facts on the first sheet, each table on one of its own."""
    first = Table(
        paper.title, [paper.kind, paper.title], [*paper.facts, *([("", paper.note)] if paper.note else [])]
    )
    tables = [first, *paper.tables]
    written = io.BytesIO()
    with Workbook(written, _OPTIONS) as book:
        book.set_properties(_MADE)
        for name, each in zip(_sheet_names(tables), tables, strict=True):
            sheet = book.add_worksheet(name)
            if paper.is_right_to_left:
                sheet.right_to_left()
            for at, row in enumerate([each.header, *each.rows]):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(at, column, _UNWRITABLE.sub("", cell))
                    else:
                        sheet.write_number(at, column, cell)
    return written.getvalue()


def _sheet_names(tables: Sequence[Table]) -> list[str]:
    """At most 31 characters, none of them forbidden, no two alike."""
    titles = [_UNWRITABLE.sub("", each.title) for each in tables]
    plain = [_NOT_IN_NAMES.sub(" ", title).strip()[:26] or "–" for title in titles]
    alike = [name.casefold() for name in plain]
    return [f"{name} {n}" if alike.index(alike[n - 1]) != n - 1 else name for n, name in enumerate(plain, 1)]


def _is_number(table: Table, nth: int) -> bool:
    return any(not isinstance(row[nth], str) for row in table.rows)


def _said(cell: Cell) -> str:
    return cell if isinstance(cell, str) else f"{cell:,}"
