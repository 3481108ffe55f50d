"""Reviews: who may review what, what a decision needs, and what its errors say of the unit."""

from collections.abc import Sequence
from dataclasses import dataclass

from assay.kit.reasons import Reason, declare
from assay.kit.transitions import Transitions
from assay.quality.enums import ErrorSeverity, ReviewItemState, ReviewOutcome, ReviewVerdict, ReworkState

OWN_WORK = declare(
    "review.own_work", "You had this task as a contributor, so somebody else reviews it.", status=403
)
OWN_REVIEW = declare(
    "review.own_review", "You reviewed this judgment yourself, so somebody else looks at it now.", status=403
)
RESERVED = declare("review.reserved", "This waits for somebody else.", status=403)
HELD = declare("review.held", "Somebody else is reviewing this just now.")
NO_LONGER_COUNTS = declare("review.no_longer_counts", "This judgment was taken back meanwhile.")
NO_VERDICT = declare("review.no_verdict", "Accept it, fix it or reject it.", status=422)
NEEDS_ERROR = declare("review.needs_error", "Say which error it is.", status=422)
NEEDS_COMMENT = declare("review.needs_comment", "Say in a sentence what is wrong.", status=422)
NEEDS_ANSWERS = declare("review.needs_answers", "Give the right answers.", status=422)
SAME_ANSWERS = declare(
    "review.same_answers", "These are the answers as they were given: accept them.", status=422
)
ONLY_REMARKS = declare(
    "review.only_remarks", "What has more than minor errors is fixed or rejected, not accepted.", status=422
)
ONLY_REJECTED = declare("review.only_rejected", "Only what is rejected is done again.", status=422)
UNKNOWN_ERROR = declare("review.unknown_error", "There is no error type {key} in force here.", status=422)
NOT_ELSEWHERE = declare("review.not_elsewhere", "The error type {key} is not for this market.", status=422)
OWN_ANSWER_FIRST = declare(
    "review.own_answer_first", "This is reviewed blind: answer for yourself before you see the judgment."
)
ANSWERED_ALREADY = declare("review.answered_already", "Your own answer is kept as you gave it.")
NO_AUTHOR = declare(
    "review.no_author", "A machine made this judgment, so it cannot go back to its author.", status=422
)
NOT_IN_BULK = declare(
    "review.not_in_bulk", "Audits, blind reviews and critical answers are reviewed one by one.", status=422
)

NEEDS_REASON = declare("review.needs_reason", "Say why this is the right verdict.", status=422)
PLANTED_BEFORE = declare("review.planted_before", "This judgment is planted already.")
STANDS_ELSEWHERE = declare(
    "review.stands_elsewhere", "Only an ordinary judgment of this project can be planted.", status=422
)

TRANSITIONS = Transitions(
    "The review",
    {
        ReviewItemState.OPEN: (ReviewItemState.DONE, ReviewItemState.CLOSED),
        # Its task was withdrawn, and came back.
        ReviewItemState.CLOSED: (ReviewItemState.OPEN,),
    },
)
REWORK_TRANSITIONS = Transitions(
    "The rework",
    {
        ReworkState.OPEN: (ReworkState.DONE, ReworkState.LAPSED, ReworkState.LIFTED),
        # A dispute about the review that asked for it may end later than the rework does.
        ReworkState.DONE: (ReworkState.LIFTED,),
        ReworkState.LAPSED: (ReworkState.LIFTED,),
    },
)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """What ties a person to what they are to review, whatever their role was then or is now."""

    had_task: bool
    reviewed_it: bool
    is_reserved: bool
    somebody_else_holds: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """An error as far as it counts."""

    severity: str
    weight: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a review says of its unit; `points` are 0 to 1, and what is left of 1 is the unit's score."""

    is_correct: bool
    is_critical: bool
    points: float


def refuse_person(person: Reviewer) -> Reason | None:
    """Why this person must not review, or None."""
    if person.had_task:
        return OWN_WORK()
    if person.reviewed_it:
        return OWN_REVIEW()
    if person.is_reserved:
        return RESERVED()
    return HELD() if person.somebody_else_holds else None


def found(verdict: str, errors: Sequence[Weighed], *, fails_at: float) -> Found:
    """The unit passes unless it is rejected, has a critical error, or its errors weigh as much as the limit.

    Also what a dispute asks anew, with the errors that are left.
    """
    is_critical = any(each.severity == ErrorSeverity.CRITICAL for each in errors)
    points = 1.0 if is_critical else min(1.0, sum(each.weight for each in errors))
    # Weights such as 0.1 add up to just below what they should.
    passes = points < fails_at - 1e-9
    return Found(verdict != ReviewVerdict.REJECTED and passes and not is_critical, is_critical, points)


def refuse_decision(
    verdict: str, errors: Sequence[Weighed], *, comment: str, outcome: str, has_answers: bool
) -> list[Reason]:
    """Everything a decision lacks."""
    problems = []
    if verdict == ReviewVerdict.ACCEPTED:
        problems += [ONLY_REMARKS(field="errors")] if any(map(_is_grave, errors)) else []
    elif not errors:
        problems.append(NEEDS_ERROR(field="errors"))
    if verdict == ReviewVerdict.REJECTED and not comment:
        problems.append(NEEDS_COMMENT(field="comment"))
    if verdict == ReviewVerdict.FIXED and not has_answers:
        problems.append(NEEDS_ANSWERS(field="answers"))
    if verdict != ReviewVerdict.REJECTED and outcome != ReviewOutcome.NONE:
        problems.append(ONLY_REJECTED(field="outcome"))
    return problems


def _is_grave(error: Weighed) -> bool:
    return error.severity != ErrorSeverity.MINOR
