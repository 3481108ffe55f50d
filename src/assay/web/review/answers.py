"""The right answers, or a reviewer's own, as a form made of the label schema: one answer to each question."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any  # Answers are JSON.

from django.http import QueryDict

from assay.web.quality.answering import AskedAnswer, asked_of, read_answers
from assay.web.wording import Wording
from assay.work.models import Task

# Question ids are the project's own: without a prefix one could be named like another field of the form.
PREFIX = "fix--"
SEVERAL = frozenset({"multi_choice"})


def asked_in(
    wording: Wording, task: Task, answers: Mapping[str, Any], given: Mapping[str, str]
) -> tuple[AskedAnswer, ...]:
    """Every live question with these answers filled in."""
    known = {question: [answer] for question, answer in answers.items()}
    without = {name.removeprefix(PREFIX): value for name, value in given.items() if name.startswith(PREFIX)}
    asked = asked_of(wording, task, known, {} if not without else _as_form(given))
    return tuple(replace(each, name=f"{PREFIX}{each.name}") for each in asked)


def answers_in(asked: Sequence[AskedAnswer], form: QueryDict) -> dict[str, Any]:
    """One answer to each question that has one."""
    found = read_answers(asked, form)
    answers = {question: values[0] for question, values in found.items() if values}
    for each in asked:
        # A text may have several lines; each would be an answer of its own.
        if each.question.kind == "text" and not each.subject and (text := form.get(each.name, "").strip()):
            answers[each.question.id] = text
    return answers


def is_one_of(asked: AskedAnswer) -> bool:
    """Whether one of the choices is chosen, rather than several."""
    question = asked.question
    return question.kind not in SEVERAL and not (question.kind == "taxonomy" and question.most > 1)


def _as_form(given: Mapping[str, str]) -> QueryDict:
    """What was typed, under the names that the questions have without the prefix."""
    form = QueryDict(mutable=True)
    for name in given:
        values = given.getlist(name) if isinstance(given, QueryDict) else [given[name]]
        form.setlist(name.removeprefix(PREFIX), values)
    return form
