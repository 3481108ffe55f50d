"""What a question is asked of: results of a list, turns of a chat, and the texts and items inside them."""

from collections.abc import Mapping
from typing import Any  # Content is JSON.

from assay.projects.rules.schema_parts import LabelSchema, Question

Content = Mapping[str, Any]


def parts(content: Content, field: str) -> list[Mapping[str, Any]]:
    """The results or turns of a content field that have an id."""
    value = content.get(field)
    return [
        each
        for each in (value if isinstance(value, list) else [])
        if isinstance(each, Mapping) and "id" in each
    ]


def subjects(schema: LabelSchema, question: Question, content: Content | None) -> list[str] | None:
    """The ids the question is asked of; None where that is not known, or it is asked once."""
    field = schema.subject_field(question)
    if content is None or field is None:
        return None
    return [str(each["id"]) for each in parts(content, field)]


def titles(schema: LabelSchema, question: Question, content: Content) -> list[tuple[str, str]]:
    """The ids the question is asked of, each with what a reader knows it by."""
    field = schema.subject_field(question)
    return [(str(each["id"]), title_of(each)) for each in parts(content, field)] if field else []


def title_of(part: Mapping[str, Any]) -> str:
    return str(part.get("title") or part.get("text") or part["id"])[:200]


def items(question: Question, content: Content | None) -> frozenset[str] | None:
    """What a ranking puts in order; None where only the content could say."""
    if question.options or question.of is None:
        return question.option_ids
    return None if content is None else frozenset(str(each["id"]) for each in parts(content, question.of))


def text_of(schema: LabelSchema, question: Question, content: Content | None, subject: str) -> str | None:
    """The text that spans lie in; None where only the content could say."""
    if content is None:
        return None
    field = schema.subject_field(question)
    if field is None:
        value = content.get(question.of or "")
        return value if isinstance(value, str) else ""
    found = next((each for each in parts(content, field) if str(each["id"]) == subject), {})
    value = found.get("text") or found.get("snippet") or found.get("title") or ""
    return value if isinstance(value, str) else ""
