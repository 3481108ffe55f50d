"""The published JSON Schema says what the parser accepts, as far as a JSON Schema can."""

import copy
from typing import Any  # Documents are JSON.

import pytest
from jsonschema import Draft202012Validator

from assay.kit.reasons import Refused
from assay.projects.rules.json_schema import published
from assay.projects.rules.label_schema import parse

OPTIONS = [{"id": "good", "label": {"en": "Good", "de": "Gut"}, "hotkey": "1"}, {"id": "bad", "label": "Bad"}]
DOCUMENT: dict[str, Any] = {
    "schema": 1,
    "title": {"en": "Relevance"},
    "content": [
        {"kind": "text", "field": "query", "label": "Query"},
        {"kind": "results", "field": "results", "query": "query"},
    ],
    "questions": [
        {"id": "fit", "kind": "choice", "label": "Does it fit?", "options": OPTIONS, "per": "results"},
        {"id": "flaws", "kind": "multi_choice", "label": "Flaws", "options": OPTIONS, "min": 0, "max": 2},
        {
            "id": "grade",
            "kind": "scale",
            "label": "Grade",
            "min": 1,
            "max": 5,
            "step": 0.5,
            "labels": {"1": "low"},
        },
        {
            "id": "note",
            "kind": "text",
            "label": "Note",
            "required": False,
            "max_length": 200,
            "help": "Short.",
        },
    ],
}
validator = Draft202012Validator(published())


def changed(*path: str | int, to: object = None, drop: bool = False) -> dict[str, Any]:
    document = copy.deepcopy(DOCUMENT)
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    if drop:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return document


def is_parsed(document: object) -> bool:
    try:
        parse(document)
    except Refused:
        return False
    return True


def test_it_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(published())


def test_a_whole_document_is_valid_and_parsed() -> None:
    assert (list(validator.iter_errors(DOCUMENT)), is_parsed(DOCUMENT)) == ([], True)


@pytest.mark.parametrize(
    "document",
    [
        [],
        changed("schema", to=2),
        changed("title", drop=True),
        changed("title", to={}),
        changed("extra", to=1),
        changed("content", to=[]),
        changed("content", 0, "kind", to="hologram"),
        changed("content", 0, "field", to="two words"),
        changed("questions", to=[]),
        changed("questions", 0, "id", drop=True),
        changed("questions", 0, "kind", to="guess"),
        changed("questions", 0, "per", to="task"),
        changed("questions", 0, "options", to=OPTIONS[:1]),
        changed("questions", 0, "options", 0, "hotkey", to="s"),
        changed("questions", 0, "options", 0, "hotkey", to="12"),
        changed("questions", 0, "options", 0, "retired", to="yes"),
        changed("questions", 0, "unknown", to=1),
        changed("questions", 2, "min", drop=True),
        changed("questions", 2, "step", to=0),
        changed("questions", 3, "max_length", to=0),
        changed("questions", 3, "required", to=1),
    ],
)
def test_what_the_schema_refuses_the_parser_refuses_too(document: object) -> None:
    assert (validator.is_valid(document), is_parsed(document)) == (False, False)


@pytest.mark.parametrize(
    "document",
    [
        changed("questions", 0, "min", to=1),
        changed("questions", 3, "options", to=[]),
        changed("questions", 0, "options", 0, "hotkey", to=""),
        changed("questions", 0, "per", drop=True),
    ],
)
def test_what_the_parser_reads_over_the_schema_allows(document: object) -> None:
    assert (validator.is_valid(document), is_parsed(document)) == (True, True)


@pytest.mark.parametrize(
    "document",
    [
        changed("questions", 1, "id", to="fit"),
        changed("content", 1, to={"kind": "text", "field": "text"}),
        changed("questions", 2, "max", to=0),
    ],
)
def test_some_things_only_the_parser_finds(document: object) -> None:
    assert (validator.is_valid(document), is_parsed(document)) == (True, False)
