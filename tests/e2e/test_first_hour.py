"""The pages that the tutorial walks through, each with what it promises there; and its pictures."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.browsing import Shoot, open_part

Open = Callable[..., Page]
Axe = Callable[[Page], None]
SEARCH, MATCHING, LISTINGS = "Shop search relevance", "Same product in two shops", "Marketplace listings"
PROJECTS = (
    SEARCH,
    LISTINGS,
    MATCHING,
    "Community posts",
    "Assistant answers side by side",
    "Names in the local news",
)


def open_project(page: Page, name: str, *tabs: str) -> None:
    page.goto("/projects/")
    page.get_by_role("link", name=name, exact=True).first.click()
    for tab in tabs:
        open_part(page, tab)


def test_lea_sees_six_projects_and_how_the_search_stands(page_as: Open, axe: Axe, shoot: Shoot) -> None:
    page = page_as("lea")
    page.goto("/projects/")
    for name in PROJECTS:
        expect(page.get_by_role("link", name=name, exact=True).first).to_be_visible()

    open_project(page, SEARCH)

    expect(page.get_by_role("heading", level=1)).to_have_text(SEARCH)
    axe(page)
    shoot(page, "first-hour-overview")


def test_lea_finds_skips_and_a_question_in_triage(page_as: Open, axe: Axe, shoot: Shoot) -> None:
    page = page_as("lea")

    open_project(page, SEARCH, "Triage")

    expect(page.locator("main")).to_contain_text("Kit com duas peças")
    expect(page.locator("main")).to_contain_text("en-gb-broken-1")
    axe(page)
    shoot(page, "first-hour-triage")


def test_adaptive_consensus_has_measured_what_it_saved(page_as: Open, axe: Axe, shoot: Shoot) -> None:
    page = page_as("lea")
    open_project(page, MATCHING, "Consensus")

    page.get_by_role("navigation", name="Pages of quality").get_by_role("link", name="Adaptive").click()

    expect(page.locator("main")).to_contain_text("n = ")
    axe(page)
    shoot(page, "first-hour-adaptive")


def test_ben_finds_cases_in_two_projects(page_as: Open) -> None:
    page = page_as("ben")
    for name in (MATCHING, LISTINGS):
        open_project(page, name, "Adjudication")
        expect(page.locator("main tbody tr").first).to_be_visible()


def test_rita_finds_what_waits_and_what_was_corrected(page_as: Open, axe: Axe, shoot: Shoot) -> None:
    page = page_as("rita")

    page.goto("/deliveries/")

    for name in (SEARCH, LISTINGS):
        expect(page.locator("main")).to_contain_text(name)
    axe(page)
    shoot(page, "first-hour-deliveries")
