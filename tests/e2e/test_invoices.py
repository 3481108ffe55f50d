"""A vendor's invoice in the browser: Ravi's own differs, Omar approves it on a phone with a remark that Ravi reads."""

import re
from collections.abc import Callable
from decimal import Decimal

from playwright.sync_api import Page, expect

from assay.kit.clock import now

Open = Callable[..., Page]
Axe = Callable[[Page], None]


def test_an_invoice_that_differs_is_approved_with_a_remark(page_as: Open, axe: Axe) -> None:
    ravi = page_as("ravi")
    ravi.goto("/people/invoices/")
    axe(ravi)
    ravi.locator("main tbody a").first.press("Enter")
    expect(ravi.get_by_role("heading", name="The vendor's own invoice")).to_be_visible()
    axe(ravi)

    omar = page_as("omar", viewport="phone")
    omar.goto(ravi.url)
    axe(omar)
    assert omar.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    omar.get_by_role("button", name="Approve").press("Enter")
    expect(omar.get_by_text("say why this amount is right")).to_be_visible()
    omar.get_by_label("Remark").fill("Twelve of them were rejected.")
    omar.get_by_role("button", name="Approve").press("Enter")
    expect(omar.get_by_text("Approved.", exact=True)).to_be_visible()
    expect(omar.get_by_role("button", name="Approve")).to_have_count(0)
    with omar.expect_download() as book:
        omar.get_by_role("link", name="Workbook (XLSX)").press("Enter")
    assert book.value.suggested_filename.endswith(".xlsx")

    ravi.reload()
    expect(ravi.get_by_text("Twelve of them were rejected.")).to_be_visible()
    ravi.locator("main table a").first.press("Enter")
    axe(ravi)

    ana = page_as("ana", viewport="phone", locale="ar")
    ana.goto(f"/earnings/months/{now():%Y-%m}/")
    axe(ana)
    assert ana.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_statement_says_what_was_owed_earned_and_paid_and_adds_up(page_as: Open, axe: Axe) -> None:
    """Of the months in which Ade earned something, the newest."""
    ade = page_as("ade", viewport="phone")
    ade.goto("/earnings/")
    ade.locator("main a[href*='/earnings/months/']").first.press("Enter")
    expect(ade.get_by_role("heading", name=re.compile("^Statement of"))).to_be_visible()
    table = ade.locator("main table").first
    expect(table).to_contain_text("Owed to you after")

    names, amounts = (table.locator(each).all_text_contents() for each in ("tbody th", "tbody td"))
    said = dict(zip((each.strip() for each in names), map(amount, amounts), strict=True))

    closing = said.pop("Owed to you after")
    assert said["Earned by your answers"] > 0
    assert sum(said.values()) == closing
    axe(ade)
    with ade.expect_download() as paper:
        ade.get_by_role("link", name="PDF", exact=True).press("Enter")
    assert paper.value.suggested_filename.endswith(".pdf")


def amount(said: str) -> Decimal:
    return Decimal(re.sub(r"[^0-9.\u2212-]", "", said).replace("\u2212", "-"))
