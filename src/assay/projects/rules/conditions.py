"""Which questions are asked, given the answers to those before: "ask B when A is x"."""

from collections.abc import Iterator, Mapping
from typing import Any  # Answers are JSON until they are checked.

from assay.projects.rules.schema_parts import Condition, LabelSchema, Question

Answers = Mapping[str, Any]


def is_asked(schema: LabelSchema, question: Question, answers: Answers, subject: str = "") -> bool:
    """Whether every condition holds. Of a question per result any result will do, its own where both are per result.

    `answers` holds no answers to questions that are not asked themselves: see `asked_only`.
    """
    return all(_holds(schema, question, condition, answers, subject=subject) for condition in question.when)


def asked_only(schema: LabelSchema, answers: Answers) -> dict[str, Any]:
    """The answers to questions that are asked, read in their order: what hangs on a hidden one is hidden too."""
    kept: dict[str, Any] = {}
    for question in schema.questions:
        value = answers.get(question.id)
        if question.is_retired or is_empty(value):
            continue
        if question.per and isinstance(value, Mapping):
            value = {
                subject: each
                for subject, each in value.items()
                if not is_empty(each) and is_asked(schema, question, kept, str(subject))
            }
        elif not is_asked(schema, question, kept):
            continue
        if not is_empty(value):
            kept[question.id] = value
    return kept


def is_empty(value: object) -> bool:
    return value is None or value == "" or value == [] or value == {}


def _holds(
    schema: LabelSchema, question: Question, condition: Condition, answers: Answers, *, subject: str
) -> bool:
    asked = schema.question(condition.question)
    if asked is None:
        return False
    value = answers.get(asked.id)
    if not asked.per:
        return _matches(asked, condition, value)
    given = value if isinstance(value, Mapping) else {}
    if subject and schema.subject_field(asked) == schema.subject_field(question):
        return _matches(asked, condition, given.get(subject))
    return any(_matches(asked, condition, each) for each in given.values())


def _matches(asked: Question, condition: Condition, value: object) -> bool:
    if is_empty(value):
        return False
    said = set(_said(asked, value))
    if condition.values and not said.intersection(condition.values):
        return False
    if said.intersection(condition.not_values):
        return False
    numbers = [each for each in said if not isinstance(each, str)]
    if condition.at_least is not None and not any(each >= condition.at_least for each in numbers):
        return False
    return condition.at_most is None or any(each <= condition.at_most for each in numbers)


def _said(asked: Question, value: object) -> Iterator[str | float]:
    """The answer as ids and numbers; a branch of a taxonomy is said with everything below it."""
    match asked.kind:
        case "choice" | "scale" | "number":
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                yield value
        case "taxonomy" if isinstance(value, list):
            for each in value:
                if isinstance(each, str):
                    yield from asked.lineage(each)
        case "multi_choice" | "ranking" if isinstance(value, list):
            yield from (each for each in value if isinstance(each, str))
        case "pairwise" if isinstance(value, Mapping) and isinstance(value.get("better"), str):
            yield value["better"]
