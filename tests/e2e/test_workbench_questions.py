"""Every kind of question, answered in a real browser by keyboard alone."""

import io
import wave
from collections.abc import Callable, Iterator, Sequence
from typing import Any  # Documents and answers are JSON.

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.trying import Document, document, project_of, put_away, submitted, work_on

Open = Callable[..., Page]
Axe = Callable[[Page], None]
Begin = Callable[..., Page]
YES_NO = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]
TEXT = {"kind": "text", "field": "text"}


def ask(kind: str, **more: Any) -> Document:
    return {"id": "q", "kind": kind, "label": "Q?", **more}


def show_picture(page: Page) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"/>'
    page.route(
        "https://pictures.example/**",
        lambda route: route.fulfill(body=picture, content_type="image/svg+xml"),
    )


@pytest.fixture
def ana(page_as: Open) -> Page:
    page: Page = page_as("ana")
    return page


@pytest.fixture
def begin(page_as: Open, ana: Page) -> Iterator[Begin]:
    """Ana with a task of this schema before her."""
    lea, projects = page_as("lea"), []

    def opened(schema: Document, contents: Sequence[Document], severity: int = 0) -> Page:
        projects.append(project_of(lea, ana, schema, contents, severity=severity))
        work_on(ana, projects[-1])
        return ana

    yield opened
    for project in projects:
        put_away(lea, ana, project)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


TREE = [
    {
        "id": "harm",
        "label": "Harm",
        "options": [{"id": "violence", "label": "Violence"}, {"id": "hate", "label": "Hate"}],
    },
    {"id": "spam", "label": "Spam"},
]
LETTERS = [{"id": each, "label": each.upper()} for each in "xyz"]
WAYS: list[tuple[Document, list[str], Any]] = [
    (ask("choice", options=YES_NO), ["2"], "no"),
    (ask("multi_choice", options=LETTERS), ["1", "3"], ["x", "z"]),
    (ask("scale", min=0, max=4), ["3"], 3),
    (ask("taxonomy", options=TREE), ["Tab", "h", "a", "t", "Enter"], ["hate"]),
    (
        ask("taxonomy", options=TREE, max=2),
        ["Tab", "ArrowDown", "Enter", "s", "p", "Enter"],
        ["violence", "spam"],
    ),
    (ask("number", min=0, unit="kg"), ["Tab", "1", "2", ".", "5"], 12.5),
    (ask("text", min_length=3), ["Tab", "f", "i", "n", "e"], "fine"),
    (ask("ranking", options=LETTERS), ["3", "1"], ["z", "x", "y"]),
    (ask("ranking", options=LETTERS, max=2), ["2", "1"], ["y", "x"]),
]


@pytest.mark.parametrize(("question", "keys", "answer"), WAYS)
def test_a_question_is_answered_by_keyboard(
    question: Document, keys: list[str], answer: Any, begin: Begin, axe: Axe
) -> None:
    ana = begin(document([TEXT], [question]), [{"text": "Something"}])
    axe(ana)

    if keys[0] == "Tab":
        ana.locator(".question [data-entry], .question input, .question textarea").first.focus()
        keys = keys[1:]
    press(ana, *keys)

    assert submitted(ana)["answers"] == {"q": answer}


def test_an_order_is_changed_with_the_arrow_keys(begin: Begin) -> None:
    ana = begin(document([TEXT], [ask("ranking", options=LETTERS)]), [{"text": "Something"}])
    press(ana, "1", "2")

    ana.locator("[data-item=z]").focus()
    press(ana, "ArrowUp", "ArrowUp")

    expect(ana.locator("[data-item=z]")).to_be_focused()
    expect(ana.locator(".ranking .rank")).to_have_text(["1", "2", "3"])
    assert submitted(ana)["answers"] == {"q": ["z", "x", "y"]}


def test_two_answers_are_compared_blindly_and_their_order_is_recorded(begin: Begin, axe: Axe) -> None:
    sides = [
        {"kind": "text", "field": "old", "label": "Old model"},
        {"kind": "text", "field": "new", "label": "New model"},
    ]
    schema = document([TEXT, *sides], [ask("pairwise", sides=["old", "new"])])
    ana = begin(schema, [{"text": "Question", "old": "Answer of old", "new": "Answer of new"}])
    axe(ana)
    first = ana.locator(".sides .content-text").first.inner_text().removeprefix("Answer of ")

    assert ana.get_by_text("model").count() == 0
    press(ana, "1")

    assert submitted(ana)["answers"] == {"q": {"better": first, "left": first}}


MARKS = [{"id": "person", "label": "Person"}, {"id": "place", "label": "Place"}]


def test_spans_are_marked_by_keyboard_and_taken_away_again(begin: Begin, axe: Axe) -> None:
    schema = document([TEXT], [ask("spans", of="text", options=MARKS)])
    ana = begin(schema, [{"text": "Ana 🙂 Silva lives in Rio."}])
    text = ana.locator(".span-text")

    text.focus()
    press(ana, "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "1")
    axe(ana)
    press(ana, "End", "ArrowLeft", "2")
    press(ana, "Home", "2", "Home", "Delete")

    assert submitted(ana)["answers"] == {"q": [{"start": 21, "end": 24, "label": "place"}]}


def test_spans_are_marked_with_the_mouse(begin: Begin) -> None:
    schema = document([TEXT], [ask("spans", of="text", options=MARKS)])
    ana = begin(schema, [{"text": "🙂 Ana lives in Rio."}])

    ana.locator(".span-text [role=option]", has_text="Rio").dblclick()
    ana.get_by_role("button", name="Place").click()

    expect(ana.locator(".marked li")).to_have_count(1)
    assert submitted(ana)["answers"] == {"q": [{"start": 15, "end": 18, "label": "place"}]}


def places(page: Page) -> list[str | None]:
    return [each.get_attribute("data-place") for each in page.locator(".question:visible").all()]


WHY: Document = {"id": "why", "kind": "multi_choice", "label": "Why not?", "options": LETTERS}
FIT: Document = {"id": "fit", "kind": "scale", "label": "Fit", "min": 0, "max": 3, "per": "turns"}
ASKED_IN_TURN: list[Document] = [
    {"id": "can", "kind": "choice", "label": "Can you?", "options": YES_NO},
    {**WHY, "when": {"question": "can", "is": ["no"]}},
    {**FIT, "when": {"question": "can", "is": ["yes"]}},
]


def test_questions_come_and_go_and_only_what_is_asked_is_sent(begin: Begin, axe: Axe) -> None:
    turns = [{"id": "t1", "role": "user", "text": "Hi"}, {"id": "t2", "role": "assistant", "text": "**Yo**"}]
    schema = document([{"kind": "chat", "field": "chat", "markdown": True}], ASKED_IN_TURN)
    ana = begin(schema, [{"chat": turns}])

    assert places(ana) == ["can"]
    press(ana, "2", "1")
    assert places(ana) == ["can", "why"]
    ana.locator("[data-place=can] input").first.check()
    assert places(ana) == ["fit/t1", "fit/t2", "can"]
    axe(ana)
    ana.locator("[data-place='fit/t1'] input").first.focus()
    press(ana, "3", "2")

    assert submitted(ana)["answers"] == {"can": "yes", "fit": {"t1": 3, "t2": 2}}


def silence() -> bytes:
    """Half a second of it."""
    held = io.BytesIO()
    with wave.open(held, "wb") as clip:
        clip.setnchannels(1)
        clip.setsampwidth(1)
        clip.setframerate(8000)
        clip.writeframes(b"\x80" * 4000)
    return held.getvalue()


def test_a_link_must_be_opened_and_a_clip_played_by_their_keys(begin: Begin, ana: Page, axe: Axe) -> None:
    content = [
        {"kind": "link", "field": "page", "must": True},
        {"kind": "audio", "field": "clip", "must": True},
    ]
    schema = document(content, [ask("choice", options=YES_NO)], media={"blur": True, "mute": True})
    ana.context.route(
        "https://media.example/**", lambda route: route.fulfill(body=silence(), content_type="audio/wav")
    )
    ana.context.route(
        "https://shop.example/**", lambda route: route.fulfill(body="A shop", content_type="text/html")
    )
    task = {"page": "https://shop.example/1", "clip": "https://media.example/1.wav"}
    begin(schema, [task])
    press(ana, "1", "Enter")
    problems = ana.locator(".content-block > .problem:visible")
    expect(problems).to_have_text(
        ["Open the link before you answer.", "Play this to its end before you answer."]
    )
    axe(ana)

    with ana.context.expect_page():
        press(ana, "o")
    ana.bring_to_front()
    press(ana, "p")
    expect(ana.get_by_text("Played.")).to_be_visible()
    expect(problems).to_have_count(0)

    done = submitted(ana)["interactions"]
    assert done["page"] == {"opened": 1}
    assert done["clip"]["is_played"]
    assert 0.4 <= done["clip"]["played_seconds"] <= 0.6


def test_what_is_hard_to_look_at_begins_blurred_and_its_buttons_have_keys(
    begin: Begin, ana: Page, axe: Axe
) -> None:
    picture = {"kind": "image", "field": "picture"}
    schema = document([picture], [ask("choice", options=YES_NO)], media={"blur": True, "greyscale": True})
    show_picture(ana)
    begin(schema, [{"picture": "https://pictures.example/none.png"}])
    body = ana.locator(".bench .body").first

    expect(body).to_have_class("body is-blurred is-grey")
    press(ana, "b", "w", "m")

    expect(body).to_have_class("body is-muted")
    expect(ana.get_by_role("button", name="Mute")).to_have_attribute("aria-pressed", "true")
    axe(ana)


def test_hard_content_begins_covered_as_the_person_chose_and_each_look_is_counted(
    begin: Begin, ana: Page, page_as: Open, axe: Axe
) -> None:
    pictures = [{"kind": "image", "field": "first"}, {"kind": "image", "field": "second"}]
    show_picture(ana)
    content = {each["field"]: f"https://pictures.example/{each['field']}.png" for each in pictures}
    begin(document(pictures, [ask("choice", options=YES_NO)]), [content], severity=3)
    body, looks = ana.locator(".bench .body").first, ana.get_by_role("button", name="Show this one")
    expect(body).to_have_class("body is-blurred is-grey is-small is-muted")
    axe(ana)

    looks.first.focus()
    press(ana, "Enter")
    expect(ana.locator("img.is-uncovered")).to_have_count(1)
    ana.get_by_role("button", name="Cover it again").press("Enter")
    expect(ana.locator("img.is-uncovered")).to_have_count(0)
    press(ana, "b", "b", "1")
    done = submitted(ana)["interactions"]

    assert {name: each["reveals"] for name, each in done.items()} == {"first": 2, "second": 1}
    assert all(each["revealed_seconds"] >= 0 for each in done.values())
