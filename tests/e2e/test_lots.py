"""Lots and a site's page in a real browser: register, lot, plan by keyboard, certificate; readable in every look."""

from collections.abc import Callable
from typing import Any  # Looks of a page.

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_board import quality

Open = Callable[..., Page]
Axe = Callable[[Page], None]
LOOKS: dict[str, dict[str, Any]] = {"desktop": {}, "phone": {"viewport": "phone"}, "dark": {"dark": True}}
POSTS = "Community posts"


@pytest.mark.parametrize("look", LOOKS)
def test_lots_read_well(page_as: Open, axe: Axe, look: str) -> None:
    page = quality(page_as("lea", **LOOKS[look]), POSTS, "Lots")

    for step in ("Lots", "Lot", "Inspection plan"):
        if step == "Lot":
            page.locator("main tbody a").nth(1).click()
            expect(page.get_by_role("heading", level=1)).to_contain_text("Lot")
        if step == "Inspection plan":
            page.go_back()
            page.get_by_role("link", name=step, exact=True).click()
        expect(page.locator("main table").first).to_be_attached()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_ben_sees_what_a_plan_means_before_he_publishes_it(page_as: Open, axe: Axe) -> None:
    page = quality(page_as("ben"), POSTS, "Lots")
    page.get_by_role("link", name="Inspection plan", exact=True).click()

    page.get_by_label("AQL: Major").select_option("1")
    page.get_by_label("Tasks per lot").fill("1000")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("v")

    expect(page.locator("main")).to_contain_text("It is not published yet.")
    expect(page.locator("main")).to_contain_text("For a lot of 1000 tasks under normal inspection")
    expect(page.get_by_role("row", name="Major").first).to_contain_text("80")
    axe(page)


def test_ravi_reads_the_record_of_his_site(page_as: Open, axe: Axe) -> None:
    page = quality(page_as("ravi"), POSTS, "Site")

    expect(page.get_by_role("heading", level=1)).to_have_text("Lisbon")
    expect(page.locator("main")).not_to_contain_text("Cairo")
    axe(page)
