"""Signing in, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import Shoot

Open = Callable[..., Page]
Axe = Callable[[Page], None]


@pytest.mark.parametrize(("viewport", "dark"), [("desktop", False), ("phone", True)])
def test_the_sign_in_page_is_clean(viewport: str, dark: bool, page_as: Open, axe: Axe, shoot: Shoot) -> None:
    page = page_as(None, viewport=viewport, dark=dark)

    page.goto("/accounts/login/")

    expect(page.get_by_role("button", name="Ana Contributor")).to_be_visible()
    axe(page)
    shoot(page, f"sign-in-{viewport}")


def test_one_click_signs_in_and_out_again(page_as: Open) -> None:
    page = page_as(None)
    page.goto("/work/")

    page.get_by_role("button", name="Lea Project owner").click()
    expect(page.locator(".shell-user")).to_have_text("Lea")

    page.get_by_role("button", name="Sign out").click()
    page.goto("/projects/")
    expect(page).to_have_url("/accounts/login/?next=/projects/")


def test_a_wrong_password_is_explained_and_the_address_stays(page_as: Open, axe: Axe) -> None:
    page = page_as(None)
    page.goto("/accounts/login/")

    page.get_by_label("E-mail").fill("lea@demo.example")
    page.get_by_label("Password").fill("not this one")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("not correct")
    expect(page.get_by_label("E-mail")).to_have_value("lea@demo.example")
    axe(page)


def test_the_printed_address_takes_one_press_of_enter(page_as: Open, axe: Axe) -> None:
    page = page_as(None)
    page.goto("/demo/sign-in/mia/")
    axe(page)

    page.keyboard.press("Enter")

    expect(page.locator(".shell-user")).to_have_text("Mia")
