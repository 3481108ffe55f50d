"""Workbooks and PDFs of statements: text stays text, and equal content makes equal bytes."""

import io
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from assay.kit.papers import Paper, Table, pdf_of, xlsx_of
from assay.kit.safe_xml import Unsafe, parsed, text_at
from assay.kit.typesetting import can_typeset

HOSTILE = "=HYPERLINK(\"http://x\",'go')"
LINES = Table("Lines/of: [all]", ["What", "Amount"], [(HOSTILE, Decimal("12.50")), ("<b>&\x07", 3)])
PAPER = Paper("Statement", "March", "heron-7", [("Month", "March")], [LINES, LINES], note="#strong[no]")
CELLS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets() -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(xlsx_of(PAPER))) as packed:
        return {name: ElementTree.fromstring(packed.read(name)) for name in packed.namelist()}


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers() -> None:
    parts = sheets()
    sheet = parts["xl/worksheets/sheet2.xml"]
    texts = ["".join(each.itertext()) for each in parts["xl/sharedStrings.xml"].iter(f"{CELLS}si")]

    cells = [(cell.get("t"), "".join(cell.itertext())) for row in sheet.iter(f"{CELLS}row") for cell in row]

    assert [(kind, texts[int(said)] if kind == "s" else said) for kind, said in cells] == [
        *(("s", "What"), ("s", "Amount")),
        *(("s", HOSTILE), (None, "12.50")),
        *(("s", "<b>&"), (None, "3")),
    ]
    assert list(sheet.iter(f"{CELLS}f")) == []


def test_sheets_have_names_that_a_spreadsheet_takes() -> None:
    names = [each.get("name") for each in sheets()["xl/workbook.xml"].iter(f"{CELLS}sheet")]

    assert names == ["March", "Lines of   all", "Lines of   all 3"]


def test_equal_content_makes_equal_bytes() -> None:
    assert xlsx_of(PAPER) == xlsx_of(PAPER)


@pytest.mark.skipif(not can_typeset(), reason="Needs the extra `pdf`.")
def test_a_pdf_takes_nothing_for_markup() -> None:
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(PAPER))).pages)

    assert "#strong[no]" in text
    assert "12.50" in text


def test_xml_is_read_under_local_names() -> None:
    root = parsed(b'<a:x xmlns:a="urn:y"><a:b>1</a:b></a:x>')

    assert (root.tag, text_at(root, "b"), text_at(root, "c")) == ("x", "1", "")


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
        b"<!DOCTYPE x SYSTEM 'http://example.org/x.dtd'><x/>",
        b"<x>" * 61 + b"</x>" * 61,
        b"<x>&undefined;</x>",
        b"not xml",
        b" " * 20_000_001,
    ],
)
def test_dangerous_xml_is_refused(content: bytes) -> None:
    with pytest.raises(Unsafe):
        parsed(content)
