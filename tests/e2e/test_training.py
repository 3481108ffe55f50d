"""Training in a real browser: attendance, agreements, and what the figures say of an exam's questions."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.e2e.trying import Document, call, document, project_of, put_away

Open = Callable[..., Page]
Axe = Callable[[Page], None]
QUESTION: Document = {
    "id": "q",
    "kind": "choice",
    "label": {"en": "A bird?", "ar": "هل هو طائر؟"},
    "options": [
        {"id": "yes", "label": {"en": "Yes", "ar": "نعم"}},
        {"id": "no", "label": {"en": "No", "ar": "لا"}},
    ],
}


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def live_in(lea: Page, ana: Page, project: str) -> str:
    """A session of Lea's that begins in ten minutes, to which Ana is invited."""
    starts_at = (datetime.now(UTC) + timedelta(minutes=10)).isoformat()
    asked = {"title": "Wings", "starts_at": starts_at, "minutes": 30, "time_zone": "UTC", "place": "Room 2"}
    live: str = call(lea, "POST", f"/projects/{project}/live-sessions", asked)["uid"]
    contributor = call(ana, "GET", "/me")["contributor"]
    call(lea, "POST", f"/live-sessions/{live}/people", {"contributors": [contributor]})
    return live


def test_lea_takes_attendance_by_keyboard_and_ana_sees_it_on_her_phone(page_as: Open, axe: Axe) -> None:
    lea, ana = page_as("lea"), page_as("ana", viewport="phone", locale="ar")
    schema = document([{"kind": "text", "field": "text"}], [QUESTION])
    project = project_of(lea, ana, schema, [{"text": "Finch"}])
    live = live_in(lea, ana, project)
    ana.goto("/")
    expect(ana.locator("section[aria-labelledby=learn-title]")).to_contain_text("Wings")
    fits(ana)

    lea.goto(f"/live-sessions/{live}/")
    expect(lea.get_by_role("heading", name="Wings")).to_be_visible()
    axe(lea)
    lea.keyboard.press("l")
    expect(lea.get_by_role("radio", name="Late")).to_be_checked()
    lea.keyboard.press("s")
    expect(lea.get_by_text("Attendance is noted.")).to_be_visible()
    expect(lea.get_by_role("radio", name="Late")).to_be_checked()

    ana.goto("/learn/")
    expect(ana.locator("section[aria-labelledby=live]")).to_contain_text("متأخر")
    axe(ana)
    fits(ana)
    call(lea, "POST", f"/live-sessions/{live}/cancel", {"reason": "The test is over."})
    put_away(lea, ana, project)


def test_ana_signs_what_a_new_version_asks(page_as: Open, axe: Axe) -> None:
    page = page_as("ana", viewport="phone", dark=True)
    page.goto("/agreements/")
    axe(page)
    fits(page)
    page.get_by_role("link", name="Read and sign").press("Enter")
    expect(page.get_by_role("heading", name="Confidentiality")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_label("Your name").press_sequentially("ana")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Signed. Tasks that waited for this come to you now.")).to_be_visible()
    with page.expect_download() as loading:
        page.get_by_role("link", name="Text Confidentiality").first.click()
    assert loading.value.suggested_filename == "Search NDA 2 en.txt"
    axe(page)


def test_lea_reads_what_the_figures_say_of_the_questions(page_as: Open, axe: Axe) -> None:
    page = page_as("lea")
    page.goto("/projects/")
    page.get_by_role("link", name="Marketplace listings", exact=True).first.click()
    page.goto(f"{page.url.rstrip('/')}/exams/")
    axe(page)
    page.get_by_role("link", name="Marketplace rules").press("Enter")
    expect(page.get_by_role("columnheader", name="Discrimination (r)")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Too few answers to say")
    axe(page)
