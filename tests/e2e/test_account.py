"""The own account in a real browser: by keyboard, on a phone, in the dark, from right to left."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
Axe = Callable[[Page], None]


@pytest.mark.parametrize(
    ("viewport", "dark", "locale"), [("desktop", False, "en"), ("phone", True, "en"), ("desktop", True, "ar")]
)
def test_the_account_page_is_clean(viewport: str, dark: bool, locale: str, page_as: Open, axe: Axe) -> None:
    page = page_as("omar", viewport=viewport, dark=dark, locale=locale)

    page.goto("/account/")

    expect(page.locator("html")).to_have_attribute("dir", "rtl" if locale == "ar" else "ltr")
    is_too_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not is_too_wide
    axe(page)


def test_a_token_is_made_and_revoked_with_the_keyboard(page_as: Open, axe: Axe) -> None:
    page = page_as("omar")
    page.goto("/account/")

    page.get_by_label("What is it for?").focus()
    page.keyboard.type("Nightly export")
    page.keyboard.press("Enter")

    expect(page.locator("#secret")).to_contain_text("assay_")
    axe(page)
    page.get_by_role("button", name="Revoke Nightly export").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The token no longer works.")
    expect(page.locator("#secret")).to_have_count(0)


def test_a_secret_is_copied(page_as: Open) -> None:
    page = page_as("omar", permissions=["clipboard-read", "clipboard-write"])
    page.goto("/account/")
    page.get_by_label("What is it for?").fill("Laptop")
    page.get_by_role("button", name="Make the token").click()

    page.get_by_role("button", name="Copy").click()

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#secret").text_content()


def test_the_chosen_language_stays_after_the_browsers(page_as: Open) -> None:
    page = page_as("rita")
    page.goto("/account/")

    page.get_by_label("Language of the pages").select_option("ar")
    page.locator("form[action='/account/'] button").click()
    expect(page.locator("html")).to_have_attribute("lang", "ar")

    page.locator("#id_locale").select_option("")
    page.locator("form[action='/account/'] button").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
