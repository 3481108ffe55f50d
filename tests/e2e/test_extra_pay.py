"""Extra pay in the browser: Omar approves on a phone what waits, and whoever worked reads it in their language."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
Axe = Callable[[Page], None]


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_short_days_are_made_up_for_on_a_phone(page_as: Open, axe: Axe) -> None:
    omar = page_as("omar", viewport="phone")
    omar.goto("/ledger/extra-pay/")
    axe(omar)
    fits(omar)
    waits = omar.get_by_role("button", name="Approve", exact=True)
    if waits.count():
        waits.press("Enter")
        expect(omar.get_by_text("Approved and posted.", exact=True)).to_be_visible()
    omar.goto("/ledger/extra-pay/?show=all")
    expect(omar.locator("main tbody tr").first).to_contain_text("4.00 EUR")
    axe(omar)
    fits(omar)

    lea = page_as("lea")
    lea.goto("/projects/")
    lea.get_by_role("link", name="Shop search relevance").first.press("Enter")
    lea.wait_for_load_state()
    lea.goto(f"/projects/{lea.url.split('/projects/')[1].split('/')[0]}/bonuses/")
    expect(lea.get_by_text("8 % of what was earned")).to_be_visible()
    axe(lea)
