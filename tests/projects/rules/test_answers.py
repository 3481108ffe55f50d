"""Answers against their schema: the same table is run against the workbench's own checks."""

import json
from pathlib import Path
from typing import Any  # Vectors are JSON.

import pytest

from assay.projects.rules.answers import canonical, critical, flatten, mapped, unit_problems, validate
from assay.projects.rules.label_schema import parse

FOUND = json.loads((Path(__file__).parent / "answer_vectors.json").read_text(encoding="utf-8"))
SCHEMAS = {name: parse(document) for name, document in FOUND["schemas"].items()}
ALL = SCHEMAS["all"]


@pytest.mark.parametrize(("schema", "answers", "problems"), FOUND["vectors"])
def test_answers_have_exactly_the_problems_of_the_table(
    schema: str, answers: Any, problems: list[list[str]]
) -> None:
    found = validate(SCHEMAS[schema], answers, FOUND["contents"][schema])

    assert [[each.field, each.code] for each in found] == problems


def test_without_content_what_hangs_on_it_is_taken_as_it_is() -> None:
    answers = {"order": ["r9", "r8"], "names": [{"start": 0, "end": 900, "label": "person"}]}

    assert validate(ALL, answers) == []
    assert [each.code for each in validate(ALL, {"order": ["r9", "r9"]})] == ["answers.not_in_order"]


def test_answers_are_kept_in_one_way_only() -> None:
    spans = [{"label": "place", "start": 9, "end": 12}, {"label": "person", "start": 0, "end": 3}]
    answers = {"names": spans, "policy": ["spam", "violence"], "price": 7.0, "best": ["z", "x"], "why": ""}

    kept = json.loads(canonical(ALL, answers))

    assert kept == {
        "policy": ["violence", "spam"],
        "price": 7,
        "best": ["z", "x"],
        "names": [
            {"start": 0, "end": 3, "label": "person"},
            {"start": 9, "end": 12, "label": "place"},
        ],
    }


def test_answers_become_rows_of_the_long_table() -> None:
    tree = SCHEMAS["tree"]
    answers = {
        "policy": ["spam"],
        "flaws": ["ugly"],
        "better": {"better": "a", "left": "b"},
        "price": 2,
        "order": ["r2", "r1", "r3"],
    }

    rows = list(flatten(ALL, answers))

    assert rows == [
        ("flaws", "slow", False),
        ("flaws", "ugly", True),
        ("flaws", "late", False),
        ("policy", "spam", True),
        ("price", "", 2),
        ("order", "", ["r2", "r1", "r3"]),
        ("better", "", "a"),
    ]
    assert list(flatten(tree, {"topic": ["weapons"]})) == [("topic", "", "weapons")]


def test_old_answers_are_read_with_the_options_that_took_their_place() -> None:
    document = json.loads(json.dumps(FOUND["schemas"]["all"]))
    marks = document["questions"][11]["options"]
    marks.append({"id": "human", "label": "Human", "retired": True, "maps_to": "person"})
    best = document["questions"][8]["options"]
    best.append({"id": "w", "label": "W", "retired": True, "maps_to": "x"})
    schema = parse(document)

    found = mapped(
        schema,
        {
            "kind": "old",
            "best": ["w", "z", "x"],
            "names": [
                {"start": 0, "end": 3, "label": "human"},
                {"start": 0, "end": 3, "label": "person"},
            ],
        },
    )

    assert found == {
        "kind": "blog",
        "best": ["x", "z"],
        "names": [{"start": 0, "end": 3, "label": "person"}],
    }


def test_critical_answers_are_named_wherever_they_stand() -> None:
    yes_or_no = [{"id": "yes", "label": "Yes", "critical": True}, {"id": "no", "label": "No"}]
    branch = {
        "id": "harm",
        "label": "Harm",
        "critical": True,
        "options": [{"id": "threat", "label": "Threat"}],
    }
    schema = parse(
        {
            "schema": 1,
            "title": "T",
            "content": [{"kind": "results", "field": "results"}, {"kind": "text", "field": "text"}],
            "questions": [
                {"id": "bad", "kind": "choice", "label": "Bad?", "per": "results", "options": yes_or_no},
                {
                    "id": "why",
                    "kind": "taxonomy",
                    "label": "Why?",
                    "options": [branch, {"id": "no", "label": "No"}],
                },
                {"id": "risk", "kind": "scale", "label": "Risk", "min": 0, "max": 3, "critical": [3]},
                {"id": "marks", "kind": "spans", "label": "Marks", "of": "text", "options": yes_or_no},
            ],
        }
    )
    mark = {"start": 0, "end": 1, "label": "yes"}

    def found(answers: dict[str, Any]) -> list[tuple[str, str]]:
        return critical(schema, answers)

    assert found({"bad": {"r1": "no", "r2": "yes"}, "why": ["no"], "risk": 2, "marks": []}) == [("bad", "r2")]
    assert found({"why": ["threat"], "risk": 3, "marks": [mark]}) == [
        ("why", ""),
        ("risk", ""),
        ("marks", ""),
    ]


@pytest.mark.parametrize(
    ("question", "value", "codes"),
    [
        ("flaws", True, []),
        ("policy", False, []),
        ("better", "tie", []),
        ("better", "c", ["answers.not_compared"]),
        ("kind", "shop", []),
        ("kind", "old", ["answers.not_an_option"]),
        ("price", 1.5, []),
    ],
)
def test_values_of_the_long_table_are_checked_alone(question: str, value: object, codes: list[str]) -> None:
    asked = ALL.question(question)
    assert asked is not None

    assert [each.code for each in unit_problems(asked, value, question)] == codes
