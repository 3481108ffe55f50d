"""Plan, standards and risks in a real browser: readable in every look, a plan looked at by keyboard, one's own site."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import LOOKS, open_part

Open = Callable[..., Page]
Axe = Callable[[Page], None]
SEARCH = "Shop search relevance"


def part(page: Page, project: str, name: str) -> Page:
    """One of a project's tabs."""
    page.goto("/projects/")
    page.get_by_role("link", name=project, exact=True).click()
    open_part(page, name)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return page


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_read_well(page_as: Open, axe: Axe, look: str) -> None:
    page = page_as("lea", **LOOKS[look])

    for name in ("Plan", "Standards", "Risks"):
        part(page, SEARCH, name)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("main tbody th a").first.click()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("look", LOOKS)
def test_the_forms_read_well(page_as: Open, axe: Axe, look: str) -> None:
    page = part(page_as("lea", **LOOKS[look]), SEARCH, "Plan")
    where = page.url

    for form in ("edit/", "responsibilities/?edit=1", "../risks/new/", "../standards/agreement/"):
        page.goto(where + form)
        expect(page.locator("main form").first).to_be_visible()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_plan_is_looked_at_by_keyboard_before_it_is_approved(page_as: Open) -> None:
    page = part(page_as("lea"), SEARCH, "Plan")

    page.keyboard.press("p")
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan anew")
    page.get_by_label("ar-EG, week 1", exact=True).fill("100000")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("v")

    expect(page.get_by_role("region", name="What it would take")).to_contain_text("100,")
    expect(page.get_by_label("ar-EG, week 1", exact=True)).to_have_value("100000")


def test_a_number_of_the_heat_map_leads_to_its_risks(page_as: Open) -> None:
    page = part(page_as("lea"), SEARCH, "Risks")

    page.get_by_role("region", name="Risks by likelihood and impact").get_by_role("link").first.click()

    expect(page.locator("td.is-chosen")).to_have_count(1)
    count = page.locator("td.is-chosen strong").inner_text()
    expect(page.get_by_role("region", name="Risk register").locator("tbody tr")).to_have_count(int(count))


def test_ravi_reads_his_site_against_the_standards_and_no_plan(page_as: Open, axe: Axe) -> None:
    page = part(page_as("ravi"), SEARCH, "Standards")

    expect(page.locator("main")).to_contain_text("Lisbon")
    expect(page.locator("main")).not_to_contain_text("Cairo")
    expect(page.get_by_label("Parts of the project").get_by_role("link", name="Plan")).to_have_count(0)
    expect(page.get_by_label("Parts of the project").get_by_role("link", name="Risks")).to_have_count(0)
    axe(page)


def test_omar_reads_the_defaults_of_every_segment(page_as: Open, axe: Axe) -> None:
    page = page_as("omar")
    page.goto("/")

    page.get_by_role("link", name="Standards", exact=True).first.click()
    page.get_by_role("link", name="Trust & safety", exact=True).click()

    expect(page.get_by_role("region", name="Standards")).to_contain_text("≥ 98.0 %")
    axe(page)


@pytest.mark.parametrize("look", LOOKS)
def test_the_portfolio_reads_well(page_as: Open, axe: Axe, look: str) -> None:
    page = page_as("omar", **LOOKS[look])

    for view in ("board", "timeline", "table", "load"):
        page.goto(f"/portfolio/?view={view}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Portfolio")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_omar_finds_by_keyboard_what_is_late_and_why(page_as: Open) -> None:
    page = page_as("omar")
    page.goto("/portfolio/")
    card = page.locator(".phase-card", has=page.get_by_role("link", name=SEARCH, exact=True))
    expect(card.get_by_text("At what a task has cost so far")).to_be_hidden()

    card.get_by_role("link").focus()

    expect(card.get_by_text("At what a task has cost so far")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(SEARCH)


@pytest.mark.parametrize("look", LOOKS)
def test_rita_reads_her_own_requests(page_as: Open, axe: Axe, look: str) -> None:
    page = page_as("rita", **LOOKS[look])
    page.goto("/requests/")

    expect(page.locator(".own-request").first).to_contain_text("Waits for you:")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
