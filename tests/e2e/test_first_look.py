"""What a visitor of the demo sees first: work for Ana and Ade, projects for Lea; and the pictures of the README."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.browsing import Shoot

Open = Callable[..., Page]


@pytest.mark.parametrize("person", ["ana", "ade"])
def test_contributors_have_a_task_in_front_of_them_at_once(person: str, page_as: Open, shoot: Shoot) -> None:
    page = page_as(person)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    shoot(page, f"my-work-of-{person}")

    page.goto("/work/")

    expect(page.locator(".query")).to_be_visible()
    expect(page.locator(".result").first).to_be_visible()
    if person == "ade":
        shoot(page, "workbench")


def test_lea_sees_both_projects(page_as: Open, shoot: Shoot) -> None:
    page = page_as("lea")

    page.goto("/projects/")

    for name in ("Shop search relevance", "Marketplace listings"):
        expect(page.get_by_role("link", name=name).first).to_be_visible()
    shoot(page, "projects")


def test_a_key_pressed_before_the_page_listens_is_not_lost(page_as: Open) -> None:
    page, held = page_as("lea"), list[Route]()

    def hold(route: Route) -> None:
        """A function, which Playwright marks; a method of a list it cannot."""
        held.append(route)

    page.route("**/app*.js", hold)
    page.goto("/projects/", wait_until="commit")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    keys = page.locator("#keys")

    page.keyboard.press("?")
    expect(keys).to_be_hidden()
    held[0].continue_()

    expect(keys).to_be_visible()
