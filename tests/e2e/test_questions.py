"""A question in a real browser, by keyboard: asked at a task, answered once, found by everybody who works on it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.trying import document, project_of, put_away, work_on

Open = Callable[..., Page]
Axe = Callable[[Page], None]
OPTIONS = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]
SCHEMA = document(
    [{"kind": "text", "field": "text"}], [{"id": "q", "kind": "choice", "label": "Q?", "options": OPTIONS}]
)
TEXTS = [{"text": f"Kettle number {nth}"} for nth in range(4)]


@pytest.fixture
def lea(page_as: Open) -> Page:
    page: Page = page_as("lea")
    return page


@pytest.fixture
def ana(page_as: Open) -> Page:
    page: Page = page_as("ana")
    return page


@pytest.fixture
def project(lea: Page, ana: Page) -> Iterator[str]:
    """Four tasks, the first of them before Ana."""
    made = project_of(lea, ana, SCHEMA, TEXTS)
    work_on(ana, made)
    yield made
    put_away(lea, ana, made)


def ask(ana: Page, text: str) -> None:
    ana.keyboard.press("q")
    dialog = ana.get_by_role("dialog", name="Ask the project owner")
    expect(dialog).to_be_visible()
    # Perhaps it was answered before.
    answered = dialog.get_by_role("link", name="Questions and answers")
    assert str(answered.get_attribute("href")).endswith("/questions/")
    ana.keyboard.type(text)
    ana.keyboard.press("Control+Enter")
    expect(ana.locator("[data-view=asked]")).to_be_visible()


def answer(lea: Page, project: str, asked: str, said: str) -> None:
    """The owner opens the question, holds what is like it, and answers for everybody."""
    lea.goto(f"/projects/{project}/questions/")
    lea.get_by_role("link", name=asked).press("Enter")
    expect(lea.get_by_role("heading", name="Answer for everybody")).to_be_visible()
    lea.get_by_label("Phrase").press_sequentially("Kettle number 3")
    lea.keyboard.press("Enter")
    # A job looks at every open task, and leads back.
    lea.get_by_role("link", name="Open the question").press("Enter")
    expect(lea.get_by_role("heading", name="Answer for everybody")).to_be_visible()
    expect(lea.locator("main")).to_contain_text("1 held")
    lea.get_by_label("The question, in general words").fill("Does a kettle without a lid count?")
    lea.get_by_label("Answer", exact=True).press_sequentially(said)
    lea.get_by_label("For now: it is settled later").press("Space")
    lea.get_by_role("button", name="Answer").press("Enter")
    expect(lea.locator(".messages")).to_contain_text("Answered. Whoever works on the project is told.")


def test_a_question_is_answered_once_and_found_by_who_works_there(
    ana: Page, lea: Page, project: str, axe: Axe
) -> None:
    ask(ana, "Is this one with or without its lid?")
    answer(lea, project, "Is this one with", "Yes, so long as it holds water.")
    axe(lea)
    expect(lea.locator("main")).to_contain_text("No question waits")
    expect(lea.locator("main article")).to_contain_text("for now")

    ana.goto(f"/work/{project}/questions/")
    axe(ana)
    ana.get_by_role("searchbox").press_sequentially("lid water")
    ana.keyboard.press("Enter")
    expect(ana.locator("main article")).to_contain_text("Yes, so long as it holds water.")
    # What was asked stays between the person and the owner: everybody reads the general words.
    expect(ana.locator("main")).not_to_contain_text("with or without its lid")
    ana.get_by_role("searchbox").fill("teapot")
    ana.keyboard.press("Enter")
    expect(ana.locator("main")).to_contain_text("Nothing was answered with these words.")
    axe(ana)


def test_who_does_not_work_there_finds_no_answer(
    ana: Page, project: str, page_as: Open, faults: list[str]
) -> None:
    ask(ana, "Is this one red?")
    zoe, ade = page_as("zoe"), page_as("ade")

    statuses = [
        found.status
        for page in (zoe, ade)
        for address in (f"/work/{project}/questions/", f"/projects/{project}/questions/")
        if (found := page.goto(address))
    ]

    assert statuses == [404] * 4
    faults.clear()
