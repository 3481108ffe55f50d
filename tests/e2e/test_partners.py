"""Leading a site in the browser: a shift is handed over by keyboard, on a screen and on a phone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from assay.kit.clock import now
from tests.e2e.browsing import LOOKS

Open = Callable[..., Page]
Axe = Callable[[Page], None]
PAGES = (
    *("/people/shift/", "/people/scorecards/", "/people/coaching/", "/people/contracts/"),
    *("/people/headcount/", "/people/abilities/", "/people/compliance/", "/people/file/"),
    *("/people/scorecards/markets/", "/people/weeks/"),
)


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_read_well(page_as: Open, axe: Axe, look: str) -> None:
    page = page_as("ravi", **LOOKS[look])

    for where in PAGES:
        page.goto(where)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    # The list of weekly reviews leads to a vendor's.
    page.locator("main tbody th a").first.click()
    expect(page.get_by_role("heading", name="Scorecards of the week")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_point_is_handed_over_and_the_next_shift_closes_it(page_as: Open) -> None:
    ravi = page_as("ravi")
    ravi.goto("/people/shift/")
    ravi.get_by_label("For the next shift").fill("The door of the quiet room sticks.")
    ravi.keyboard.press("Tab")
    ravi.keyboard.press("Space")
    ravi.keyboard.press("Tab")
    ravi.keyboard.press("Enter")
    expect(ravi.get_by_text("Written down for the next shift.")).to_be_visible()

    mia = page_as("mia", viewport="phone")
    mia.goto(ravi.url)
    points = mia.get_by_role("region", name="To do, from shift to shift")
    point = points.get_by_role("listitem").filter(has_text="The door of the quiet room sticks.")
    point.locator("summary").click()
    point.get_by_label("What became of it").fill("A carpenter came.")
    point.get_by_role("button", name="Close").click()
    expect(mia.get_by_text("Closed: it is carried forward no more.")).to_be_visible()

    ravi.reload()
    expect(ravi.get_by_text("A carpenter came.")).to_be_visible()


def test_a_goal_is_set_by_keyboard_and_the_coached_person_answers_on_a_phone(page_as: Open, axe: Axe) -> None:
    ravi = page_as("ravi")
    ravi.goto("/people/coaching/")
    ravi.keyboard.press("n")
    ravi.get_by_label("With whom").select_option(label="Ana · Agent")
    ravi.get_by_role("button", name="Next").press("Enter")
    ravi.get_by_role("textbox", name="About", exact=True).fill("Wishes that were typed")
    ravi.get_by_label("Notes", exact=True).fill("Count them before you grade.")
    ravi.get_by_label("What is to move").select_option(label="Accuracy, after disputes")
    ravi.get_by_label("In the project").select_option(label="Shop search relevance")
    ravi.get_by_label("By", exact=True).fill((now() + timedelta(days=14)).date().isoformat())
    axe(ravi)
    ravi.get_by_role("button", name="Write down").press("Enter")
    expect(ravi.get_by_text("Written down, and told to whom it is about.")).to_be_visible()
    expect(ravi.get_by_role("region", name="Goals")).to_contain_text("≥ 95.0 %")

    ana = page_as("ana", viewport="phone", locale="ar")
    ana.goto("/coaching/")
    ana.get_by_role("link", name="Wishes that were typed").click()
    axe(ana)
    assert ana.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    ana.get_by_role("textbox").fill("I will count.")
    ana.locator("main form button").click()
    expect(ana.get_by_text("I will count.")).to_be_visible()
    ravi.reload()
    expect(ravi.get_by_text("I will count.")).to_be_visible()


def test_a_contract_is_renewed_by_keyboard_and_a_refusal_keeps_what_was_typed(
    page_as: Open, axe: Axe, faults: list[str]
) -> None:
    mia = page_as("mia")
    mia.goto("/people/contracts/")
    axe(mia)
    mia.get_by_role("link", name="Setu Works").press("Enter")
    expect(mia.get_by_role("heading", level=1, name="Setu Works")).to_be_visible()
    mia.keyboard.press("n")
    expect(mia.get_by_role("heading", level=1, name="New version for Setu Works")).to_be_visible()
    mia.get_by_label("Fee at risk, % Accuracy").fill("99")
    mia.get_by_role("textbox", name="Why it changes").fill("A second year.")
    mia.get_by_role("button", name="Publish").press("Enter")
    expect(mia.get_by_role("alert")).to_contain_text("of the fee would be at risk")
    faults.clear()
    axe(mia)
    mia.get_by_label("Fee at risk, % Accuracy").fill("7")
    mia.get_by_role("button", name="Publish").press("Enter")
    expect(mia.get_by_text("Published. The version before stays to be read.")).to_be_visible()
    expect(mia.get_by_role("region", name="Versions")).to_contain_text("A second year.")


def test_a_headcount_plan_is_shown_before_it_counts(page_as: Open, axe: Axe) -> None:
    mia, today = page_as("mia"), now().date()
    monday = today - timedelta(days=today.weekday())
    plan = f"site,week,people\nPune,{monday},9\nOslo,{monday},1\n"
    mia.goto("/people/headcount/")
    mia.get_by_label("CSV file").set_input_files(
        {"name": "plan.csv", "mimeType": "text/csv", "buffer": plan.encode()}
    )
    mia.get_by_role("button", name="Read the file").press("Enter")
    lines = mia.get_by_role("region", name="Lines of the file")
    expect(lines).to_contain_text("There is no site Oslo.")
    expect(lines).to_contain_text("changes")
    expect(mia.get_by_role("button", name="Commit to it")).to_have_count(0)
    axe(mia)


def test_evidence_is_handed_in_on_a_phone_and_withdrawn_again(page_as: Open, axe: Axe) -> None:
    ravi = page_as("ravi", viewport="phone")
    ravi.goto("/people/compliance/")
    insurance = ravi.get_by_role("article", name="Liability insurance")
    expect(insurance).to_contain_text("ends soon")
    insurance.get_by_label("Hand in evidence: Liability insurance").press("Enter")
    insurance.get_by_label("File", exact=True).set_input_files(
        {"name": "next.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\nThe next policy.\n"}
    )
    axe(ravi)
    insurance.get_by_role("button", name="Hand in").press("Enter")
    expect(ravi.get_by_text("Handed in.")).to_be_visible()
    expect(insurance).to_contain_text("valid")

    insurance.get_by_label("Withdraw next.pdf").press("Enter")
    insurance.get_by_role("textbox", name="Why it does not count any more").fill("It was a draft.")
    insurance.get_by_role("button", name="Withdraw").press("Enter")
    expect(ravi.get_by_text("Withdrawn: it counts no more.")).to_be_visible()
    expect(insurance).to_contain_text("ends soon")


def test_a_lead_tries_a_file_of_changes_and_discards_it(page_as: Open, axe: Axe) -> None:
    ravi = page_as("ravi")
    ravi.goto("/people/")
    ravi.get_by_role("link", name="Changes from a file").press("Enter")
    rows = "contributor,team,skills\nElster,Fado,\nHudhud,Fado,\nFink,,market-rules:99\n"
    ravi.get_by_label("CSV file").set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    ravi.get_by_role("button", name="Read the file").press("Enter")
    shown = ravi.get_by_role("region", name="Lines of the file")
    expect(shown).to_contain_text("Lisbon · Fado")
    expect(shown).to_contain_text("Nobody whom you see is called Hudhud.")
    expect(shown).to_contain_text("Your role does not allow this")
    axe(ravi)
    ravi.get_by_role("link", name="Discard").press("Enter")
    expect(shown).to_have_count(0)
