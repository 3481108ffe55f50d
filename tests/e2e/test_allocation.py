"""Allocation in a real browser: a week is proposed, corrected by hand, applied; Ana's list of projects follows."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import LOOKS

Open = Callable[..., Page]
Axe = Callable[[Page], None]
SEARCH = "Shop search relevance"
HELD = "This week you are assigned to other projects than"


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_read_well(page_as: Open, axe: Axe, look: str) -> None:
    page = page_as("omar", **LOOKS[look])

    page.goto("/allocation/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Allocation")
    expect(page.get_by_text("What binds").first).to_be_attached()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto("/projects/")
    page.get_by_role("link", name=SEARCH, exact=True).click()
    page.goto(f"{page.url}pool/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pool")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_week_is_proposed_corrected_and_applied_and_ana_works_where_she_was_pinned(page_as: Open) -> None:
    mia = page_as("mia")
    propose(mia)
    form = mia.get_by_role("form", name="Correct by hand, for this week")
    form.get_by_label("Pseudonym").fill("Ana")
    form.get_by_label("In the project").select_option(label=SEARCH)
    form.get_by_label("Is", exact=True).select_option("pinned")
    form.get_by_label("Hours, of a pin").fill("30")
    form.get_by_label("Because").fill("Needed there.")
    form.get_by_role("button", name="Correct for this week").click()
    expect(mia.get_by_text("Propose again, so that it fits.")).to_be_visible()

    propose(mia)
    expect(mia.get_by_role("row", name="Ana").get_by_text("pinned")).to_be_visible()
    ana = page_as("ana")
    ana.goto("/")
    expect(ana.get_by_text(HELD)).to_have_count(0)
    mia.keyboard.press("a")
    opened(mia)
    try:
        expect(mia.get_by_text("In force: applied by Mia")).to_be_visible()
        ana.reload()
        expect(ana.get_by_text(HELD).first).to_be_visible()
        expect(ana.get_by_text(f"{HELD} {SEARCH}")).to_have_count(0)
    finally:
        leave_as_it_was(mia)
    ana.reload()
    expect(ana.get_by_text(HELD)).to_have_count(0)


def propose(page: Page) -> None:
    """This week."""
    page.goto("/allocation/")
    page.get_by_label("Week", exact=True).select_option(index=0)
    page.get_by_role("button", name="Propose").click()
    opened(page)


def opened(page: Page) -> None:
    """The job is done, and leads to what it made."""
    page.get_by_role("link", name="Open the allocation").click(timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Allocation")


def leave_as_it_was(page: Page) -> None:
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    page.goto("/projects/")
    page.get_by_role("link", name=SEARCH, exact=True).click()
    page.goto(f"{page.url}pool/")
    page.get_by_role("button", name="End what was chosen for Ana").click()
    expect(page.get_by_text("Nobody was chosen by hand")).to_be_visible()
