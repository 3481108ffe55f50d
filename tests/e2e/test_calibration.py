"""Calibration by keyboard alone: Ben prepares a session, Ana answers one blind, Ben closes one."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
Axe = Callable[[Page], None]
PROJECT = "Marketplace listings"


def listed(page: Page) -> str:
    """The address of the project's calibration."""
    page.goto("/projects/")
    page.get_by_role("link", name=PROJECT, exact=True).first.click()
    return f"{page.url.rstrip('/')}/calibration/"


def test_ana_answers_blind_by_keyboard(page_as: Open, axe: Axe) -> None:
    page = page_as("ana")
    page.goto("/calibration/")
    axe(page)
    page.get_by_role("link", name="Answer", exact=False).first.press("Enter")
    expect(page.locator("main")).to_contain_text("Item 1 of 5")
    axe(page)

    page.locator(".question input").first.focus()
    page.keyboard.press("a")
    page.locator(".question[data-place=problems] input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".messages")).to_contain_text("Noted.")
    expect(page.locator("main")).to_contain_text("Item 2 of 5, 1 answered")
    expect(page.locator("main")).not_to_contain_text("said so")


def test_ben_prepares_and_opens_a_session_by_keyboard(page_as: Open, axe: Axe) -> None:
    page = page_as("ben")
    page.goto(listed(page))
    axe(page)
    page.keyboard.press("n")
    page.get_by_label("Name").press_sequentially("By keyboard")
    axe(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="By keyboard")).to_be_visible()

    page.keyboard.press("l")
    expect(page.locator(".messages")).to_contain_text("items added")
    for name in ("Amsel", "Bulbul"):
        page.get_by_label(name, exact=True).press("Space")
    page.get_by_role("button", name="Ask those who are ticked").press("Enter")
    expect(page.locator(".messages")).to_contain_text("2 people will be asked.")
    axe(page)
    page.keyboard.press("o")

    expect(page.locator("main")).to_contain_text("Open for answers")
    axe(page)
    page.keyboard.press("e")
    expect(page.locator(".messages")).to_contain_text("Nobody answers any more.")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="What is right")).to_be_visible()
    axe(page)


def test_ben_reads_what_came_of_a_session(page_as: Open, axe: Axe) -> None:
    page = page_as("ben")
    page.goto(listed(page))
    page.get_by_role("link", name="Tickets and health claims").click()
    expect(page.locator("main")).to_contain_text("Alignment with the benchmark")
    axe(page)

    page.locator("main a[href*=calibration-items]").first.click()
    expect(page.locator("main")).to_contain_text("What was answered")
    axe(page)
