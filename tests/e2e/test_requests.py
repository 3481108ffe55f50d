"""From a request to the first labeled task, by four roles in a real browser; and how the pages read."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import LOOKS, Shoot
from tests.e2e.test_projects import arrive, press
from tests.e2e.test_set_up import add_person, answer_both, bring_tasks, rows, step

Open = Callable[..., Page]
Axe = Callable[[Page], None]


def fill(page: Page, title: str) -> None:
    """Everything that is needed; what is typed is saved without a button."""
    for label, value in {
        "Title": title,
        "Model metric it should move": "NDCG@10",
        "Where it stands today": "0.61",
        "By how much it should move": "0.02",
        "Where the content comes from": "The log of one week.",
        "Accuracy needed (%)": "95",
        "When a delivery is accepted": "A sample of 400 is right.",
        "Deadline": "2027-03-01",
        "Budget": "5000",
        "Currency": "EUR",
    }.items():
        page.get_by_label(label, exact=True).fill(value)
    for label, option in {
        "Segment": "Search ranking",
        "What the labels are for": "Train a model",
        "Sensitivity": "Internal: nothing personal in it",
        "Label schema": "Graded search relevance",
        "How often": "Once",
    }.items():
        page.get_by_label(label, exact=True).select_option(label=option)
    page.get_by_label("Market 1", exact=True).select_option("pt-BR")
    page.get_by_label("Items 1", exact=True).fill("2")
    page.get_by_label("Approvers 1", exact=True).fill("omar@demo.example")


def opened(page: Page, title: str) -> None:
    """Found in the list, as everybody finds it."""
    page.goto("/requests/")
    page.keyboard.press("/")
    page.keyboard.type(title)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"q="))
    press(page, "link", title)
    arrive(page, title)


def next_step(page: Page, state: str) -> None:
    """The one obvious button."""
    page.keyboard.press("n")
    expect(page.locator("#next-title + .end")).to_have_text(state)
    page.wait_for_load_state()


def file_it(page: Page, title: str, axe: Axe, shoot: Shoot) -> None:
    page.goto("/requests/")
    page.keyboard.press("n")
    arrive(page, "New request")
    fill(page, title)
    expect(page.locator("#filled")).to_contain_text("16 of 16")
    expect(page.locator("#saved")).to_have_text("Saved")
    page.reload()
    expect(page.get_by_label("Title", exact=True)).to_have_value(title)
    axe(page)
    shoot(page, "request-form")
    press(page, "button", "Submit")
    arrive(page, title)


def test_a_request_becomes_a_project_and_its_first_task_is_labeled(
    page_as: Open, axe: Axe, shoot: Shoot, tmp_path: Path
) -> None:
    (tmp_path / "tasks.jsonl").write_text(rows())
    title = f"Asked {uuid4().hex[:6]}"
    rita, lea, omar, ana = (page_as(name) for name in ("rita", "lea", "omar", "ana"))

    file_it(rita, title, axe, shoot)
    opened(lea, title)
    lea.keyboard.press("f")
    arrive(lea, "Feasibility")
    press(lea, "button", "Compute")
    expect(lea.get_by_role("heading", name="What it suits, and why")).to_be_visible()
    press(lea, "link", title)
    arrive(lea, title)
    next_step(lea, "Feasible")
    opened(omar, title)
    next_step(omar, "Approved")
    lea.reload()
    press(lea, "button", "Start the project")
    step(lea, "Step 4 of 7: Tasks")
    project = lea.url.split("/")[-3]
    bring_tasks(lea, tmp_path / "tasks.jsonl")
    lea.goto(f"/projects/{project}/setup/")
    step(lea, "Step 6 of 7: People")
    add_person(lea, "Ana")
    lea.keyboard.press("g")
    arrive(lea, title)
    lea.keyboard.press("o")
    expect(lea.locator(".messages")).to_contain_text("The project is open")

    ana.goto(f"/work/{project}/")
    press(ana, "link", "Read the guideline")
    press(ana, "button", "I have read")
    answer_both(ana)
    rita.reload()
    expect(rita.locator("#outlook-title + .end")).to_have_text("Open")
    axe(rita)


@pytest.mark.parametrize("look", LOOKS)
def test_requests_read_well(page_as: Open, axe: Axe, look: str) -> None:
    page = page_as("lea", **LOOKS[look])
    page.goto("/requests/?state=in_delivery")
    for place in ("the list", "a request", "a change", "budgets"):
        if place == "a request":
            page.get_by_role("link", name="Grades for the shop search, every week").click()
            expect(page.locator("#changes")).to_contain_text("Brazil grows faster")
        if place == "a change":
            page.get_by_role("link", name="Propose a change").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Propose a change")
        if place == "budgets":
            page.go_back()
            page.get_by_role("link", name="Budgets of this request").click()
            expect(page.get_by_role("heading", level=1)).to_contain_text("Budgets")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_what_cannot_stand_there_is_told_while_one_types(page_as: Open, axe: Axe) -> None:
    page = page_as("rita")
    page.goto("/requests/")
    page.keyboard.press("n")
    arrive(page, "New request")

    page.get_by_label("Title", exact=True).fill("Never sent")
    page.get_by_label("Accuracy needed (%)", exact=True).fill("950")

    expect(page.locator("#problem_accuracy_target")).to_have_text("The accuracy must be from 50 to 100 %.")
    expect(page.get_by_label("Accuracy needed (%)", exact=True)).to_have_attribute("aria-invalid", "true")
    axe(page)
    page.get_by_label("Accuracy needed (%)", exact=True).fill("95")
    expect(page.locator("#problem_accuracy_target")).to_have_text("")
    expect(page.locator("#filled")).to_contain_text("2 of 16")
    page.get_by_text("Throw the draft away").click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator("main")).to_contain_text("The requester took it back.")
