"""A guideline in a real browser: a policy change reaches Ana, by keyboard; and its owner's pages are clean."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import Shoot
from tests.e2e.trying import call, document, project_of, put_away

Open = Callable[..., Page]
Axe = Callable[[Page], None]
QUIZ = {
    "id": "q1",
    "text": "Is a shoelace a shoe?",
    "options": [{"id": "o1", "text": "Yes"}, {"id": "o2", "text": "No"}],
    "right": "o2",
    "why": "It goes with a shoe.",
}
SCHEMA = document(
    [{"kind": "text", "field": "text"}],
    [
        {
            "id": "shoe",
            "kind": "choice",
            "label": "Is it a shoe?",
            "section": "laces",
            "options": [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}],
        }
    ],
)


def publish(lea: Page, project: str, text: str, **more: object) -> str:
    sections = [
        {"id": "shoes", "title": "Shoes", "markdown": "A shoe is worn."},
        {"id": "laces", "title": "Laces", "markdown": text},
    ]
    asked = {"title": "Shoes", "sections": sections, "change_note": "About laces.", **more}
    made = call(lea, "POST", f"/projects/{project}/guideline-versions", asked)
    return str(made["uid"])


def to(page: Page, name: str, role: str = "button") -> None:
    """By the Tab key alone."""
    target = page.get_by_role(role, name=name)  # type: ignore[arg-type]  # A role by its name.
    for _ in range(60):
        if target.first.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached by the Tab key")


@pytest.fixture
def lea(page_as: Open) -> Page:
    return page_as("lea")


def test_ana_is_asked_reads_what_changed_passes_the_quiz_and_gets_a_task(
    page_as: Open, lea: Page, axe: Axe, faults: list[str]
) -> None:
    ana = page_as("ana")
    project = project_of(lea, ana, SCHEMA, [{"text": "A shoelace"}, {"text": "A boot"}])
    stage = call(lea, "GET", f"/projects/{project}")["stages"][0]["uid"]
    call(lea, "PATCH", f"/projects/{project}/stages/{stage}", {"needs_acknowledgment": True})
    first = publish(lea, project, "A lace is a shoe.")
    call(ana, "POST", f"/projects/guideline-versions/{first}/acknowledge")
    publish(lea, project, "A lace is no shoe.", kind="policy", quiz=[QUIZ])

    ana.goto(f"/work/{project}/")
    expect(ana.locator("[data-view=nothing]")).to_be_visible()
    to(ana, "Read the guideline", "link")
    ana.keyboard.press("Enter")
    expect(ana.locator(".part-change ins").first).to_be_visible()
    axe(ana)
    to(ana, "Yes", "radio")
    ana.keyboard.press("Space")
    ana.keyboard.press("a")
    expect(ana.get_by_text("It goes with a shoe.")).to_be_visible()
    axe(ana)
    # The browser notes that the page answered 422: the answer was wrong.
    assert [fault for fault in faults if "422" not in fault] == []
    faults.clear()
    to(ana, "Yes", "radio")
    ana.keyboard.press("ArrowDown")
    to(ana, "I have read this, and these are my answers")
    ana.keyboard.press("Enter")

    expect(ana.locator("#submit")).to_be_visible()
    to(ana, "What the guideline says Is it a shoe?")
    ana.keyboard.press("Enter")
    expect(ana.locator(".guideline details[data-section=laces][open]")).to_be_visible()
    put_away(lea, ana, project)


def test_within_the_grace_period_a_notice_stands_above_the_task(page_as: Open, lea: Page, axe: Axe) -> None:
    ana = page_as("ana")
    project = project_of(lea, ana, SCHEMA, [{"text": "A shoelace"}])
    first = publish(lea, project, "A lace is a shoe.")
    call(ana, "POST", f"/projects/guideline-versions/{first}/acknowledge")
    publish(lea, project, "A lace is no shoe.", kind="policy", quiz=[QUIZ], grace_hours=5)

    ana.goto(f"/work/{project}/")

    expect(ana.locator("[data-view=new-version]")).to_contain_text("The guideline has changed.")
    axe(ana)
    put_away(lea, ana, project)


@pytest.mark.parametrize(("viewport", "dark"), [("desktop", False), ("phone", True)])
def test_the_owners_pages_are_clean(viewport: str, dark: bool, page_as: Open, axe: Axe, shoot: Shoot) -> None:
    page = page_as("lea", viewport=viewport, dark=dark)
    page.goto("/projects/")
    page.get_by_role("link", name="Shop search relevance").first.click()
    page.wait_for_load_state()
    project = page.url.rstrip("/").rsplit("/", 1)[1]
    for part in (
        "",
        "draft/",
        "compare/?from=2&to=3",
        "compare/?from=2&to=3&view=sides",
        "translations/",
        "policies/",
        "policies/file/",
        "readers/",
        "versions/3/",
    ):
        page.goto(f"/projects/{project}/guideline/{part}")
        expect(page.locator("h1")).to_be_visible()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), part


def test_changes_are_walked_through_by_keyboard(page_as: Open, axe: Axe) -> None:
    page = page_as("lea")
    page.goto("/projects/")
    page.get_by_role("link", name="Shop search relevance").first.click()
    page.wait_for_load_state()
    page.goto(f"{page.url.rstrip('/')}/guideline/compare/?from=2&to=3")
    expect(page.locator(".part-change ins").first).to_be_visible()

    page.keyboard.press("n")
    expect(page.locator("[data-said]")).to_have_text(re.compile(r"^Change 1 of \d+$"))
    expect(page.locator(".part-change .is-shown")).to_be_in_viewport()
    page.keyboard.press("p")
    expect(page.locator("[data-said]")).to_have_text(re.compile(r"^Change (\d+) of \1$"))
    axe(page)
