"""Answers to a label schema: keyed by stable question, option and subject ids. Checked on the hot path."""

import math
from collections.abc import Iterator, Mapping
from typing import Any  # Answers are JSON until they are checked.

import msgspec

from assay.kit.reasons import Reason
from assay.projects.rules import reasons
from assay.projects.rules.label_schema import LabelSchema, Question

MOST_BYTES = 100_000
_canonical = msgspec.json.Encoder(order="deterministic")


def validate(schema: LabelSchema, answers: object, content: Mapping[str, Any] | None = None) -> list[Reason]:
    """Every problem of the answers, each with the path of its field; empty: they may be stored.

    `content` is the task's content; with it, answers per result are checked against the list's ids.
    """
    if not isinstance(answers, dict):
        return [reasons.WRONG_TYPE(field="answers", wanted="an object")]
    problems = [
        reasons.UNKNOWN_QUESTION(field=str(key)[:60], id=str(key)[:60])
        for key in answers
        if _live(schema, key) is None
    ]
    for question in schema.questions:
        if not question.is_retired:
            problems.extend(_question(schema, question, answers.get(question.id), content))
    return problems


def validate_one(
    schema: LabelSchema, question: Question, value: object, content: Mapping[str, Any] | None
) -> list[Reason]:
    """Every problem of one question's answer alone: for answers that are known, not given."""
    return list(_question(schema, question, value, content))


def canonical(schema: LabelSchema, answers: Mapping[str, Any]) -> str:
    """The one JSON text of these (valid) answers: keys in order, options in the schema's order, empties left out."""
    kept = {}
    for question in schema.questions:
        value = answers.get(question.id)
        if question.is_per_result and isinstance(value, dict):
            value = {
                subject: _kept(question, each)
                for subject, each in sorted(value.items())
                if not _is_empty(each)
            }
        if not _is_empty(value):
            kept[question.id] = _kept(question, value)
    return _canonical.encode(kept).decode()


def too_large(text: bytes) -> Reason | None:
    return reasons.ANSWERS_TOO_LARGE(field="answers", most=MOST_BYTES) if len(text) > MOST_BYTES else None


def flatten(schema: LabelSchema, answers: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """The answers as rows (question, subject, value); a choice of several becomes yes or no per option.

    The subject is empty, the result's id, or the option's id (`result/option` where it is both).
    """
    for question in schema.questions:
        value = answers.get(question.id)
        if value is None:
            continue
        pairs = value.items() if question.is_per_result and isinstance(value, dict) else [("", value)]
        for subject, each in pairs:
            if question.kind == "multi_choice":
                for option in question.options:
                    yield question.id, f"{subject}/{option.id}" if subject else option.id, option.id in each
            else:
                yield question.id, subject, each


def mapped(schema: LabelSchema, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Old answers as the schema in force reads them: retired options become what they map to, the rest stays."""
    aliases = {
        question.id: {option.id: option.maps_to for option in question.options if option.maps_to}
        for question in schema.questions
    }
    return {
        key: _mapped(aliases[key], value) if aliases.get(key) else value for key, value in answers.items()
    }


def _mapped(aliases: Mapping[str, str | None], value: Any) -> Any:
    if isinstance(value, str):
        seen: set[str] = set()
        while (target := aliases.get(value)) and value not in seen:
            seen.add(value)
            value = target
        return value
    if isinstance(value, list):
        return sorted({_mapped(aliases, each) for each in value})
    if isinstance(value, dict):
        return {subject: _mapped(aliases, each) for subject, each in value.items()}
    return value


def _live(schema: LabelSchema, key: object) -> Question | None:
    question = schema.question(key) if isinstance(key, str) else None
    return None if question is None or question.is_retired else question


def _question(
    schema: LabelSchema, question: Question, value: object, content: Mapping[str, Any] | None
) -> Iterator[Reason]:
    if not question.is_per_result:
        yield from _value(question, value, question.id)
        return
    if value is None:
        value = {}
    if not isinstance(value, dict):
        yield reasons.WRONG_TYPE(field=question.id, wanted="an answer per result")
        return
    subjects = _subjects(schema, content)
    for subject in subjects if subjects is not None else value:
        yield from _value(question, value.get(subject), f"{question.id}/{subject}")
    if subjects is not None:
        for subject in value:
            if subject not in subjects:
                yield reasons.UNKNOWN_RESULT(field=f"{question.id}/{subject}"[:200], id=str(subject)[:60])


def _subjects(schema: LabelSchema, content: Mapping[str, Any] | None) -> list[str] | None:
    if content is None or schema.results_field is None:
        return None
    return [str(result["id"]) for result in content.get(schema.results_field, [])]


def _value(question: Question, value: object, place: str) -> Iterator[Reason]:
    if _is_empty(value):
        if question.is_required:
            yield reasons.REQUIRED(field=place)
        return
    match question.kind:
        case "choice":
            if not isinstance(value, str) or value not in question.option_ids:
                yield reasons.NOT_AN_OPTION(field=place, value=str(value)[:60])
        case "multi_choice":
            yield from _several(question, value, place)
        case "scale":
            if not _on_scale(question, value):
                limits = {"least": question.least, "most": question.most, "step": question.step}
                yield reasons.NUMBER_BETWEEN(field=place, **limits)
        case _:
            if not isinstance(value, str):
                yield reasons.WRONG_TYPE(field=place, wanted="a text")
            elif len(value) > question.most:
                yield reasons.TEXT_TOO_LONG(field=place, most=int(question.most))


def _several(question: Question, value: object, place: str) -> Iterator[Reason]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        yield reasons.WRONG_TYPE(field=place, wanted="a list of options")
        return
    for each in value:
        if each not in question.option_ids:
            yield reasons.NOT_AN_OPTION(field=place, value=each[:60])
    if len(set(value)) != len(value) or not question.least <= len(value) <= question.most:
        yield reasons.CHOOSE_BETWEEN(field=place, least=int(question.least), most=int(question.most))


def _on_scale(question: Question, value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return False
    steps = (value - question.least) / question.step
    return question.least <= value <= question.most and abs(steps - round(steps)) < 1e-9


def _kept(question: Question, value: Any) -> Any:
    if question.kind == "multi_choice" and isinstance(value, list):
        return [option.id for option in question.options if option.id in value]
    if question.kind == "scale" and isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _is_empty(value: object) -> bool:
    return value is None or value == "" or value == [] or value == {}
