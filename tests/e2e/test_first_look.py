"""What a visitor of the demo sees first: work for Ana, a project for Lea. The README's pictures come from here."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.browsing import Shoot

Open = Callable[..., Page]


def test_ana_has_a_task_in_front_of_her_at_once(page_as: Open, shoot: Shoot) -> None:
    page = page_as("ana")
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    shoot(page, "my-work")

    page.goto("/work/")

    expect(page.locator(".query")).to_be_visible()
    expect(page.locator(".result").first).to_be_visible()
    shoot(page, "workbench")


def test_lea_sees_both_projects(page_as: Open, shoot: Shoot) -> None:
    page = page_as("lea")

    page.goto("/projects/")

    for name in ("Shop search relevance", "Marketplace listings"):
        expect(page.get_by_role("link", name=name).first).to_be_visible()
    shoot(page, "projects")
