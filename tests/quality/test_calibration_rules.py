"""Calibration: who may answer and rule, the way of a session, and how near each kind of answer lies."""

from itertools import product
from typing import Any  # Answers are JSON.

import pytest

from assay.projects.rules.label_schema import LabelSchema, parse
from assay.quality.enums import CalibrationState
from assay.quality.rules.calibration import (
    TRANSITIONS,
    Ruling,
    Taking,
    alignments,
    refuse_answering,
    refuse_opening,
    refuse_ruling,
    refuse_weights,
    weighted,
)
from tests.work.world import NOW, SCHEMA, later

S = CalibrationState


@pytest.mark.parametrize(("state", "is_overdue"), [*product(S, (False, True))])
def test_answers_are_taken_while_a_session_is_open_and_not_due(state: S, is_overdue: bool) -> None:
    refused = refuse_answering(Taking(state, is_overdue))

    expected = "calibration.not_open" if state != S.OPEN else "calibration.overdue" if is_overdue else None
    assert (refused.code if refused else None) == expected


@pytest.mark.parametrize(("state", "answers_too"), [*product(S, (False, True))])
def test_the_benchmark_is_set_in_the_ruling_and_never_by_who_answers(state: S, answers_too: bool) -> None:
    refused = refuse_ruling(Ruling(state, answers_too))

    expected = (
        "calibration.own_answers" if answers_too else None if state == S.RULING else "calibration.not_ruling"
    )
    assert (refused.code if refused else None) == expected


def test_a_session_never_goes_back() -> None:
    allowed = {(here, there) for here in S for there in S if TRANSITIONS.refuse(here, there) is None}

    assert allowed == {
        (S.DRAFT, S.OPEN), (S.DRAFT, S.CANCELLED), (S.OPEN, S.RULING), (S.OPEN, S.CANCELLED),
        (S.RULING, S.CLOSED), (S.RULING, S.CANCELLED),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("n_items", "n_people", "hours", "codes"),
    [
        (1, 2, 1, []),
        (0, 2, 1, ["calibration.no_items"]),
        (1, 1, 1, ["calibration.no_people"]),
        (1, 2, 0, ["calibration.due_in_past"]),
        (0, 0, -1, ["calibration.no_items", "calibration.no_people", "calibration.due_in_past"]),
    ],
)
def test_what_a_session_needs_to_be_opened(n_items: int, n_people: int, hours: int, codes: list[str]) -> None:
    refused = refuse_opening(n_items=n_items, n_people=n_people, due_at=later(hours=hours), now=NOW)

    assert [each.code for each in refused] == codes


@pytest.mark.parametrize(
    ("weight", "is_fine"),
    [(0, True), (2.5, True), (1000, True), (-1, False), (1001, False), ("2", False), (True, False)],
)
def test_weights_are_numbers(weight: Any, is_fine: bool) -> None:
    assert (refuse_weights({"q": weight}) == []) is is_fine


def schema_of(kind: str, **more: object) -> LabelSchema:
    asked: dict[str, object] = {"id": "q", "kind": kind, "label": "Q", **more}
    if kind in {"choice", "multi_choice", "taxonomy", "ranking", "spans"}:
        asked["options"] = [{"id": each, "label": each.upper()} for each in "abc"]
    content: list[dict[str, object]] = [{"kind": "text", "field": "text"}]
    if kind == "pairwise":
        content = [{"kind": "text", "field": each} for each in ("one", "two")]
        asked["sides"] = ["one", "two"]
    if kind == "spans":
        asked["of"] = "text"
    if more.get("per"):
        content.append({"kind": "results", "field": "results"})
    return parse({**SCHEMA, "content": content, "questions": [asked]})


MARK = {"start": 0, "end": 4, "label": "a"}


@pytest.mark.parametrize(
    ("kind", "more", "given", "right", "value"),
    [
        ("choice", {}, "a", "a", 1),
        ("choice", {}, "b", "a", 0),
        ("choice", {}, None, "a", 0),
        ("scale", {"min": 1, "max": 5}, 2, 4, 0.5),
        ("scale", {"min": 1, "max": 5}, 5, 1, 0),
        ("number", {"min": 0, "max": 10}, 7, 10, 0.7),
        ("number", {}, 7, 10, 0),
        ("number", {}, 10, 10, 1),
        ("multi_choice", {}, ["a"], ["a", "b"], 0.5),
        ("multi_choice", {}, ["c"], ["a", "b"], 0),
        ("multi_choice", {}, ["b", "a"], ["a", "b"], 1),
        ("taxonomy", {}, ["a"], ["a"], 1),
        ("taxonomy", {}, ["b"], ["a"], 0),
        ("ranking", {}, ["a", "b", "c"], ["a", "b", "c"], 1),
        ("ranking", {}, ["c", "b", "a"], ["a", "b", "c"], 0),
        ("ranking", {}, ["b", "a", "c"], ["a", "b", "c"], 2 / 3),
        ("pairwise", {}, {"better": "one", "left": "two"}, {"better": "one", "left": "one"}, 1),
        ("pairwise", {}, {"better": "tie", "left": "one"}, {"better": "one", "left": "one"}, 0),
        ("spans", {}, [MARK], [MARK], 1),
        ("spans", {}, [{**MARK, "end": 5}], [MARK], 0),
        ("choice", {"per": "results"}, {"r1": "a", "r2": "b"}, {"r1": "a", "r2": "a"}, 0.5),
        ("choice", {"per": "results"}, None, {"r1": "a"}, 0),
    ],
)
def test_how_near_an_answer_lies(
    kind: str, more: dict[str, object], given: Any, right: Any, value: float
) -> None:
    schema = schema_of(kind, **more)

    found = dict(alignments(schema, {"q": given}, {"q": right}))

    assert found == {"q": pytest.approx(value)}


def test_texts_are_not_compared_and_neither_is_what_has_no_benchmark() -> None:
    assert dict(alignments(schema_of("text"), {"q": "one"}, {"q": "two"})) == {}
    assert dict(alignments(schema_of("choice"), {"q": "a"}, {})) == {}


@pytest.mark.parametrize(
    ("parts", "weights", "value"),
    [
        ({"a": 1.0, "b": 0.0}, {}, 0.5),
        ({"a": 1.0, "b": 0.0}, {"a": 3}, 0.75),
        ({"a": 1.0, "b": 0.0}, {"a": 0}, 0.0),
        ({"a": 1.0}, {"a": 0}, None),
        ({}, {}, None),
    ],
)
def test_questions_count_by_their_weights(
    parts: dict[str, float], weights: dict[str, float], value: float | None
) -> None:
    assert weighted(parts, weights) == value
