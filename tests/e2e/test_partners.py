"""Leading a site in the browser: a shift is handed over by keyboard, on a screen and on a phone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any  # Looks of a page.

import pytest
from playwright.sync_api import Page, expect

from assay.kit.clock import now

Open = Callable[..., Page]
Axe = Callable[[Page], None]
LOOKS: dict[str, dict[str, Any]] = {"desktop": {}, "phone": {"viewport": "phone"}, "dark": {"dark": True}}


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_read_well(page_as: Open, axe: Axe, look: str) -> None:
    page = page_as("ravi", **LOOKS[look])

    for where in ("/people/shift/", "/people/scorecards/", "/people/coaching/"):
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


def test_a_goal_is_set_by_keyboard_and_the_coached_person_answers_on_a_phone(page_as: Open, axe: Axe) -> None:
    ravi = page_as("ravi")
    ravi.goto("/people/coaching/")
    ravi.keyboard.press("n")
    ravi.get_by_label("With whom").select_option(label="Ana · Agent")
    ravi.get_by_role("button", name="Next").press("Enter")
    ravi.get_by_role("textbox", name="About", exact=True).fill("Wishes that were typed")
    ravi.get_by_label("Notes", exact=True).fill("Count them before you grade.")
    ravi.get_by_label("What is to move").select_option(label="Accuracy, after disputes")
    ravi.get_by_label("In the project").select_option(label="Shop search relevance")
    ravi.get_by_label("By", exact=True).fill((now() + timedelta(days=14)).date().isoformat())
    axe(ravi)
    ravi.get_by_role("button", name="Write down").press("Enter")
    expect(ravi.get_by_text("Written down, and told to whom it is about.")).to_be_visible()
    expect(ravi.get_by_role("region", name="Goals")).to_contain_text("≥ 95.0 %")

    ana = page_as("ana", viewport="phone", locale="ar")
    ana.goto("/coaching/")
    ana.get_by_role("link", name="Wishes that were typed").click()
    axe(ana)
    assert ana.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    ana.get_by_role("textbox").fill("I will count.")
    ana.locator("main form button").click()
    expect(ana.get_by_text("I will count.")).to_be_visible()
    ravi.reload()
    expect(ravi.get_by_text("I will count.")).to_be_visible()
