"""Training in a real browser: an agreement is signed; a course and an exam on a phone in Arabic give the first task."""

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
BIRDS = ("Heron", "Wren", "Plover")
PRACTISED = "Swift"


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def exam_of(lea: Page, mia: Page, project: str) -> str:
    """Three questions of which all are asked; every one is a bird. Nobody has the skill yet."""
    mia.goto("/")
    skill = f"birds-{project[-8:]}"
    call(mia, "POST", "/skills", {"code": skill, "name": "Birds"})
    batch = call(lea, "POST", f"/projects/{project}/batches", {"name": "Gold", "is_gold": True})["uid"]
    rows = [{"external_id": f"g-{name}", "content": {"text": name}} for name in (*BIRDS, PRACTISED)]
    assert call(lea, "POST", f"/batches/{batch}/tasks", {"tasks": rows})["bad_rows"] == []
    for name in (*BIRDS, PRACTISED):
        known = {"external_id": f"g-{name}", "answers": {"q": ["yes"]}, "reason": "It flies."}
        call(lea, "POST", f"/projects/{project}/gold", known)
    course = course_of(lea, project)
    asked = {"name": "Birds", "skill": skill, "n_questions": len(BIRDS), "pass_share": 1.0}
    exam: str = call(lea, "POST", f"/projects/{project}/exams", asked)["uid"]
    call(lea, "POST", f"/exams/{exam}/items", {"n_least_shown": len(BIRDS)})
    gate = {"name": "First birds", "exam": exam, "gates_exam": True}
    call(lea, "PUT", f"/courses/{course}", gate)
    call(lea, "POST", f"/courses/{course}/publish")
    return exam


def course_of(lea: Page, project: str) -> str:
    """One section to read, and one bird to practise on."""
    section = {"id": "wings", "title": "Wings", "markdown": "A bird has two."}
    guideline = {"title": "Birds", "sections": [section]}
    call(lea, "POST", f"/projects/{project}/guideline-versions", guideline)
    course: str = call(lea, "POST", f"/projects/{project}/courses", {"name": "First birds"})["uid"]
    call(lea, "POST", f"/courses/{course}/lessons", {"section": "wings"})
    practice = {"external_id": f"g-{PRACTISED}", "hint": "Look up."}
    call(lea, "POST", f"/courses/{course}/practice", practice)
    return course


def learn_and_practise(page: Page, axe: Axe) -> None:
    """The lesson, then the practice: wrong, then right."""
    page.locator("section[aria-labelledby=learn-title] li", has_text="First birds").locator("button").press(
        "Enter"
    )
    expect(page.locator("h1")).to_have_text("First birds")
    axe(page)
    fits(page)
    page.locator(".page-head a.btn-primary").press("Enter")
    expect(page.get_by_role("heading", name="Wings")).to_be_visible()
    axe(page)
    fits(page)
    page.locator("main form button.btn-primary").press("Enter")
    for answer, notice in (("no", "div.notice-warn"), ("yes", "div.notice-good")):
        page.locator(f".question[data-place=q] input[value={answer}]").press("Space")
        axe(page)
        fits(page)
        page.locator("form[data-question-form] button.btn-primary").press("Enter")
        expect(page.locator(notice)).to_be_visible()
        axe(page)
        fits(page)
        page.locator("main .divided a.btn-primary").press("Enter")
    expect(page.locator("div.notice-good a")).to_be_visible()


def test_ana_learns_passes_and_gets_her_first_task_on_a_phone_in_arabic(page_as: Open, axe: Axe) -> None:
    lea, page = page_as("lea"), page_as("ana", viewport="phone", locale="ar")
    schema = document([{"kind": "text", "field": "text"}], [QUESTION])
    project = project_of(lea, page, schema, [{"text": "Finch"}, {"text": "Trout"}])
    exam = exam_of(lea, page_as("mia"), project)

    page.goto("/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    learn_and_practise(page, axe)
    page.locator(f"div.notice-good a[href*='{exam}']").press("Enter")
    expect(page.locator("h1")).to_have_text("Birds")
    axe(page)
    fits(page)
    page.locator("main form button.btn-primary").press("Enter")
    for nth in range(1, len(BIRDS) + 1):
        expect(page.locator("main")).to_contain_text(f"السؤال {nth} من 3")
        axe(page)
        fits(page)
        page.locator(".question[data-place=q] input[value=yes]").press("Space")
        page.locator("form[data-question-form] button.btn-primary").press("Enter")
    expect(page.locator("div.notice-good")).to_be_visible()
    axe(page)
    fits(page)

    page.locator(f"main a[href='/work/{project}/']").press("Enter")
    expect(page.locator("#submit")).to_be_visible()
    put_away(lea, page, project)
    call(lea, "POST", f"/exams/{exam}/retire", {"reason": "The test is over."})


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
