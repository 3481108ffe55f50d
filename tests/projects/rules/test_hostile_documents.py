"""Whatever stands in a schema document, an answer or a content: it is refused in sentences, never with an error."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any  # Documents are JSON.

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from assay.projects.rules import answers as answer_rules
from assay.projects.rules import content as content_rules
from assay.projects.rules.json_schema import published
from assay.projects.rules.label_schema import digest, languages, parse, problems_of

FOUND = json.loads((Path(__file__).parent / "answer_vectors.json").read_text(encoding="utf-8"))
NAMES = sorted(FOUND["schemas"])
validator = Draft202012Validator(published())
words = st.sampled_from(
    ["", "a", "kind", "tie", "r1", "shop", "text", "results", "__proto__", "\x00", "é", "1" * 70]
)
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.just(10**400), st.floats(allow_nan=False), words
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(words, inner, max_size=4)),
    max_leaves=12,
)


def places(value: Any, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place inside a document."""
    if here:
        yield here
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in pairs:
        yield from places(each, (*here, key))


@st.composite
def broken(draw: st.DrawFn) -> Any:
    """A good document with something else at one place, or with something taken away."""
    document = copy.deepcopy(FOUND["schemas"][draw(st.sampled_from(NAMES))])
    *way, last = draw(st.sampled_from(list(places(document))))
    holder = document
    for step in way:
        holder = holder[step]
    if draw(st.booleans()):
        del holder[last]
    else:
        holder[last] = draw(values)
    return document


def is_parsed(document: object) -> bool:
    problems = problems_of(document)
    if problems:
        assert all(each.field and each.text for each in problems)
        return False
    languages(parse(document))
    return True


def test_good_documents_are_good_for_both() -> None:
    for document in FOUND["schemas"].values():
        assert (list(validator.iter_errors(document)), problems_of(document)) == ([], [])


@settings(max_examples=400, deadline=None)
@given(st.one_of(broken(), values))
def test_what_the_json_schema_refuses_is_never_parsed(document: Any) -> None:
    parsed = is_parsed(document)

    assert validator.is_valid(document) or not parsed


@settings(max_examples=200, deadline=None)
@given(broken())
def test_the_digest_depends_on_what_a_document_says_and_not_on_its_order(document: Any) -> None:
    turned = {key: document[key] for key in reversed(document)}

    assert digest(turned) == digest(document)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(NAMES), values, st.dictionaries(st.sampled_from(["text", "results", "chat", "a"]), values)
)
def test_answers_are_refused_or_kept_whatever_they_are(name: str, given_answers: Any, content: Any) -> None:
    schema = parse(FOUND["schemas"][name])
    asked = {question.id: given_answers for question in schema.questions}

    for answers in (given_answers, asked):
        if not answer_rules.validate(schema, answers, content):
            kept = json.loads(answer_rules.canonical(schema, answers))
            assert answer_rules.validate(schema, kept, content) == []
            assert answer_rules.canonical(schema, kept) == answer_rules.canonical(schema, answers)
            rows = list(answer_rules.flatten(schema, answer_rules.mapped(schema, kept)))
            assert {question for question, _, _ in rows} == set(kept)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(["text", "image", "video", "product", "results", "chat", "link"]), values)
def test_content_is_refused_or_can_be_shown(kind: str, value: Any) -> None:
    question = {"id": "q", "kind": "text", "label": "Q"}
    document = {"schema": 1, "title": "T", "content": [{"kind": kind, "field": "x"}], "questions": [question]}

    problems = content_rules.validate(parse(document), {"x": value})

    assert all(each.field for each in problems)
    assert problems or value not in (None, "", [], {})
