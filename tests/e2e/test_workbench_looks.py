"""The workbench in every state: clean for axe, on the desk and on the phone, dark, and from right to left."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import Shoot
from tests.e2e.working import answer, open_bench, open_fresh

Open = Callable[..., Page]
Axe = Callable[[Page], None]
LOOKS = [("desktop", False, "en"), ("phone", False, "en"), ("desktop", True, "en"), ("phone", True, "ar")]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize(("viewport", "dark", "locale"), LOOKS)
def test_every_state_of_the_workbench_is_clean(
    viewport: str, dark: bool, locale: str, page_as: Open, axe: Axe
) -> None:
    page = page_as("ana", viewport=viewport, dark=dark, locale=locale)
    open_fresh(page)
    axe(page)
    assert fits(page)

    page.locator("#submit").click()
    axe(page)
    page.locator("[data-key=g]").click()
    expect(page.locator(".guideline")).to_be_visible()
    axe(page)
    assert fits(page)
    page.locator("[data-key=s]").click()
    axe(page)
    page.keyboard.press("Escape")


def test_from_right_to_left_the_page_is_mirrored(page_as: Open) -> None:
    page = page_as("ana", locale="ar")
    open_bench(page)

    assert page.locator("html").get_attribute("dir") == "rtl"
    content, questions = page.locator(".bench > section").all()
    left, right = questions.bounding_box(), content.bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] < right["x"]


@pytest.mark.parametrize(("viewport", "name"), [("desktop", "workbench"), ("phone", "workbench-phone")])
def test_the_pictures_of_the_documentation(viewport: str, name: str, page_as: Open, shoot: Shoot) -> None:
    page = page_as("ana", viewport=viewport)
    open_fresh(page)
    answer(page, "3")
    page.evaluate("window.scrollTo(0, 0)")

    shoot(page, name)


def test_nothing_to_do_says_why_and_leads_to_the_guideline(page_as: Open, axe: Axe) -> None:
    page = page_as("ana")
    page.goto("/")
    entry = page.locator(".entries > li", has_text="Marketplace listings")
    entry.get_by_role("link", name="Guideline, version 1").click()
    page.locator(".crumbs a").click()

    expect(page.get_by_role("heading", name="Nothing to do right now")).to_be_focused()
    axe(page)
    expect(page.locator("[data-view=nothing] .entries")).to_contain_text(
        "Read and acknowledge the current guideline"
    )
    page.get_by_role("link", name="Read the guideline").first.click()
    expect(page.get_by_role("button", name="I have read this")).to_be_visible()
    axe(page)
