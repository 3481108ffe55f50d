"""A contributor's other pages in a real browser: own work, inbox, guideline."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import Shoot

Open = Callable[..., Page]
Axe = Callable[[Page], None]


@pytest.mark.parametrize(("viewport", "dark", "locale"), [("desktop", False, "en"), ("phone", True, "he")])
def test_own_work_inbox_and_guideline_are_clean(
    viewport: str, dark: bool, locale: str, page_as: Open, axe: Axe, shoot: Shoot
) -> None:
    """One of the looks in Hebrew: from right to left as Arabic, with a script of its own."""
    page = page_as("ana", viewport=viewport, dark=dark, locale=locale)
    for name, address in (("my-work", "/"), ("inbox", "/inbox/")):
        page.goto(address)
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("dir", "rtl" if locale == "he" else "ltr")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        if not dark:
            shoot(page, f"{name}-{viewport}")

    page.goto("/")
    page.locator(".entries a[href^='/guidelines/']").first.click()
    expect(page.locator(".guideline-page")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_guideline_is_acknowledged_without_scripts(page_as: Open) -> None:
    page = page_as("ade", java_script_enabled=False)
    page.goto("/")
    entry = page.locator(".entries > li", has_text="Marketplace listings")

    entry.get_by_role("link", name="Read").click()
    page.get_by_role("button", name="I have read this").click()

    expect(page.get_by_text("Noted. Tasks that waited for this come to you now.")).to_be_visible()
    page.goto("/")
    expect(entry.get_by_text("Guideline to read")).to_have_count(0)
