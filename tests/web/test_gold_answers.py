"""Accepted answers as a form made of the label schema, and read back."""

from typing import Any  # Answers are JSON.

import pytest
from django.http import QueryDict

from assay.kit.reasons import Refused
from assay.projects.rules.label_schema import parse
from assay.web.quality.answering import AskedAnswer, asked_of, read_answers
from assay.web.wording import Wording
from assay.work.models import Task

GRADES = [{"id": "bad", "label": "Bad"}, {"id": "good", "label": "Good"}]
SCHEMA = parse(
    {
        "schema": 1,
        "title": "Search",
        "content": [{"kind": "results", "field": "results"}],
        "questions": [
            {"id": "rank", "kind": "choice", "label": "Relevance", "per": "results", "options": GRADES},
            {"id": "flaws", "kind": "multi_choice", "label": "Flaws", "options": GRADES, "required": False},
            {"id": "fit", "kind": "scale", "label": "Fit", "min": 1, "max": 3, "labels": {"1": "Poor"}},
            {"id": "price", "kind": "scale", "label": "Price", "min": 0, "max": 10000},
            {"id": "why", "kind": "text", "label": "Why", "required": False},
            {"id": "old", "kind": "text", "label": "Old", "retired": True},
        ],
    }
)
TASK = Task(content={"results": [{"id": "r1", "title": "Lamp"}, {"id": "r2"}]})


def asked(known: dict[str, Any] | None = None, form: str = "") -> dict[str, AskedAnswer]:
    found = asked_of(Wording(SCHEMA, "en"), TASK, known or {}, QueryDict(form))
    return {each.name: each for each in found}


def read(form: str) -> dict[str, list[Any]]:
    return read_answers(list(asked().values()), QueryDict(form))


def chosen(field: AskedAnswer) -> list[str]:
    return [choice.value for choice in field.choices if choice.is_chosen]


def test_every_live_question_is_asked_and_per_result_one_for_each() -> None:
    fields = asked()

    assert {name: each.label for name, each in fields.items()} == {
        "rank--r1": "Relevance · Lamp",
        "rank--r2": "Relevance · r2",
        "flaws": "Flaws",
        "fit": "Fit",
        "price": "Price",
        "why": "Why",
    }
    assert [choice.label for choice in fields["fit"].choices] == ["1 · Poor", "2", "3"]
    assert [name for name, each in fields.items() if each.is_text] == ["price", "why"]


@pytest.mark.parametrize(
    ("form", "answers"),
    [
        ("", {}),
        ("fit=1&fit=2", {"fit": [1, 2]}),
        ("flaws=good&flaws=bad", {"flaws": [["good", "bad"]]}),
        ("flaws=other&fit=9", {}),
        ("price=250%0A9.5%0A%0Amuch", {"price": [250, 9.5, "much"]}),
        ("why=Brand.%0A+Colour.+", {"why": ["Brand.", "Colour."]}),
        ("rank--r1=good&rank--r2=bad", {"rank": [{"r1": "good", "r2": "bad"}]}),
        (
            "rank--r1=good&rank--r1=bad&rank--r2=bad",
            {"rank": [{"r1": "good", "r2": "bad"}, {"r1": "bad", "r2": "bad"}]},
        ),
    ],
)
def test_what_was_ticked_is_what_is_accepted(form: str, answers: dict[str, list[Any]]) -> None:
    assert read(form) == answers


def test_a_list_is_answered_whole_or_not_at_all() -> None:
    with pytest.raises(Refused) as refused:
        read("rank--r1=good")

    assert [reason.code for reason in refused.value.reasons] == ["gold.every_result"]


def test_known_answers_are_ticked_until_others_are_typed() -> None:
    known = {
        "rank": [{"r1": "good", "r2": "bad"}, {"r1": "bad", "r2": "bad"}],
        "flaws": [["bad"]],
        "why": ["Brand."],
    }

    before, after = asked(known), asked(known, "flaws=good&why=Colour.")

    assert chosen(before["rank--r1"]) == ["bad", "good"]
    assert chosen(before["rank--r2"]) == ["bad"]
    assert (chosen(before["flaws"]), before["why"].text) == (["bad"], "Brand.")
    assert (chosen(after["flaws"]), after["why"].text) == (["good"], "Colour.")
