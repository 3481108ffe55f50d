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
