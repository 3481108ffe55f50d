"""Two rankers side by side in a real browser: on a dark phone, from right to left, and their holes by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import LOOKS_AND_RIGHT_TO_LEFT, shoot
from tests.e2e.test_planning import SEARCH, part

Open = Callable[..., Page]
Axe = Callable[[Page], None]


@pytest.mark.parametrize("look", LOOKS_AND_RIGHT_TO_LEFT)
def test_rankers_and_a_classifier_read_well(page_as: Open, axe: Axe, look: str) -> None:
    page = page_as("rita", **LOOKS_AND_RIGHT_TO_LEFT[look])
    page.goto("/projects/")
    page.get_by_role("link", name=SEARCH, exact=True).click()
    project = page.url
    page.goto(f"{project}search-runs/")
    axe(page)
    page.get_by_role("link", name="Ranker 7 / Ranker 6").click()

    expect(page.get_by_text("Ranker 7 is better").first).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shoot(page, f"evaluation-{look}", full=True)
    page.goto(f"{project}classifiers/")
    page.get_by_role("link", name="Intent classifier 2").click()
    page.locator("tbody th a").first.click()
    expect(page.get_by_role("cell", name="n =").first).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_holes_need_something_to_show(page_as: Open, faults: list[str]) -> None:
    page = part(page_as("lea"), SEARCH, "Search runs")
    page.get_by_role("link", name="Ranker 7 / Ranker 6").click()
    page.keyboard.press("t")
    page.get_by_label("Name of the batch").fill("Top-up 1")
    page.get_by_role("button", name="Make the batch").click()

    expect(page.locator("main")).to_contain_text("Nothing is known of these documents")
    assert [fault for fault in faults if "422" not in fault] == []
    faults.clear()
