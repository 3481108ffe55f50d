"""What else one does at a task, by keyboard: send it to its market, ask, report, uncover it; and its time."""

import io
import re
import wave
from collections.abc import Callable, Iterator, Sequence

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.trying import Document, call, document, project_of, put_away, submitted, work_on

Open = Callable[..., Page]
Axe = Callable[[Page], None]
Begin = Callable[..., str]
OPTIONS = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]
ASKED = {"id": "q", "kind": "choice", "label": "Q?", "options": OPTIONS}
TEXT = {"kind": "text", "field": "text"}
TEXTS = [{"text": f"Task {nth}"} for nth in range(4)]
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"/>'


@pytest.fixture
def lea(page_as: Open) -> Page:
    page: Page = page_as("lea")
    return page


@pytest.fixture
def ana(page_as: Open) -> Page:
    page: Page = page_as("ana")
    return page


@pytest.fixture
def begin(lea: Page, ana: Page) -> Iterator[Begin]:
    """A project with this schema, and its first task before Ana."""
    made: list[str] = []

    def opened(schema: Document, contents: Sequence[Document]) -> str:
        made.append(project_of(lea, ana, schema, contents))
        work_on(ana, made[-1])
        return made[-1]

    yield opened
    for project in made:
        put_away(lea, ana, project)


def text(page: Page) -> str:
    return page.locator(".content-text").inner_text()


def gone(page: Page, task: str) -> None:
    expect(page.locator(".content-text", has_text=task)).to_have_count(0)
    expect(page.locator("#submit")).to_be_visible()


def serve_two_markets(lea: Page, project: str) -> None:
    lea.goto(f"/projects/{project}/settings/")
    form = lea.locator("form[action$='/settings/markets/']")
    for name in ("Germany", "Brazil"):
        form.get_by_label(name).check()
    form.get_by_role("button", name="Save").click()
    expect(lea.get_by_text("Saved.")).to_be_visible()


def test_a_task_of_another_market_is_sent_there(ana: Page, lea: Page, begin: Begin, axe: Axe) -> None:
    project = begin(document([TEXT], [ASKED]), TEXTS)
    serve_two_markets(lea, project)
    work_on(ana, project)
    task = text(ana)
    where = ana.get_by_label("Which market does it belong to?")

    ana.keyboard.press("s")
    expect(where).to_be_hidden()
    ana.keyboard.press("3")
    expect(where).to_be_visible()
    assert where.locator("option").all_inner_texts()[0] == "I do not know"
    axe(ana)
    where.focus()
    ana.keyboard.type("Ger")
    with ana.expect_response("**/skip") as skipped:
        where.press("Tab")
        ana.get_by_role("button", name="Skip this task").press("Enter")

    asked = {"reason": "wrong_language", "comment": "", "market": "de-DE"}
    assert skipped.value.request.post_data_json == asked
    gone(ana, task)
    lea.goto(f"/projects/{project}/tasks/?market=de-DE")
    expect(lea.locator("tbody tr")).to_have_count(1)


def test_a_question_goes_to_the_project_owner_and_its_answer_to_the_inbox(
    ana: Page, lea: Page, begin: Begin, axe: Axe
) -> None:
    project = begin(document([TEXT], [ASKED]), TEXTS)
    task = text(ana)

    ana.keyboard.press("q")
    expect(ana.get_by_role("dialog", name="Ask the project owner")).to_be_visible()
    axe(ana)
    ana.keyboard.type("Does a guide book count?")
    ana.keyboard.press("Control+Enter")
    expect(ana.locator("[data-view=asked]")).to_contain_text("The answer comes to your inbox.")
    assert text(ana) == task
    lea.goto(f"/projects/{project}/triage/")
    question = lea.locator("article", has_text="Does a guide book count?")
    question.get_by_placeholder("Answer").fill("No, only the thing itself.")
    question.get_by_role("button").first.click()

    ana.goto("/inbox/")
    expect(ana.locator("main")).to_contain_text("No, only the thing itself.")


def test_a_report_is_never_made_by_accident(ana: Page, begin: Begin, axe: Axe) -> None:
    begin(document([TEXT], [ASKED]), TEXTS)
    task, asked = text(ana), []
    ana.on("request", lambda request: asked.append(request.url) if "/report" in request.url else None)

    ana.keyboard.press("x")
    dialog = ana.get_by_role("dialog", name="Report this task now?")
    expect(dialog).to_be_visible()
    axe(ana)
    for _ in range(3):
        ana.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    assert dialog.locator("input:checked").count() == 0
    ana.keyboard.press("Escape")

    expect(dialog).to_have_count(0)
    assert (text(ana), asked) == (task, [])


def test_a_report_takes_the_task_away_and_says_that_somebody_was_called(
    ana: Page, lea: Page, begin: Begin, axe: Axe
) -> None:
    project = begin(document([TEXT], [ASKED]), TEXTS)
    task = text(ana)

    ana.keyboard.press("x")
    ana.keyboard.press("2")
    ana.keyboard.press("Enter")

    expect(ana.locator("[data-view=reported]")).to_contain_text("somebody has been called")
    gone(ana, task)
    axe(ana)
    in_hand = call(ana, "POST", "/work/step", {"n": 5, "project": project})["tasks"]
    assert task not in [each["content"]["text"] for each in in_hand]
    lea.goto(f"/projects/{project}/triage/")
    expect(lea.get_by_text("Somebody is in danger now").first).to_be_visible()


def test_every_key_is_shown_on_a_button_and_all_stand_in_the_list(ana: Page, begin: Begin) -> None:
    content = [TEXT, {"kind": "link", "field": "page"}, {"kind": "audio", "field": "clip"}]
    schema = document(content, [ASKED], media={"blur": True})
    ana.route(
        "https://media.example/**", lambda route: route.fulfill(body=silence(1), content_type="audio/wav")
    )
    begin(schema, [{"text": "A", "page": "https://shop.example/1", "clip": "https://media.example/1.wav"}])
    shown = {each.inner_text() for each in ana.locator("main kbd:visible").all()}

    ana.keyboard.press("?")
    listed = {each.inner_text() for each in ana.locator("#keys-list kbd").all()}

    assert shown == set("12BWMOPSQX") | {"Enter"}
    assert listed == shown | {"Ctrl+Enter", "?"}


def test_what_was_uncovered_is_covered_again_in_the_next_task(ana: Page, begin: Begin) -> None:
    pictures = [{"kind": "image", "field": "picture"}, TEXT]
    schema = document(pictures, [ASKED], media={"blur": True, "greyscale": True})
    ana.route(
        "https://pictures.example/**", lambda route: route.fulfill(body=PICTURE, content_type="image/svg+xml")
    )
    begin(schema, [{"picture": "https://pictures.example/1.svg", **each} for each in TEXTS])
    body, task = ana.locator(".bench .body").first, text(ana)
    expect(body).to_have_class("body is-blurred is-grey")

    ana.keyboard.press("b")
    ana.keyboard.press("w")
    expect(body).to_have_class("body")
    ana.keyboard.press("1")
    ana.keyboard.press("Enter")

    gone(ana, task)
    expect(body).to_have_class("body is-blurred is-grey")
    expect(ana.get_by_role("button", name="Blur")).to_have_attribute("aria-pressed", "true")


def silence(seconds: int) -> bytes:
    held = io.BytesIO()
    with wave.open(held, "wb") as clip:
        clip.setnchannels(1)
        clip.setsampwidth(1)
        clip.setframerate(8000)
        clip.writeframes(b"\x80" * 8000 * seconds)
    return held.getvalue()


HIDE = """is => {
    Object.defineProperty(document, 'hidden', { value: is, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
}"""


def away(page: Page, seconds: int) -> None:
    """The page is hidden for a while, on the page's own clock."""
    page.evaluate(HIDE, True)
    page.clock.fast_forward(seconds * 1000)
    page.evaluate(HIDE, False)


def test_the_page_of_a_link_is_part_of_the_work_and_other_pages_are_not(ana: Page, begin: Begin) -> None:
    ana.context.route("https://shop.example/**", lambda route: route.fulfill(body="A shop"))
    schema = document([{"kind": "link", "field": "page"}], [ASKED])
    ana.clock.install()
    begin(schema, [{"page": f"https://shop.example/{nth}"} for nth in range(2)])

    with ana.context.expect_page():
        ana.keyboard.press("o")
    away(ana, 40)
    ana.keyboard.press("1")
    by_link = submitted(ana)["handling_seconds"]
    expect(ana.locator(".url")).to_contain_text("/1")
    ana.clock.fast_forward(5_000)
    away(ana, 40)
    ana.keyboard.press("1")
    elsewhere = submitted(ana)["handling_seconds"]

    assert 40 <= by_link < 60
    assert 5 <= elsewhere < 25


def test_a_clip_that_plays_counts_in_full_and_a_pause_up_to_the_cut(ana: Page, begin: Begin) -> None:
    ana.route(
        "https://media.example/**", lambda route: route.fulfill(body=silence(120), content_type="audio/wav")
    )
    ana.clock.install()
    begin(document([{"kind": "audio", "field": "clip"}], [ASKED]), [{"clip": "https://media.example/1.wav"}])
    play = ana.get_by_role("button", name=re.compile("Play|Pause"))

    ana.keyboard.press("p")
    expect(play).to_contain_text("Pause")
    ana.clock.fast_forward(100_000)
    ana.keyboard.press("p")
    expect(play).to_contain_text("Play")
    ana.clock.fast_forward(500_000)
    ana.keyboard.press("1")

    assert 160 <= submitted(ana)["handling_seconds"] < 190


def test_thinking_time_counts_where_the_questions_give_it(ana: Page, begin: Begin) -> None:
    ana.clock.install()
    begin(document([TEXT], [ASKED], thinking_seconds=180), TEXTS)

    ana.clock.fast_forward(500_000)
    ana.keyboard.press("1")

    assert 180 <= submitted(ana)["handling_seconds"] < 200
