"""Disputes and standing in a real browser, by keyboard alone: raised, decided without names, appealed."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
Axe = Callable[[Page], None]
SEARCH = "Shop search relevance"
JOB_MS = 120_000


def part(page: Page, project: str, name: str) -> Page:
    """One page of the project's quality."""
    page.goto("/projects/")
    page.get_by_role("link", name=project, exact=True).first.click()
    page.get_by_role("navigation", name="Parts of the project").get_by_role("link", name="Quality").click()
    page.get_by_role("navigation", name="Pages of quality").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def test_lea_decides_a_dispute_by_keyboard_without_names(page_as: Open, axe: Axe) -> None:
    page = part(page_as("lea"), SEARCH, "Disputes")
    axe(page)

    page.keyboard.press("n")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Was this an error")
    axe(page)
    item = page.get_by_role("heading", level=1).inner_text().removeprefix("Was this an error: ")
    page.keyboard.press("o")
    expect(page.get_by_label("The error is overturned")).to_be_checked()
    page.get_by_label("Why", exact=True).press_sequentially("The guideline of that time says so.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(".messages")).to_contain_text("Decided.")
    page.get_by_role("link", name="Decided", exact=True).click()
    row = page.locator("main tbody tr", has_text=item).first
    expect(row).to_contain_text("Overturned")
    page.get_by_role("link", name="Reviewers", exact=True).last.click()
    expect(page.locator("main tbody tr").first).to_contain_text("95 %")
    axe(page)


def test_ravi_reads_what_is_charged_to_his_people(page_as: Open, axe: Axe) -> None:
    page = part(page_as("ravi"), SEARCH, "Disputes")

    expect(page.locator("main")).to_contain_text("After disputes")
    axe(page)


def test_lea_looks_at_the_past_month_before_rules_are_switched_on(page_as: Open, axe: Axe) -> None:
    page = part(page_as("lea"), SEARCH, "Standing")
    axe(page)

    page.keyboard.press("r")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Standing rules")
    axe(page)
    page.get_by_label("What is new in this version").fill("Gold needs a little more.")
    page.get_by_label("Threshold").first.fill("78")
    page.get_by_role("button", name="Save and look at the past month").click()
    expect(page.get_by_role("heading", name="What these rules would have done")).to_be_visible(timeout=JOB_MS)
    axe(page)
    page.keyboard.press("o")

    expect(page.locator(".messages")).to_contain_text("The rules are in force")
    expect(page.locator("main")).to_contain_text("fewer than 78 % are right")


def test_lea_decides_an_appeal(page_as: Open, axe: Axe) -> None:
    page = part(page_as("lea"), SEARCH, "Appeals")
    axe(page)

    page.get_by_label("Why").first.fill("Two of the three queries are ambiguous.")
    page.get_by_role("button", name="Take it back Elster").press("Enter")

    expect(page.locator(".messages")).to_contain_text("Decided, and the person was told why")
    part(page, SEARCH, "Standing").get_by_role("link", name="Ended").click()
    expect(page.locator("main tbody tr", has_text="Elster").first).to_contain_text("Overturned on appeal")


def test_contributors_read_their_own_in_their_language(page_as: Open, axe: Axe) -> None:
    for viewport, locale in (("desktop", "en"), ("phone", "ar")):
        page = page_as("ana", viewport=viewport, locale=locale)
        for address in ("/disputes/", "/standing/"):
            page.goto(address)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            axe(page)
