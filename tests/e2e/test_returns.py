"""What labels were worth in a real browser: readable in every look, recorded by keyboard, nothing made up."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import LOOKS_AND_RIGHT_TO_LEFT, shoot
from tests.e2e.test_planning import SEARCH, part

Open = Callable[..., Page]
Axe = Callable[[Page], None]
RANKER = "Shop ranker: Wrong first results"
PREFERENCES = "Assistant answers side by side"


@pytest.mark.parametrize("look", LOOKS_AND_RIGHT_TO_LEFT)
def test_the_pages_read_well(page_as: Open, axe: Axe, look: str) -> None:
    page = page_as("rita", **LOOKS_AND_RIGHT_TO_LEFT[look])
    page.goto("/projects/")
    page.get_by_role("link", name=SEARCH, exact=True).click()
    project = page.url
    for where in (f"{project}quarters/", "/quarters/"):
        page.goto(where)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto(f"{project}return/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    page.get_by_role("link", name=RANKER).click()

    expect(page.locator("svg.burndown circle")).to_have_count(5)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shoot(page, f"return-{look}", full=True)


def test_labels_that_paid_off_and_labels_past_their_break_even(page_as: Open) -> None:
    page = part(page_as("rita"), SEARCH, "Return")
    expect(page.get_by_role("row", name=RANKER)).to_contain_text("The next label still pays")

    part(page, PREFERENCES, "Return")

    expect(page.get_by_role("row", name="Answer reward model")).to_contain_text("Past break-even")


def test_a_result_is_recorded_and_shown_with_its_name(page_as: Open, axe: Axe, faults: list[str]) -> None:
    page = part(page_as("lea"), SEARCH, "Return")
    page.keyboard.press("n")
    page.get_by_label("Model").fill("Shop ranker")
    page.get_by_label("Metric", exact=True).fill("Seconds to the first click")
    page.get_by_label("Unit").fill("s")
    page.get_by_role("button", name="Keep this metric").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Seconds to the first click")

    page.get_by_label("Labels the model was trained on").fill("500")
    page.get_by_label("Value (s)").fill("8.5")
    page.get_by_role("button", name="Record it").click()
    expect(page.locator("main")).to_contain_text("give both ends of its 95 % interval")
    assert [fault for fault in faults if "422" not in fault] == []
    faults.clear()
    page.get_by_label("95 % from (s)").fill("8")
    page.get_by_label("to (s)", exact=True).fill("9")
    page.get_by_role("button", name="Record it").click()

    row = page.get_by_role("region", name="Results").get_by_role("row", name="500")
    expect(row).to_contain_text("8.50 s")
    expect(row).to_contain_text("Lea")
    axe(page)
    row.get_by_role("link", name="Correct").click()
    expect(page.get_by_label("Value (s)")).to_have_value("8.5")
    axe(page)
