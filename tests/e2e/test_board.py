"""The agreement board and the gold library in a real browser: measured again by keyboard, answered blind."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import LOOKS

Open = Callable[..., Page]
Axe = Callable[[Page], None]
# The worker may have other things to do.
JOB_MS = 120_000


def quality(page: Page, project: str, name: str) -> Page:
    """One page of a project's quality."""
    page.goto("/projects/")
    page.get_by_role("link", name=project, exact=True).first.click()
    page.get_by_role("navigation", name="Parts of the project").get_by_role("link", name="Quality").click()
    pages = page.get_by_role("navigation", name="Pages of quality")
    pages.get_by_role("link", name=name, exact=True).click()
    # A key that is pressed before the page is there would be lost.
    expect(pages.locator("[aria-current]")).to_have_text(name)
    page.wait_for_load_state()
    return page


@pytest.mark.parametrize("look", LOOKS)
def test_the_board_reads_well(page_as: Open, axe: Axe, look: str) -> None:
    page = quality(page_as("ben", **LOOKS[look]), "Shop search relevance", "Agreement")

    for name in ("Agreement", "Over time", "Most disputed", "Contributors"):
        page.get_by_role("navigation", name="Parts of the board").get_by_role("link", name=name).click()
        expect(page.locator("main table").first).to_be_attached()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_ben_measures_again_and_follows_a_pair_to_its_items(page_as: Open, axe: Axe) -> None:
    page = quality(page_as("ben"), "Shop search relevance", "Agreement")

    page.keyboard.press("n")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Agreement board")
    page.get_by_role("link", name="Open the agreement board").click(timeout=JOB_MS)
    expect(page.locator("main")).to_contain_text("Run 2 of")
    page.get_by_role("region", name="Mistaken for each other").get_by_role("link").first.click()

    expect(page.locator("main tbody tr").first).to_be_visible()
    axe(page)


def test_lea_answers_gold_blind_by_keyboard(page_as: Open, axe: Axe) -> None:
    page = quality(page_as("lea"), "Marketplace listings", "Gold proposals")
    axe(page)

    page.keyboard.press("e")
    expect(page.get_by_role("heading", level=1)).to_have_text("What is right?")
    axe(page)
    expect(page.locator("main")).not_to_contain_text("None of the rules speaks of it")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for box in page.get_by_role("group").nth(1).get_by_role("checkbox").all()[:1]:
        box.check()
    page.get_by_role("button", name="Answer, and on to the next").click()

    expect(page.locator(".messages")).to_contain_text("Noted.")
    page.goto(page.url)
    quality(page, "Marketplace listings", "Gold")
    page.get_by_role("link", name="Library", exact=True).click()
    expect(page.locator("main")).to_contain_text("Days of unseen gold left")
    axe(page)
