"""Adjudication: who may decide, what may be answered, and what the answer says of a contested label."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any  # Answers are JSON.

from assay.kit.reasons import Reason, declare
from assay.kit.transitions import Transitions
from assay.projects.rules.answers import unit_problems
from assay.projects.rules.label_schema import LabelSchema, Question
from assay.quality.enums import AdjudicationState, Verdict
from assay.quality.rules.classes import is_yes_or_no

OWN_WORK = declare(
    "adjudication.own_work",
    "You had this task as a contributor, so somebody else decides what is right.",
    status=403,
)
OWN_FLAG = declare(
    "adjudication.own_flag",
    "You called this label wrong, so somebody else decides whether it is.",
    status=403,
)
DECIDED_BEFORE = declare(
    "adjudication.decided_before",
    "You decided this question of this task before, so somebody else looks at it now.",
    status=403,
)
HELD = declare("adjudication.held", "Somebody else is deciding this just now.")
NEEDS_REASON = declare("adjudication.needs_reason", "Say why this is the right answer.", status=422)
NO_ANSWER = declare("adjudication.no_answer", "Choose the right answer.", status=422)

# Of these a label is the list of all answers.
LISTED = frozenset({"text"})
TRANSITIONS = Transitions(
    "The adjudication",
    {
        AdjudicationState.OPEN: (AdjudicationState.DECIDED, AdjudicationState.CLOSED),
        # Its task was withdrawn, and came back.
        AdjudicationState.CLOSED: (AdjudicationState.OPEN,),
    },
)


@dataclass(frozen=True, slots=True)
class Adjudicator:
    """What ties a person to what they are to decide, whatever their role was then or is now."""

    had_task: bool
    raised_it: bool
    decided_before: bool
    somebody_else_holds: bool


def refuse_person(person: Adjudicator) -> Reason | None:
    """Why this person must not decide, or None."""
    if person.had_task:
        return OWN_WORK()
    if person.raised_it:
        return OWN_FLAG()
    if person.decided_before:
        return DECIDED_BEFORE()
    return HELD() if person.somebody_else_holds else None


def refuse_answer(
    schema: LabelSchema, question: Question, value: object, *, given: Sequence[object]
) -> list[Reason]:
    """Every problem of an answer for one unit; what somebody judged is one, and of several options a yes or no."""
    if value is None or value == "":
        return [NO_ANSWER(field="answer")]
    if _among(value, given):
        return []
    if is_yes_or_no(question):
        return [] if isinstance(value, bool) else [NO_ANSWER(field="answer")]
    return unit_problems(replace(question, is_required=True), value, question.id)


def as_label(question: Question, value: Any) -> Any:
    """The answer as labels hold it: what is kept as it was given is a list of all that were given."""
    return [value] if question.kind in LISTED else value


def verdict_of(contested: object, label: object) -> Verdict:
    """What the right answer says of the label somebody called wrong; None was contested where nothing was decided."""
    if contested is None:
        return Verdict.DECIDED
    return Verdict.NOT_UPHELD if _same(contested, label) else Verdict.UPHELD


def _same(one: object, other: object) -> bool:
    """Equal, and of one kind: in Python yes equals 1."""
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def _among(value: object, given: Sequence[object]) -> bool:
    return any(_same(value, each) for each in given)
