"""Reviews in a real browser, with the keyboard alone: accept, reject with an error and a comment, and what is left."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
Axe = Callable[[Page], None]
PROJECT = "Shop search relevance"


def reviews_of(page: Page) -> Page:
    page.goto("/projects/")
    page.get_by_role("link", name=PROJECT, exact=True).first.click()
    page.get_by_role("navigation", name="Parts of the project").get_by_role("link", name="Quality").click()
    page.get_by_role("navigation", name="Pages of quality").get_by_role("link", name="Reviews").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reviews")
    return page


def test_ben_reviews_by_keyboard(page_as: Open, axe: Axe) -> None:
    page = reviews_of(page_as("ben"))
    axe(page)
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Your verdict")).to_be_visible()
    axe(page)
    first = page.url

    page.keyboard.press("a")
    page.wait_for_url(lambda url: url != first)
    expect(page.locator(".messages")).to_contain_text("Reviewed.")
    second = page.url

    page.keyboard.press("r")
    page.keyboard.press("1")
    page.keyboard.press("c")
    page.keyboard.type("Two grades off: the wish that was typed is missing.")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != second)

    reviews_of(page).get_by_role("link", name="Reviewed", exact=True).click()
    expect(page.locator("main tbody tr").first).to_contain_text("Two grades off")
    axe(page)


def test_what_a_rejection_lacks_is_said_and_nothing_typed_is_lost(page_as: Open, faults: list[str]) -> None:
    page = reviews_of(page_as("ben"))
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Your verdict")).to_be_visible()

    page.keyboard.press("r")
    page.keyboard.press("c")
    page.keyboard.type("Not this brand.")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Say which error it is.")
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("Not this brand.")
    # The refusal is what was wanted.
    faults.clear()
    page.keyboard.press("b")
    expect(page.get_by_role("heading", level=1)).to_have_text("Reviews")


def test_ana_sees_her_own_quality_and_ben_that_of_reviewers(page_as: Open, axe: Axe) -> None:
    ana = page_as("ana")
    ana.goto("/my-quality/")
    expect(ana.get_by_role("heading", level=1)).to_have_text("My quality")
    expect(ana.locator("main")).to_contain_text("n = ")
    axe(ana)
    ben = reviews_of(page_as("ben"))
    for name in ("Reviewers", "Capacity", "Review plan", "Error types"):
        ben.get_by_role("navigation", name="Pages of quality").get_by_role("link", name=name).click()
        expect(ben.get_by_role("navigation", name="Pages of quality").locator("[aria-current]")).to_have_text(
            name
        )
        axe(ben)
