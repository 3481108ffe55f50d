"""A statement or an invoice as a file for somebody's books: one content, as a workbook (XLSX) or as a PDF.

A cell that is text is text: nothing that a person wrote is ever read as a formula or as markup.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from xml.sax.saxutils import escape

import msgspec

from assay.kit.typesetting import set_apart

Cell = str | int | Decimal
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
# XML has no way to write these at all.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{main}"/>{sheets}</Types>"""
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CELLS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# The same bytes for the same content: a ZIP file would tell the time.
_DAY = (2000, 1, 1, 0, 0, 0)


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
    names = _sheet_names(tables)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in _parts(names):
            packed.writestr(zipfile.ZipInfo(name, _DAY), text)
        for nth, each in enumerate(tables, 1):
            view = ' rightToLeft="1"' if paper.is_right_to_left else ""
            text = _worksheet(each, view)
            packed.writestr(zipfile.ZipInfo(f"xl/worksheets/sheet{nth}.xml", _DAY), text)
    return written.getvalue()


def _parts(names: Sequence[str]) -> list[tuple[str, str]]:
    numbers = range(1, len(names) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SHEET}"/>' for n in numbers
    )
    sheets = "".join(
        f'<sheet name={_quoted(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    root = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    return [
        ("[Content_Types].xml", _TYPES.format(main=_MAIN, sheets=overrides)),
        ("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}">{root}</Relationships>'),
        (
            "xl/workbook.xml",
            f'<workbook xmlns="{_CELLS}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
        ),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'),
    ]


def _worksheet(table: Table, view: str) -> str:
    rows = "".join(
        f'<row r="{n}">{"".join(_cell(cell) for cell in row)}</row>'
        for n, row in enumerate([table.header, *table.rows], 1)
    )
    views = f'<sheetViews><sheetView workbookViewId="0"{view}/></sheetViews>'
    return f'<worksheet xmlns="{_CELLS}">{views}<sheetData>{rows}</sheetData></worksheet>'


def _cell(cell: Cell) -> str:
    """A number as a number, everything else as text in its place, which no spreadsheet takes for a formula."""
    if isinstance(cell, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{_escaped(cell)}</t></is></c>'
    return f"<c><v>{cell}</v></c>"


def _sheet_names(tables: Sequence[Table]) -> list[str]:
    """At most 31 characters, none of them forbidden, no two alike."""
    plain = [_NOT_IN_NAMES.sub(" ", each.title).strip()[:26] or "–" for each in tables]
    return [f"{name} {n}" if plain.index(name) != n - 1 else name for n, name in enumerate(plain, 1)]


def _is_number(table: Table, nth: int) -> bool:
    return any(not isinstance(row[nth], str) for row in table.rows)


def _said(cell: Cell) -> str:
    return cell if isinstance(cell, str) else f"{cell:,}"


def _escaped(text: str) -> str:
    return escape(_UNWRITABLE.sub("", text))


def _quoted(text: str) -> str:
    return '"' + escape(_UNWRITABLE.sub("", text), {'"': "&quot;"}) + '"'
