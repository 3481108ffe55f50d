"""Accepted answers asked for question by question, as a form made of the label schema."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any  # Answers are JSON.

from django.http import QueryDict
from django.utils.translation import get_language

from assay.kit.reasons import Refused
from assay.projects.rules.label_schema import Question, localised
from assay.projects.rules.subjects import titles
from assay.quality.rules import gold as rules
from assay.quality.rules.classes import grades
from assay.web.wording import Wording
from assay.work.models import Task

# Answers that are typed as JSON, one a line; and those that are numbers.
AS_JSON = frozenset({"ranking", "spans"})
MEASURED = frozenset({"scale", "number"})


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class AskedAnswer:
    """One field group: several choices may be accepted, or `text` holds one accepted answer per line.

    `subject` is the result it is about; `name` is that of the form's fields.
    """

    question: Question
    name: str
    label: str
    subject: str
    choices: tuple[Choice, ...]
    text: str

    @property
    def is_text(self) -> bool:
        return not self.choices


def asked_of(
    wording: Wording, task: Task, known: Mapping[str, Any], given: Mapping[str, str]
) -> Iterator[AskedAnswer]:
    """Every live question, and for those per result one of each result of the task."""
    for question in wording.schema.questions:
        if question.is_retired:
            continue
        accepted = known.get(question.id, [])
        for subject, title in _subjects(wording, question, task):
            yield _asked(
                wording, question, (subject, title), known=_accepted_of(accepted, subject), given=given
            )


def read_answers(questions: Sequence[AskedAnswer], form: QueryDict) -> dict[str, list[Any]]:
    """Question to accepted answers; a question left empty is not part of the gold."""
    answers: dict[str, list[Any]] = {}
    per_result: dict[str, tuple[Question, dict[str, list[Any]]]] = {}
    for asked in questions:
        accepted = _read(asked, form)
        if asked.subject:
            per_result.setdefault(asked.question.id, (asked.question, {}))[1][asked.subject] = accepted
        elif accepted:
            answers[asked.question.id] = accepted
    for question, accepted_of in per_result.values():
        if any(accepted_of.values()):
            answers[question.id] = _combined(question, accepted_of)
    return answers


def _combined(question: Question, accepted_of: Mapping[str, list[Any]]) -> list[Any]:
    """What is right result by result as what is right of the whole list: every combination."""
    label = localised(question.label, get_language() or "en")
    if not all(accepted_of.values()):
        raise Refused(rules.EVERY_RESULT(field=f"answers/{question.id}", question=label))
    n = prod(len(accepted) for accepted in accepted_of.values())
    if n > rules.MOST_COMBINATIONS:
        most = rules.MOST_COMBINATIONS
        raise Refused(rules.TOO_MANY(field=f"answers/{question.id}", question=label, n=n, most=most))
    return [
        dict(zip(accepted_of, combination, strict=True)) for combination in product(*accepted_of.values())
    ]


def _asked(
    wording: Wording,
    question: Question,
    about: tuple[str, str],
    *,
    known: Sequence[Any],
    given: Mapping[str, str],
) -> AskedAnswer:
    subject, title = about
    name = f"{question.id}--{subject}" if subject else question.id
    label = localised(question.label, wording.language)
    return AskedAnswer(
        question=question,
        name=name,
        label=f"{label} · {title}" if title else label,
        subject=subject,
        choices=tuple(_choices(wording, question, name, known=known, given=given)),
        text=given.get(name) or _typed(question, known),
    )


def _choices(
    wording: Wording, question: Question, name: str, *, known: Sequence[Any], given: Mapping[str, str]
) -> Iterator[Choice]:
    flat = {str(part) for each in known for part in _parts(each)}
    chosen = set(given.getlist(name)) if isinstance(given, QueryDict) and name in given else flat
    for option in question.options:
        if option.id in question.option_ids and question.kind not in AS_JSON:
            yield Choice(option.id, localised(option.label, wording.language), option.id in chosen)
    for side in sorted(question.preferences) if question.sides else ():
        yield Choice(side, wording.answer(question.id, {"better": side, "left": side}), side in chosen)
    for grade in grades(question):
        yield Choice(str(grade), wording.answer(question.id, grade), str(grade) in chosen)


def _parts(value: Any) -> list[Any]:
    """The choices that an accepted answer stands for."""
    if isinstance(value, dict) and "better" in value:
        return [value["better"]]
    return value if isinstance(value, list) else [value]


def _typed(question: Question, known: Sequence[Any]) -> str:
    """Accepted answers as they are typed, one a line."""
    if question.kind in AS_JSON:
        return "\n".join(json.dumps(each, ensure_ascii=False) for each in known)
    return "\n".join(str(each) for each in known)


def _subjects(wording: Wording, question: Question, task: Task) -> list[tuple[str, str]]:
    return titles(wording.schema, question, task.content) if question.is_per_result else [("", "")]


def _accepted_of(accepted: Sequence[Any], subject: str) -> list[Any]:
    if not subject:
        return list(accepted)
    return [each[subject] for each in accepted if isinstance(each, dict) and subject in each]


def _read(asked: AskedAnswer, form: QueryDict) -> list[Any]:
    question = asked.question
    if asked.is_text:
        lines = [line.strip() for line in form.get(asked.name, "").splitlines() if line.strip()]
        if question.kind in AS_JSON:
            return [_decoded(line) for line in lines]
        return [_number(line) for line in lines] if question.kind in MEASURED else list(lines)
    offered = {choice.value for choice in asked.choices}
    chosen = [value for value in form.getlist(asked.name) if value in offered]
    if question.kind == "multi_choice" or (question.kind == "taxonomy" and question.most > 1):
        return [chosen] if chosen else []
    if question.kind == "taxonomy":
        return [[value] for value in chosen]
    if question.kind == "pairwise":
        return [{"better": value, "left": question.sides[0]} for value in chosen]
    return [_number(value) for value in chosen] if question.kind == "scale" else list(chosen)


def _decoded(line: str) -> Any:
    """An order or spans as JSON; what is none stays a text, which the question then refuses."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return line


def _number(text: str) -> Any:
    """A grade as it is stored: whole numbers without a point; what is no number stays as it was typed."""
    try:
        value = float(text)
    except ValueError:
        return text
    return int(value) if value.is_integer() else value
