"""Leading a site in the browser: a shift is handed over by keyboard, on a screen and on a phone."""

from collections.abc import Callable
from typing import Any  # Looks of a page.

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
Axe = Callable[[Page], None]
LOOKS: dict[str, dict[str, Any]] = {"desktop": {}, "phone": {"viewport": "phone"}, "dark": {"dark": True}}


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_read_well(page_as: Open, axe: Axe, look: str) -> None:
    page = page_as("ravi", **LOOKS[look])

    for where in ("/people/shift/", "/people/scorecards/"):
        page.goto(where)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_point_is_handed_over_and_the_next_shift_closes_it(page_as: Open) -> None:
    ravi = page_as("ravi")
    ravi.goto("/people/shift/")
    ravi.get_by_label("For the next shift").fill("The door of the quiet room sticks.")
    ravi.keyboard.press("Tab")
    ravi.keyboard.press("Space")
    ravi.keyboard.press("Tab")
    ravi.keyboard.press("Enter")
    expect(ravi.get_by_text("Written down for the next shift.")).to_be_visible()

    mia = page_as("mia", viewport="phone")
    mia.goto(ravi.url)
    points = mia.get_by_role("region", name="To do, from shift to shift")
    point = points.get_by_role("listitem").filter(has_text="The door of the quiet room sticks.")
    point.locator("summary").click()
    point.get_by_label("What became of it").fill("A carpenter came.")
    point.get_by_role("button", name="Close").click()
    expect(mia.get_by_text("Closed: it is carried forward no more.")).to_be_visible()

    ravi.reload()
    expect(ravi.get_by_text("A carpenter came.")).to_be_visible()
