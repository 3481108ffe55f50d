"""Whether content may be sent to a model outside, in the browser: taken back and said again by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import LOOKS, open_part, shoot

Open = Callable[..., Page]
Axe = Callable[[Page], None]
MATCHING, REMOTE = "Same product in two shops", "Language model of our own"


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("look", LOOKS)
def test_rita_takes_back_what_she_said_and_says_it_again(page_as: Open, axe: Axe, look: str) -> None:
    page = page_as("rita", **LOOKS[look])
    page.goto("/projects/")
    page.get_by_role("link", name=MATCHING, exact=True).click()
    open_part(page, "Machines")
    page.get_by_role("link", name=REMOTE, exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(REMOTE)
    axe(page)
    assert fits(page)
    page.get_by_role("link", name="How it is asked", exact=True).press("Enter")
    words = page.get_by_role("region", name="May content be sent?")
    expect(words).to_contain_text("It runs on our own machine")
    expect(words).to_contain_text("Held back: 0")
    expect(page.locator("main")).to_contain_text("This version has not been asked anything yet")
    axe(page)
    assert fits(page)
    shoot(page, f"consent-{look}", full=True)

    page.get_by_label("Why it may be sent no longer").focus()
    page.keyboard.type("The machine is being moved.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing is sent to it any more. What it has said stays.")).to_be_visible()
    expect(words).to_contain_text("Lea or Rita can say that it may be.")
    axe(page)
    assert fits(page)
    shoot(page, f"consent-revoked-{look}", full=True)

    page.get_by_label("Why it may be sent", exact=True).focus()
    page.keyboard.type("It is back in the house.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Content of the project may be sent to it from now on.")).to_be_visible()
    expect(words.get_by_role("listitem").first).to_contain_text("It is back in the house.")
