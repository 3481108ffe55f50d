"""The workbench in every state: clean for axe, on the desk and on the phone, dark, and from right to left."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import Shoot
from tests.e2e.working import answer, open_bench, open_fresh, speak

Open = Callable[..., Page]
Axe = Callable[[Page], None]
LOOKS = [("desktop", True), ("phone", False)]


@pytest.fixture
def arabic(page_as: Open) -> Iterator[None]:
    """Ade reads Assay in Arabic, and in English again for the tests after."""
    page = page_as("ade")
    speak(page, "ar")
    yield
    speak(page, "en")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def every_state_is_clean(page: Page, axe: Axe) -> None:
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


@pytest.mark.parametrize(("viewport", "dark"), LOOKS)
def test_every_state_of_the_workbench_is_clean(viewport: str, dark: bool, page_as: Open, axe: Axe) -> None:
    every_state_is_clean(page_as("ana", viewport=viewport, dark=dark), axe)


@pytest.mark.usefixtures("arabic")
def test_from_right_to_left_every_state_is_clean_and_mirrored(page_as: Open, axe: Axe) -> None:
    every_state_is_clean(page_as("ade", viewport="phone", dark=True), axe)
    page = page_as("ade")
    open_bench(page)

    assert page.locator("html").get_attribute("dir") == "rtl"
    content, questions = (each.bounding_box() for each in page.locator(".bench > section").all())
    assert content is not None
    assert questions is not None
    assert questions["x"] < content["x"]


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
