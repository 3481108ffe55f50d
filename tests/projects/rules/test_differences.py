"""From one schema to the next: every change is told, and nothing that was collected loses its meaning."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any  # Documents are JSON.

import pytest

from assay.projects.rules.differences import CHANGES, diff
from assay.projects.rules.keeping import keep_lost
from assay.projects.rules.label_schema import parse
from assay.projects.rules.versions import lost_answers

FOUND = json.loads((Path(__file__).parent / "answer_vectors.json").read_text(encoding="utf-8"))
BEFORE: dict[str, Any] = {
    "schema": 1,
    "title": "Relevance",
    "content": [{"kind": "text", "field": "query"}, {"kind": "results", "field": "results"}],
    "questions": [
        {
            "id": "fit",
            "kind": "choice",
            "label": "Does it fit?",
            "per": "results",
            "options": [
                {"id": "good", "label": "Good"},
                {"id": "bad", "label": {"en": "Bad", "de": "Schlecht"}},
                {"id": "broken", "label": "Broken", "critical": True},
            ],
        },
        {"id": "grade", "kind": "scale", "label": "Grade", "min": 0, "max": 4, "required": False},
        {"id": "note", "kind": "text", "label": "Note", "required": False},
    ],
}
Edit = Callable[[dict[str, Any]], Any]


def changed(*edits: Edit) -> dict[str, Any]:
    document = copy.deepcopy(BEFORE)
    for edit in edits:
        edit(document)
    return document


def fit(document: dict[str, Any]) -> Any:
    return document["questions"][0]


TABLE: list[tuple[Edit, list[tuple[str, bool]]]] = [
    (lambda d: None, []),
    (lambda d: d.update(title="Fit"), [("title", False)]),
    (lambda d: d.update(thinking_seconds=30), [("thinking", False)]),
    (lambda d: d.update(media={"blur": True}), [("media", False)]),
    (lambda d: d["content"].append({"kind": "text", "field": "market"}), [("content.added", False)]),
    (lambda d: d["content"].pop(0), [("content.removed", False)]),
    (lambda d: d["content"][0].update(kind="markdown"), [("content.changed", False)]),
    (
        lambda d: d["questions"].append({"id": "more", "kind": "text", "label": "More"}),
        [("question.added", False)],
    ),
    (lambda d: d["questions"].pop(), [("question.removed", True)]),
    (lambda d: d["questions"][2].update(retired=True), [("question.retired", False)]),
    (lambda d: d["questions"][2].update(kind="number"), [("question.kind", True)]),
    (lambda d: fit(d).pop("per"), [("question.asked_of", True)]),
    (lambda d: fit(d).update(label="Fits?"), [("question.wording", False)]),
    (lambda d: d["questions"][1].update(labels={"0": "no"}), [("question.wording", False)]),
    (lambda d: fit(d).update(required=False), [("question.optional", False)]),
    (lambda d: d["questions"][1].update(required=True), [("question.required", False)]),
    (
        lambda d: d["questions"][1].update(when={"question": "fit", "is": ["good"]}),
        [("question.conditions", False)],
    ),
    (lambda d: d["questions"][1].update(max=3), [("question.narrower", True)]),
    (lambda d: d["questions"][1].update(max=5), [("question.wider", False)]),
    (lambda d: d["questions"].reverse(), [("question.order", False)]),
    (lambda d: fit(d)["options"].append({"id": "odd", "label": "Odd"}), [("option.added", False)]),
    (lambda d: fit(d)["options"].pop(0), [("option.removed", True)]),
    (lambda d: fit(d)["options"][0].update(label="Fine"), [("option.renamed", False)]),
    (lambda d: fit(d)["options"][0].update(help="Very"), [("option.explained", False)]),
    (lambda d: fit(d)["options"][0].update(retired=True), [("option.retired", False)]),
    (
        lambda d: fit(d)["options"][2].update(retired=True, maps_to="bad"),
        [("option.retired", False), ("option.mapped", False)],
    ),
    (lambda d: fit(d)["options"][2].pop("critical"), [("option.not_critical", False)]),
    (lambda d: fit(d)["options"].reverse(), [("option.order", False)]),
]


@pytest.mark.parametrize(("edit", "expected"), TABLE)
def test_every_change_is_told_and_said_to_be_breaking_or_not(
    edit: Edit, expected: list[tuple[str, bool]]
) -> None:
    found = diff(parse(BEFORE), parse(changed(edit)))

    assert [(each.code, each.is_breaking) for each in found] == expected
    assert all(each.text for each in found)


def test_a_change_is_a_sentence_in_the_readers_language() -> None:
    after = changed(lambda d: fit(d)["options"][1].update(label={"en": "Poor", "de": "Schwach"}))

    [found] = diff(parse(BEFORE), parse(after), "de")

    assert found.text == "fit: “Schlecht” is called “Schwach”."


def test_what_can_be_told_has_a_sentence_and_a_case() -> None:
    told = {code for _, expected in TABLE for code, _ in expected}
    undone = {code for edit, _ in TABLE for code in (each.code for each in _back(edit))}

    assert told | undone == set(CHANGES)


def _back(edit: Edit) -> list[Any]:
    return diff(parse(changed(edit)), parse(BEFORE))


def test_taking_answers_away_keeps_them_retired_and_says_what_they_count_as() -> None:
    after = changed(lambda d: fit(d)["options"].pop(), lambda d: d["questions"].pop())

    kept = keep_lost(BEFORE, after, {"fit/broken": "bad"})

    assert lost_answers(parse(BEFORE), parse(kept)) == []
    assert [each.code for each in diff(parse(BEFORE), parse(kept))] == [
        "option.retired",
        "option.mapped",
        "question.retired",
    ]


@pytest.mark.parametrize("name", sorted(FOUND["schemas"]))
def test_of_every_kind_of_question_nothing_is_lost(name: str) -> None:
    before = FOUND["schemas"][name]
    after = copy.deepcopy(before)
    for question in after["questions"]:
        question.pop("when", None)
        if len(question.get("options", [])) > 2:
            del question["options"][0]
    del after["questions"][-1]

    kept = keep_lost(before, after)

    assert lost_answers(parse(before), parse(kept)) == []
