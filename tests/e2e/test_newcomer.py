"""The whole way of one person on a phone in Arabic: apply, train, pass, and the first task that pays."""

import re
from collections.abc import Callable
from uuid import UUID

from django.core.signing import Signer
from playwright.sync_api import Page, expect

from assay.config.supervisor import Platform
from assay.recruiting.queries.applications import TOKEN
from tests.e2e.browsing import PHONE, Visits
from tests.e2e.test_training import QUESTION
from tests.e2e.trying import call, document, project_of, put_away, submitted

Open = Callable[..., Page]
Axe = Callable[[Page], None]
PASSWORD = "a long way to go"
BIRDS = ("Heron", "Wren", "Plover")
PRACTISED = "Swift"
# A person reads for three seconds at least.
READS_MS = 3_200
# What can be undone counts after half a minute, and what counts is earned within the next one.
EARNED_MS, LOOKS_EVERY_MS = 150_000, 5_000
# What the card of the demo promises for an answer where the project has no card of its own.
PAYS = re.compile(r"^\s*0,06 EUR\s*$")


def stop(page: Page, axe: Axe) -> None:
    """It can be used by everybody, from right to left, and is not wider than the phone."""
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def apply(page: Page, address: str, axe: Axe) -> None:
    """Everything with the keyboard."""
    page.goto(address)
    stop(page, axe)
    page.locator("[name=name]").fill("Noor Hadid")
    page.locator("[name=email]").fill("noor.hadid@mail.example")
    page.locator("[name=born_on]").fill("1996-02-29")
    page.locator("[name=level_ar-EG]").select_option("7")
    page.locator("[name=skills][value=search-quality]").press("Space")
    page.locator("[name=tie][value=lives]").press("Space")
    page.locator("[name=device][value=phone]").press("Space")
    page.locator("form summary").press("Enter")
    page.locator("[name=gender]").select_option("woman")
    stop(page, axe)
    page.locator("[name=consent]").press("Space")
    page.wait_for_timeout(READS_MS)
    page.locator("main form button.btn-primary").press("Enter")
    expect(page).to_have_url(f"{address}sent/")


def page_of_letter(demo: Platform, application: str) -> str:
    """Where the letter leads: its link is signed with the key of the installation."""
    key = (demo.home / "secret_key").read_text().strip()
    return f"{demo.url}/application/{Signer(key=key, salt=TOKEN).sign(UUID(application).hex)}/"


def accept(mia: Page, campaign: str, axe: Axe) -> None:
    mia.goto(f"/recruiting/{campaign}/")
    axe(mia)
    row = mia.locator("tr", has_text="Noor Hadid")
    expect(row).to_contain_text("Search quality")
    expect(row).to_contain_text("1 of 1 looked for")
    mia.get_by_label("Choose Noor Hadid").press("Space")
    mia.keyboard.press("a")
    expect(mia.locator("main")).to_contain_text("Will be accepted")
    mia.get_by_role("button", name="Tell them now").press("Enter")
    expect(mia.locator(".messages")).to_contain_text("Done")


def come_in(page: Page, letter: str, axe: Axe) -> None:
    """A password, and the own first page; what was said of oneself is still there."""
    page.goto(letter)
    stop(page, axe)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=repeated]").fill(PASSWORD)
    page.locator("button[value=password]").press("Enter")
    expect(page.locator("h1")).to_be_visible()
    stop(page, axe)
    page.goto("/about-me/")
    expect(page.locator("[name=gender]")).to_have_value("woman")
    stop(page, axe)


def gate(lea: Page, mia: Page, project: str) -> str:
    """Tasks ask for a skill that only the exam gives, and the exam for its course; every picture is a bird."""
    skill = f"birds-{project[-8:]}"
    call(mia, "POST", "/skills", {"code": skill, "name": "Birds"})
    stage = call(lea, "GET", f"/projects/{project}")["stages"][0]["uid"]
    call(lea, "PUT", f"/projects/{project}/stages/{stage}/skills", {"skills": {skill: 80}})
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
    call(lea, "PUT", f"/courses/{course}", {"name": "First birds", "exam": exam, "gates_exam": True})
    call(lea, "POST", f"/courses/{course}/publish")
    return exam


def course_of(lea: Page, project: str) -> str:
    """One section to read, and one bird to practise on."""
    section = {"id": "wings", "title": "Wings", "markdown": "A bird has two."}
    call(lea, "POST", f"/projects/{project}/guideline-versions", {"title": "Birds", "sections": [section]})
    course: str = call(lea, "POST", f"/projects/{project}/courses", {"name": "First birds"})["uid"]
    call(lea, "POST", f"/courses/{course}/lessons", {"section": "wings"})
    call(lea, "POST", f"/courses/{course}/practice", {"external_id": f"g-{PRACTISED}", "hint": "Look up."})
    return course


def learn_and_practise(page: Page, axe: Axe) -> None:
    """The lesson, then the practice: wrong, then right."""
    course = page.locator("section[aria-labelledby=learn-title] li", has_text="First birds")
    course.locator("button").press("Enter")
    expect(page.locator("h1")).to_have_text("First birds")
    stop(page, axe)
    page.locator(".page-head a.btn-primary").press("Enter")
    expect(page.get_by_role("heading", name="Wings")).to_be_visible()
    stop(page, axe)
    page.locator("main form button.btn-primary").press("Enter")
    for answer, notice in (("no", "div.notice-warn"), ("yes", "div.notice-good")):
        page.locator(f".question[data-place=q] input[value={answer}]").press("Space")
        stop(page, axe)
        page.locator("form[data-question-form] button.btn-primary").press("Enter")
        expect(page.locator(notice)).to_be_visible()
        stop(page, axe)
        page.locator("main .divided a.btn-primary").press("Enter")
    expect(page.locator("div.notice-good a")).to_be_visible()


def sit(page: Page, exam: str, axe: Axe) -> None:
    """All that is asked, all of it right."""
    page.locator(f"div.notice-good a[href*='{exam}']").press("Enter")
    expect(page.locator("h1")).to_have_text("Birds")
    stop(page, axe)
    page.locator("main form button.btn-primary").press("Enter")
    for nth in range(1, len(BIRDS) + 1):
        expect(page.locator("main")).to_contain_text(f"السؤال {nth} من 3")
        stop(page, axe)
        page.locator(".question[data-place=q] input[value=yes]").press("Space")
        page.locator("form[data-question-form] button.btn-primary").press("Enter")
    expect(page.locator("div.notice-good")).to_be_visible()
    stop(page, axe)


def earn(page: Page, project: str, axe: Axe) -> None:
    """The first task by touch; what it pays stands on the page of earnings once it counts, and on the first page."""
    page.locator(f"main a[href='/work/{project}/']").press("Enter")
    expect(page.locator("#submit")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("[data-place=q] .option", has_text="نعم").tap()
    stop(page, axe)
    assert submitted(page)["answers"] == {"q": "yes"}
    for _ in range(EARNED_MS // LOOKS_EVERY_MS):
        page.goto("/earnings/")
        if page.locator("td", has_text=PAYS).count():
            break
        page.wait_for_timeout(LOOKS_EVERY_MS)
    expect(page.locator("td", has_text=PAYS)).to_have_count(1)
    stop(page, axe)


def test_somebody_applies_trains_passes_and_is_paid_on_a_phone_in_arabic(
    visits: Visits, demo: Platform, page_as: Open, axe: Axe
) -> None:
    lea, mia = page_as("lea"), page_as("mia")
    mia.goto("/recruiting/")
    [campaign] = [each for each in call(mia, "GET", "/campaigns")["items"] if each["market"] == "ar-EG"]
    here = f"/campaigns/{campaign['uid']}"
    page = visits.new_page(viewport=PHONE, is_mobile=True, has_touch=True, locale="ar")

    apply(page, call(mia, "GET", f"{here}/links")["links"][0]["address"], axe)
    letter = page_of_letter(demo, call(mia, "GET", f"{here}/applications?limit=1")["items"][0]["uid"])
    page.goto(letter)
    page.locator("button[value=confirm]").press("Enter")
    expect(page.locator("[role=status]").first).to_contain_text("تأكّد عنوانك")
    accept(mia, campaign["uid"], axe)
    come_in(page, letter, axe)

    schema = document([{"kind": "text", "field": "text"}], [QUESTION])
    project = project_of(lea, page, schema, [{"text": "Finch"}, {"text": "Trout"}])
    exam = gate(lea, mia, project)
    assert call(page, "POST", "/work/step", {"n": 1, "project": project})["tasks"] == []
    page.goto("/")
    learn_and_practise(page, axe)
    sit(page, exam, axe)
    earn(page, project, axe)

    put_away(lea, page, project)
    call(lea, "POST", f"/exams/{exam}/retire", {"reason": "The test is over."})
    leave(page_as("ada"))


def leave(ada: Page) -> None:
    """Noor leaves, so that the demo's cast is as it was."""
    ada.goto("/users/")
    [noor] = [each for each in call(ada, "GET", "/users?limit=200")["items"] if each["name"] == "Noor Hadid"]
    call(ada, "POST", f"/users/{noor['uid']}/deactivate", {"reason": "The test is over."})
