"""A project from nothing to open in a real browser, with the keyboard alone; and how its pages look."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import IN_TAB, LOOKS, LOOKS_AND_RIGHT_TO_LEFT, Shoot

Open = Callable[..., Page]
Axe = Callable[[Page], None]
PROJECT = "Shop search relevance"
JOB_MS = 120_000
ROWS = (
    "external_id,query,text\nkey-1,red shoes,A shop for red shoes\nkey-2,red shoes,\nkey-3,blue hats,Hats\n"
)


def tab_to(page: Page, wanted: Locator) -> None:
    """Go on with the tab key until the control has the focus."""
    for _ in range(120):
        if wanted.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tab key does not reach {wanted}")


def press(page: Page, role: str, name: str) -> None:
    """Reach a link or a button with the tab key, and press Enter."""
    tab_to(page, page.locator("main").get_by_role(role, name=name).first)  # type: ignore[arg-type]  # A role.
    page.keyboard.press("Enter")


def arrive(page: Page, heading: str) -> None:
    """Keys mean the new page only once it is there."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.wait_for_load_state()


def to_tab(page: Page, name: str) -> None:
    tabs = page.get_by_role("navigation", name="Parts of the project")
    tab = tabs.get_by_role("link", name=IN_TAB.get(name, name), exact=True)
    tab_to(page, tab)
    page.keyboard.press("Enter")
    expect(tab).to_have_attribute("aria-current", re.compile("page|true"))
    if name in IN_TAB:
        page.wait_for_load_state()
        pages = page.get_by_role("navigation", name=f"Pages of {IN_TAB[name]}")
        tab_to(page, pages.get_by_role("link", name=name, exact=True))
        page.keyboard.press("Enter")
        expect(pages.locator("[aria-current]")).to_have_text(name)


def new_project(page: Page, name: str) -> None:
    page.goto("/projects/")
    page.keyboard.press("n")
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.type(name)
    press(page, "button", "Make the project")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def publish_schema(page: Page) -> None:
    """The example as it stands, after a look at it."""
    press(page, "link", "Publish the label schema")
    arrive(page, "Label schema")
    expect(page.locator("#editor-problems")).to_have_text("Nothing is wrong with it.")
    page.keyboard.press("p")
    arrive(page, "Look over and publish")
    page.keyboard.press("p")
    expect(page.locator(".messages")).to_contain_text("Version 1 is in force")


def publish_guideline(page: Page) -> None:
    to_tab(page, "Guideline")
    page.wait_for_load_state()
    page.keyboard.press("e")
    arrive(page, "Write the guideline")
    tab_to(page, page.get_by_label("Title", exact=True))
    page.keyboard.type("Relevance of shops")
    tab_to(page, page.get_by_label("Text of section 1"))
    page.keyboard.type("Say whether the **result** answers the query.")
    press(page, "button", "Preview")
    expect(page.locator("#preview strong")).to_have_text("result")
    page.wait_for_load_state()
    page.keyboard.press("p")
    expect(page.locator(".messages")).to_contain_text("Version 1 is in force")


def import_tasks(page: Page, file: Path) -> None:
    # Listening begins long before the key is pressed: Playwright does not wait until the browser listens, too.
    page.on("filechooser", lambda chooser: chooser.set_files(file))
    to_tab(page, "Batches")
    arrive(page, "Batches")
    tab_to(page, page.get_by_label("Name", exact=True))
    page.keyboard.type("Week 1")
    page.keyboard.press("Enter")
    arrive(page, "Week 1")
    tab_to(page, page.get_by_label("File", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_label("File", exact=True)).to_have_value(re.compile(r"tasks\.csv$"))
    press(page, "button", "Import")
    arrive(page, "Import into Week 1")
    expect(page.get_by_label("Meaning of external_id")).to_have_value("named.external_id")
    page.wait_for_load_state()
    page.keyboard.press("s")


def test_lea_opens_a_project_of_her_own_with_the_keyboard(page_as: Open, axe: Axe, tmp_path: Path) -> None:
    (tmp_path / "tasks.csv").write_text(ROWS)
    page = page_as("lea")

    new_project(page, "Made with the keyboard")
    axe(page)
    publish_schema(page)
    publish_guideline(page)
    import_tasks(page, tmp_path / "tasks.csv")

    expect(page.locator("main")).to_contain_text("The field text is missing.", timeout=JOB_MS)
    expect(page.locator("main")).to_contain_text("Tasks added")
    page.goto("/projects/?q=Made+with")
    press(page, "link", "Made with the keyboard")
    arrive(page, "Made with the keyboard")
    page.keyboard.press("o")
    expect(page.locator(".messages")).to_contain_text("The project is open")
    expect(page.locator("main")).to_contain_text("of 2 tasks")


def test_mia_sees_why_somebody_gets_nothing(page_as: Open, axe: Axe) -> None:
    page = page_as("mia")
    page.goto("/projects/")
    page.get_by_role("link", name=PROJECT, exact=True).first.click()
    to_tab(page, "Members")
    page.wait_for_load_state()

    expect(page.locator("main tbody tr").first).to_contain_text(re.compile("May work|Gets nothing"))
    axe(page)
    page.keyboard.press("n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Add people")
    axe(page)


@pytest.mark.parametrize("look", LOOKS_AND_RIGHT_TO_LEFT)
def test_every_page_of_a_project_is_clean_in_every_look(
    look: str, page_as: Open, axe: Axe, shoot: Shoot
) -> None:
    page = page_as("lea", **LOOKS_AND_RIGHT_TO_LEFT[look])
    page.goto("/projects/")
    axe(page)
    page.get_by_role("link", name=PROJECT, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PROJECT)
    if look == "desktop":
        shoot(page, "project-overview", full=True)

    # Overview, work, people and guideline with the pages in their second line; the others have tests of their own.
    for tab in links(page, ".view-tabs")[:4]:
        page.goto(tab)
        for address in links(page, ".view-tabs + .sub-tabs") or [tab]:
            page.goto(address)
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def links(page: Page, bar: str) -> list[str]:
    found = page.locator(f"main {bar} a")
    return [str(each) for each in found.evaluate_all("links => links.map(each => each.href)")]


def test_pages_of_a_project_work_without_a_script(page_as: Open) -> None:
    page = page_as("lea", java_script_enabled=False)
    page.goto("/projects/")
    page.get_by_role("link", name="Marketplace listings", exact=True).first.click()
    page.get_by_role("navigation", name="Parts of the project").get_by_role("link", name="Guideline").click()
    page.get_by_role("link", name="New version").click()
    n_sections = page.locator("fieldset.section-form").count()

    page.get_by_role("button", name="Add a section").click()

    expect(page.locator("fieldset.section-form")).to_have_count(n_sections + 1)


def test_lea_finds_tasks_changes_them_and_takes_it_back_with_the_keyboard(page_as: Open, axe: Axe) -> None:
    page = page_as("lea")
    page.goto("/projects/")
    page.get_by_role("link", name=PROJECT, exact=True).first.click()
    to_tab(page, "Tasks")
    arrive(page, "Tasks")
    axe(page)

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-counts=task]")).to_have_text("1")
    page.keyboard.press("o")
    expect(page.locator(".undo-bar")).to_contain_text("One more judgment asked for: 1 task")
    axe(page)
    page.wait_for_load_state()
    page.keyboard.press("u")

    expect(page.locator(".messages")).to_contain_text("1 task is as it was.")


def test_a_task_is_found_by_its_id_from_anywhere(page_as: Open, axe: Axe) -> None:
    page = page_as("lea")
    page.goto("/people/")
    page.wait_for_load_state()

    page.keyboard.press("Control+k")
    arrive(page, "Search")
    page.keyboard.type("en-gb-01-1")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="en-gb-01-1", exact=True).first.click()

    arrive(page, "en-gb-01-1")
    expect(page.locator(".history")).to_contain_text("Came in, in the batch")
    axe(page)


@pytest.mark.parametrize("look", LOOKS)
def test_pages_that_steer_a_project_are_clean(look: str, page_as: Open, axe: Axe) -> None:
    page = page_as("lea", **LOOKS_AND_RIGHT_TO_LEFT[look])
    page.goto("/projects/new/")
    axe(page)
    page.goto("/projects/")
    page.get_by_role("link", name=PROJECT, exact=True).first.click()
    arrive(page, PROJECT)
    project = page.url
    for place in ("queues/", "contributors/", "tasks/?state=done&text=x", "tasks/changes/"):
        page.goto(project + place)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
