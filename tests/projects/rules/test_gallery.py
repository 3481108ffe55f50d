"""Every template of the gallery is whole: it can be published, its examples shown and answered."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any  # Documents are JSON.

import pytest
from jsonschema import Draft202012Validator

from assay.projects.enums import Segment
from assay.projects.rules import answers, content
from assay.projects.rules.differences import diff
from assay.projects.rules.gallery import CODES, Template, gallery, template
from assay.projects.rules.guideline import refuse_sections
from assay.projects.rules.json_schema import published
from assay.projects.rules.label_schema import parse, problems_of
from assay.projects.rules.schema_parts import QUESTION_KINDS


def test_every_file_is_offered() -> None:
    found = {each.name for each in (files("assay.projects.rules") / "templates").iterdir()}

    assert found == {f"{code}.json" for code in CODES}
    assert [each.code for each in gallery()] == list(CODES)
    assert template("nobody-knows") is None


def test_the_gallery_shows_every_kind_of_question_and_every_segment() -> None:
    kinds = {question["kind"] for each in gallery() for question in each.schema["questions"]}

    assert kinds == set(QUESTION_KINDS)
    assert {each.segment for each in gallery()} == set(Segment.values)


@pytest.mark.parametrize("code", CODES)
def test_a_template_can_be_published(code: str) -> None:
    found = _of(code)

    assert problems_of(found.schema) == []
    assert Draft202012Validator(published()).is_valid(found.schema)
    assert refuse_sections(found.guideline.title, [each.as_json() for each in found.guideline.sections]) == []
    assert diff(parse(found.schema), parse(found.schema)) == []


@pytest.mark.parametrize("code", CODES)
def test_its_examples_can_be_shown_and_have_right_answers(code: str) -> None:
    found = _of(code)
    schema = parse(found.schema)

    assert len(found.examples) == 3
    for example in found.examples:
        assert content.validate(schema, example.content) == []
        assert answers.validate(schema, example.answers, example.content) == []
        assert example.reason


@pytest.mark.parametrize("code", CODES)
def test_every_question_is_asked_by_one_of_its_examples(code: str) -> None:
    """Every condition can hold, and every question that must be answered is: nothing in a template is dead."""
    found = _of(code)
    must = {each["id"] for each in found.schema["questions"] if each.get("required", each["kind"] != "spans")}
    answered = {question for example in found.examples for question in example.answers}

    assert must <= answered


def _of(code: str) -> Template:
    found = template(code)
    assert found is not None
    return found


def test_what_a_span_marks_is_what_its_example_says() -> None:
    found = _of("text-spans")
    marked = [
        [_words(example.content, span) for span in example.answers["entities"]] for example in found.examples
    ]

    assert marked == [
        ["Amara Lindqvist", "North Harbour School", "3 May"],
        [],
        ["4,200 euros", "Vellamo"],
    ]


def _words(content: Mapping[str, Any], span: Mapping[str, Any]) -> str:
    return str(content["text"][span["start"] : span["end"]])
