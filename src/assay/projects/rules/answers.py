"""Answers to a label schema: keyed by stable question, option and subject ids. Checked on the hot path."""

from collections.abc import Iterator, Mapping
from typing import Any  # Answers are JSON until they are checked.

import msgspec

from assay.kit.reasons import Reason
from assay.projects.rules import reasons
from assay.projects.rules.answer_values import Around, value_problems
from assay.projects.rules.conditions import asked_only, is_asked, is_empty
from assay.projects.rules.label_schema import LabelSchema, Question
from assay.projects.rules.subjects import Content, items, subjects, text_of

MOST_BYTES = 100_000
_canonical = msgspec.json.Encoder(order="deterministic")


def validate(schema: LabelSchema, answers: object, content: Content | None = None) -> list[Reason]:
    """Every problem of the answers, each with the path of its field; empty: they may be stored.

    `content` is the task's content; with it, answers per result are checked against the list's ids, and spans
    against the length of their text.
    """
    if not isinstance(answers, dict):
        return [reasons.WRONG_TYPE(field="answers", wanted="an object")]
    problems = [
        reasons.UNKNOWN_QUESTION(field=str(key)[:60], id=str(key)[:60])
        for key in answers
        if _live(schema, key) is None
    ]
    asked = asked_only(schema, answers)
    for question in schema.questions:
        if not question.is_retired:
            problems.extend(_question(schema, question, answers.get(question.id), content, asked=asked))
    return problems


def validate_one(
    schema: LabelSchema, question: Question, value: object, content: Content | None
) -> list[Reason]:
    """Every problem of one question's answer alone: for answers that are known, not given."""
    return list(_question(schema, question, value, content, asked=None))


def unit_problems(question: Question, value: object, place: str) -> list[Reason]:
    """Every problem of one value as `flatten` gives it, where everything that hangs on content is taken as it is."""
    if question.kind == "taxonomy" and question.most == 1 and isinstance(value, str):
        value = [value]
    if question.kind == "pairwise" and isinstance(value, str):
        value = {"better": value, "left": question.sides[0]}
    if question.kind in {"multi_choice", "taxonomy"} and isinstance(value, bool):
        return []
    return list(_value(question, value, place, Around(), is_hidden=False))


def canonical(schema: LabelSchema, answers: Mapping[str, Any]) -> str:
    """The one JSON text of these (valid) answers: keys in order, options in the schema's order, empties left out."""
    kept = {}
    for question in schema.questions:
        value = answers.get(question.id)
        if question.per and isinstance(value, dict):
            value = {
                subject: _kept(question, each)
                for subject, each in sorted(value.items())
                if not is_empty(each)
            }
        if not is_empty(value):
            kept[question.id] = _kept(question, value)
    return _canonical.encode(kept).decode()


def too_large(text: bytes) -> Reason | None:
    return reasons.ANSWERS_TOO_LARGE(field="answers", most=MOST_BYTES) if len(text) > MOST_BYTES else None


def critical(schema: LabelSchema, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The answers that are marked critical, as (question, subject): they are always judged twice."""
    return [
        (question.id, subject)
        for question in schema.questions
        for subject, value in _pairs(question, answers.get(question.id))
        if _is_critical(question, value)
    ]


def has_critical(schema: LabelSchema) -> bool:
    """Whether some answer is always judged twice."""
    return any(
        question.critical or any(option.is_critical for option in question.options)
        for question in schema.questions
        if not question.is_retired
    )


def _is_critical(question: Question, value: Any) -> bool:
    marked = {option.id for option in question.options if option.is_critical}
    if isinstance(value, list):
        chosen = [each.get("label") if isinstance(each, dict) else each for each in value]
        return question.kind != "ranking" and any(
            not marked.isdisjoint(question.lineage(each)) for each in chosen if isinstance(each, str)
        )
    return value in marked if isinstance(value, str) else value in question.critical


def _pairs(question: Question, value: Any) -> Iterator[tuple[str, Any]]:
    """The answers of one question by subject; the subject is empty where it was asked once."""
    if value is None:
        return
    if question.per and isinstance(value, dict):
        yield from value.items()
    else:
        yield "", value


def flatten(schema: LabelSchema, answers: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """The answers as rows (question, subject, value).

    A choice of several becomes yes or no per option. Of a taxonomy with one answer that is the value; with several,
    only the yes of each that was chosen: what others chose and this person did not is added where they are together.
    A comparison is the side that is better. The subject is empty, the result's id, or the option's id
    (`result/option` where it is both).
    """
    for question in schema.questions:
        for subject, value in _pairs(question, answers.get(question.id)):
            for below, each in _rows(question, value):
                yield question.id, f"{subject}/{below}" if subject and below else subject or below, each


def _rows(question: Question, value: Any) -> Iterator[tuple[str, Any]]:
    match question.kind:
        case "multi_choice":
            yield from ((option.id, option.id in value) for option in question.options)
        case "taxonomy" if question.most > 1 and isinstance(value, list):
            yield from ((each, True) for each in value)
        case "taxonomy" if isinstance(value, list) and value:
            yield "", value[0]
        case "pairwise" if isinstance(value, Mapping):
            yield "", value.get("better")
        case _:
            yield "", value


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
        # Options keep their order, which is that of a ranking; two that have become one are one.
        return _without_repeats([_mapped(aliases, each) for each in value])
    if isinstance(value, dict):
        return {subject: _mapped(aliases, each) for subject, each in value.items()}
    return value


def _without_repeats(values: list[Any]) -> list[Any]:
    kept: list[Any] = []
    known: set[Any] = set()
    for value in values:
        key = tuple(sorted(value.items())) if isinstance(value, dict) else value
        if key not in known:
            known.add(key)
            kept.append(value)
    return kept


def _live(schema: LabelSchema, key: object) -> Question | None:
    question = schema.question(key) if isinstance(key, str) else None
    return None if question is None or question.is_retired else question


def _question(
    schema: LabelSchema,
    question: Question,
    value: object,
    content: Content | None,
    *,
    asked: Mapping[str, Any] | None,
) -> Iterator[Reason]:
    """`asked` holds the answers that conditions look at; without it, every question is asked."""
    if not question.per:
        is_hidden = asked is not None and not is_asked(schema, question, asked)
        around = _around(schema, question, content, "")
        yield from _value(question, value, question.id, around, is_hidden=is_hidden)
        return
    if value is None:
        value = {}
    if not isinstance(value, dict):
        yield reasons.WRONG_TYPE(field=question.id, wanted="an answer per result")
        return
    known = subjects(schema, question, content)
    for subject in known if known is not None else list(value):
        is_hidden = asked is not None and not is_asked(schema, question, asked, subject)
        around = _around(schema, question, content, subject)
        place = f"{question.id}/{subject}"
        yield from _value(question, value.get(subject), place, around, is_hidden=is_hidden)
    for subject in value:
        if known is not None and subject not in known:
            yield reasons.UNKNOWN_RESULT(field=f"{question.id}/{subject}"[:200], id=str(subject)[:60])


def _around(schema: LabelSchema, question: Question, content: Content | None, subject: str) -> Around:
    if question.kind == "ranking":
        return Around(items=items(question, content))
    return Around(text=text_of(schema, question, content, subject) if question.kind == "spans" else None)


def _value(
    question: Question, value: object, place: str, around: Around, *, is_hidden: bool
) -> Iterator[Reason]:
    if is_empty(value):
        if question.is_required and not is_hidden:
            yield reasons.REQUIRED(field=place)
    elif is_hidden:
        yield reasons.NOT_ASKED(field=place)
    else:
        yield from value_problems(question, value, place, around)


def _kept(question: Question, value: Any) -> Any:
    if question.kind in {"multi_choice", "taxonomy"} and isinstance(value, list):
        return [option.id for option in question.options if option.id in value]
    if question.kind == "spans" and isinstance(value, list):
        return sorted(value, key=lambda span: (span["start"], span["end"], span["label"]))
    if question.kind in {"scale", "number"} and isinstance(value, float) and value.is_integer():
        return int(value)
    return value
