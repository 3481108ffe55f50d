"""On a phone: every kind of question by touch, nothing wider than the screen, every control wide enough for a thumb."""

from collections.abc import Callable, Iterator
from typing import Any  # Documents and answers are JSON.

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.trying import document, project_of, put_away, sent, work_on

Open = Callable[..., Page]
Axe = Callable[[Page], None]
LETTERS = [{"id": each, "label": each.upper()} for each in "xyz"]
TREE = [{"id": "harm", "label": "Harm", "options": LETTERS}, {"id": "spam", "label": "Spam"}]
SIDES = [{"kind": "text", "field": "old", "label": "Old"}, {"kind": "text", "field": "new", "label": "New"}]
ANSWERS = {"old": "An answer " * 30, "new": "Another\u00adanswerwithaverylongwordthatnobodybreaks" * 3}
KINDS: list[dict[str, Any]] = [
    {"id": "choice", "kind": "choice", "label": "One", "options": LETTERS},
    {"id": "several", "kind": "multi_choice", "label": "Several", "options": LETTERS},
    {"id": "tree", "kind": "taxonomy", "label": "Tree", "options": TREE},
    {"id": "scale", "kind": "scale", "label": "Scale", "min": 0, "max": 10},
    {"id": "number", "kind": "number", "label": "Number", "unit": "kg"},
    {"id": "text", "kind": "text", "label": "Text"},
    {"id": "order", "kind": "ranking", "label": "Order", "options": LETTERS},
    {"id": "pair", "kind": "pairwise", "label": "Better", "sides": ["old", "new"]},
    {"id": "spans", "kind": "spans", "label": "Marks", "of": "body", "options": LETTERS},
]
# Links inside of running text are as high as their line; what one presses is not.
PRESSED = "button, .option, summary, a.btn, select, textarea, .tree [role=option]:not([aria-disabled])"
TOO_SMALL = """pressed => [...document.querySelectorAll(pressed)]
    .filter(each => each.checkVisibility() && !each.closest('.span-text'))
    .map(each => ({ each, box: each.getBoundingClientRect() }))
    .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
    .map(({ each, box }) => `${Math.round(box.width)}x${Math.round(box.height)} ${each.outerHTML.slice(0, 120)}`)"""


def too_small(page: Page, pressed: str = PRESSED) -> list[str]:
    found: list[str] = page.evaluate(TOO_SMALL, pressed)
    return found


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.fixture
def ana(page_as: Open) -> Page:
    page: Page = page_as("ana", viewport="phone")
    return page


@pytest.fixture
def project(page_as: Open, ana: Page) -> Iterator[str]:
    lea = page_as("lea")
    schema = document([{"kind": "text", "field": "body"}, *SIDES], KINDS)
    made = project_of(lea, ana, schema, [{"body": "Ana lives in Rio.", **ANSWERS}])
    yield made
    put_away(lea, ana, made)


def tap_through(page: Page) -> None:
    for place, name in (("choice", "X"), ("several", "Y"), ("scale", "7"), ("pair", "A is better")):
        page.locator(f"[data-place={place}] .option", has_text=name).first.tap()
    page.locator("[data-place=tree] [role=option]", has_text="Spam").tap()
    page.locator("[data-place=number] input").fill("3")
    page.locator("[data-place=text] textarea").fill("Fine")
    for letter in ("z", "x"):
        page.locator(f"[data-place=order] [data-item={letter}]").tap()
    page.locator(".span-text [role=option]", has_text="Rio").dblclick()
    page.locator("[data-place=spans] .option", has_text="Y").tap()


def test_every_kind_of_question_is_answered_by_touch(ana: Page, project: str, axe: Axe) -> None:
    work_on(ana, project)
    assert fits(ana)
    assert too_small(ana) == []

    tap_through(ana)
    assert fits(ana)
    assert too_small(ana) == []
    axe(ana)
    with ana.expect_response("**/work/step") as answered:
        ana.locator("#submit").tap()

    assert answered.value.ok, answered.value.text()
    taken = sent(answered.value.request)["submit"]["answers"]
    assert taken["order"] == ["z", "x", "y"]
    assert (taken["tree"], taken["scale"], taken["spans"]) == (
        *(["spam"], 7),
        [{"start": 13, "end": 16, "label": "y"}],
    )


@pytest.mark.parametrize("key", ["s", "q", "x"])
def test_dialogs_fit_and_are_wide_enough_for_a_thumb(key: str, ana: Page, project: str, axe: Axe) -> None:
    work_on(ana, project)

    ana.locator(f"[data-key={key}]").tap()
    expect(ana.get_by_role("dialog")).to_be_visible()

    assert fits(ana)
    assert too_small(ana) == []
    axe(ana)
    ana.get_by_role("dialog").get_by_role("button").last.tap()


PAGES = [("ana", "/"), ("ana", "/inbox/"), ("ana", "/work/"), ("ana", "/account/")]
PAGES += [("rita", "/"), ("rita", "/deliveries/"), ("rita", "/projects/"), ("rita", "/inbox/")]
PAGES += [("lea", "/projects/"), ("ben", "/"), ("mia", "/people/"), ("ada", "/audit/")]


@pytest.mark.parametrize(("person", "address"), PAGES)
def test_no_page_is_wider_than_the_phone(person: str, address: str, page_as: Open) -> None:
    page = page_as(person, viewport="phone")
    page.goto(address)

    assert fits(page)
    assert page.locator(".shell-bar").evaluate("each => each.scrollWidth <= each.clientWidth")
    assert too_small(page, ".shell-bar :is(a, button, summary)") == []
