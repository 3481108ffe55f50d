"""Lots and a site's page in a real browser: register, lot, plan by keyboard, certificate; readable in every look."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import LOOKS
from tests.e2e.test_board import quality
from tests.e2e.trying import call, document, project_of, put_away, submitted, work_on

Open = Callable[..., Page]
Axe = Callable[[Page], None]
POSTS = "Community posts"
OPTIONS = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]
SCHEMA = document(
    [{"kind": "text", "field": "text"}], [{"id": "q", "kind": "choice", "label": "Q?", "options": OPTIONS}]
)
WRONG = {"errors": [{"key": "wrong"}], "comment": "It is none."}


@pytest.mark.parametrize("look", LOOKS)
def test_lots_read_well(page_as: Open, axe: Axe, look: str) -> None:
    page = quality(page_as("lea", **LOOKS[look]), POSTS, "Lots")

    for step in ("Lots", "Lot", "Inspection plan"):
        if step == "Lot":
            page.locator("main tbody a").nth(1).click()
            expect(page.get_by_role("heading", level=1)).to_contain_text("Lot")
        if step == "Inspection plan":
            page.go_back()
            page.get_by_role("link", name=step, exact=True).click()
        expect(page.locator("main table").first).to_be_attached()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_ben_sees_what_a_plan_means_before_he_publishes_it(page_as: Open, axe: Axe) -> None:
    page = quality(page_as("ben"), POSTS, "Lots")
    page.get_by_role("link", name="Inspection plan", exact=True).click()

    page.get_by_label("AQL: Major").select_option("1")
    page.get_by_label("Tasks per lot").fill("1000")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("v")

    expect(page.locator("main")).to_contain_text("It is not published yet.")
    expect(page.locator("main")).to_contain_text("For a lot of 1000 tasks under normal inspection")
    expect(page.get_by_role("row", name="Major").first).to_contain_text("80")
    axe(page)


def test_ravi_reads_the_record_of_his_site(page_as: Open, axe: Axe) -> None:
    page = quality(page_as("ravi"), POSTS, "Site")

    expect(page.get_by_role("heading", level=1)).to_have_text("Lisbon")
    expect(page.locator("main")).not_to_contain_text("Cairo")
    axe(page)


@pytest.fixture
def rejected(page_as: Open) -> Iterator[str]:
    """A project of its own whose only lot was rejected: Ben found every task of the sample wrong."""
    lea, ana, ben = page_as("lea"), page_as("ana"), page_as("ben")
    project = project_of(lea, ana, SCHEMA, [{"text": f"Kettle {nth}"} for nth in range(4)])
    stage = call(lea, "GET", f"/projects/{project}")["stages"][0]["uid"]
    call(lea, "PATCH", f"/projects/{project}/stages/{stage}", {"undo_seconds": 0})
    work_on(ana, project)
    for _ in range(4):
        ana.keyboard.press("1")
        submitted(ana)
    call(lea, "POST", f"/projects/{project}/inspection-plan", {"classes": {"major": {"aql": 4.0}}})
    lot = call(lea, "POST", f"/projects/{project}/lots", {})["lots"][0]
    ben.goto("/")
    for _ in range(lot["inspections"][0]["n_sample"]):
        item = call(ben, "POST", f"/projects/{project}/reviews/next")["uid"]
        call(ben, "POST", f"/reviews/{item}/decide", {**WRONG, "verdict": "rejected"})
    yield str(lot["uid"])
    put_away(lea, ana, project)


def test_lea_signs_a_rejected_lot_by_keyboard(
    page_as: Open, rejected: str, axe: Axe, faults: list[str]
) -> None:
    page = page_as("lea")
    page.goto(f"/lots/{rejected}/")
    expect(page.get_by_role("heading", name="What becomes of this lot")).to_be_visible()
    axe(page)

    page.keyboard.press("c")
    page.keyboard.type("Good enough for training.")
    page.keyboard.press("Tab")
    page.keyboard.type("Rita")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("type your own name as it stands in your account")
    # The refusal is what was wanted, and nothing that was typed is lost.
    faults.clear()
    axe(page)
    expect(page.get_by_label("Reason").last).to_have_value("Good enough for training.")
    page.get_by_label("Sign with your name").fill("Lea")
    page.keyboard.press("Enter")

    expect(page.locator(".messages")).to_contain_text("Accepted with concession.")
    expect(page.locator("main")).to_contain_text("signed by Lea")
    expect(page.get_by_role("heading", name="What becomes of this lot")).to_have_count(0)
    axe(page)
