"""A project from a template to Ana's first task, with the keyboard alone: the seven steps of the set-up."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.e2e.browsing import Shoot
from tests.e2e.test_projects import JOB_MS, arrive, press, tab_to

Open = Callable[..., Page]
Axe = Callable[[Page], None]


def rows() -> str:
    """Two tasks in JSON Lines that say themselves what they mean."""
    results = [{"id": "1", "title": "At a shop"}, {"id": "2", "title": "Soup"}]
    shared = {"market": "BR", "searched_on": "a phone", "intents": "To buy one.", "results": results}
    contents = [{"query": query, **shared} for query in ("wool socks", "desk lamp")]
    lines = [{"external_id": f"own-{nth}", "content": each} for nth, each in enumerate(contents)]
    return "\n".join(map(json.dumps, lines))


def step(page: Page, place: str) -> None:
    expect(page.get_by_role("navigation", name="Set-up")).to_contain_text(place)
    page.wait_for_load_state()


def begin(page: Page, name: str) -> None:
    """The first template, a name and a market."""
    page.goto("/projects/")
    page.keyboard.press("n")
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Graded search relevance")).to_be_checked()
    tab_to(page, page.get_by_role("checkbox", name=re.compile("^pt-BR")))
    page.keyboard.press("Space")
    press(page, "button", "Make the project")
    arrive(page, name)


def bring_tasks(page: Page, file: Path) -> None:
    page.on("filechooser", lambda chooser: chooser.set_files(file))
    tab_to(page, page.get_by_label("Name", exact=True))
    page.keyboard.type("Week 1")
    page.keyboard.press("Enter")
    arrive(page, "Week 1")
    tab_to(page, page.get_by_label("File", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_label("File", exact=True)).to_have_value(re.compile(r"tasks\.jsonl$"))
    press(page, "button", "Import")
    arrive(page, "Import into Week 1")
    page.keyboard.press("s")
    expect(page.locator("main")).to_contain_text(re.compile(r"Tasks added\s*2"), timeout=JOB_MS)


def add_person(page: Page, pseudonym: str) -> None:
    page.keyboard.press("n")
    arrive(page, "Add people")
    expect(page.get_by_label("Who")).to_be_focused()
    page.keyboard.type(pseudonym)
    press(page, "button", "Find")
    tab_to(page, page.get_by_role("checkbox", name=pseudonym, exact=True))
    page.keyboard.press("Space")
    press(page, "button", "Add the chosen ones")
    expect(page.locator(".messages")).to_contain_text("1 person was added.")


def answer_both(ana: Page) -> None:
    """So that none is left in her hands for other tests."""
    for query in ("wool socks", "desk lamp"):
        expect(ana.locator(".query")).to_have_text(query)
        for key in ("1", "4", "4"):
            ana.keyboard.press(key)
        expect(ana.locator("#submit")).to_be_focused()
        ana.keyboard.press("Enter")
    expect(ana.locator("[data-view=nothing]")).to_be_visible()


def test_lea_walks_from_a_template_to_anas_first_task(
    page_as: Open, axe: Axe, shoot: Shoot, tmp_path: Path
) -> None:
    (tmp_path / "tasks.jsonl").write_text(rows())
    name = f"Walked {uuid4().hex[:6]}"
    ana, page = page_as("ana"), page_as("lea")

    begin(page, name)
    project = page.url.rstrip("/").rsplit("/", 1)[1]
    press(page, "link", "Publish the label schema")
    step(page, "Step 2 of 7: Questions")
    axe(page)
    shoot(page, "set-up")
    page.keyboard.press("g")
    step(page, "Step 3 of 7: Guideline")
    page.keyboard.press("g")
    step(page, "Step 4 of 7: Tasks")
    page.keyboard.press("g")
    step(page, "Step 5 of 7: Gold")
    press(page, "link", "4. Tasks")
    step(page, "Step 4 of 7: Tasks")
    bring_tasks(page, tmp_path / "tasks.jsonl")
    page.goto(f"/projects/{project}/setup/")
    step(page, "Step 6 of 7: People")
    add_person(page, "Ana")
    page.keyboard.press("g")
    arrive(page, name)
    page.keyboard.press("o")
    expect(page.locator(".messages")).to_contain_text("The project is open")

    ana.goto(f"/work/{project}/")
    press(ana, "link", "Read the guideline")
    press(ana, "button", "I have read")
    expect(ana.locator(".query")).to_be_visible()
    axe(page)
    answer_both(ana)


def test_a_walk_that_was_left_goes_on_where_it_stood(page_as: Open) -> None:
    page = page_as("lea")
    begin(page, f"Left {uuid4().hex[:6]}")

    page.goto("/")
    page.goto("/projects/?q=Left")
    press(page, "link", "Left")
    expect(page.get_by_role("link", name="Go on with the set-up")).to_be_visible()
    page.keyboard.press("g")

    step(page, "Step 4 of 7: Tasks")
