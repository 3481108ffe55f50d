"""Decisions of reviews: what one says, and how it ends."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from assay.kit.reasons import Reason, declare
from assay.planning.enums import DecisionState

LONGEST_WHAT, LONGEST_WHY = 500, 2_000

NEEDS_WHAT = declare("decisions.needs_what", "Say what was decided, in up to 500 letters.", status=422)
NEEDS_WHY = declare(
    "decisions.needs_why", "Say why, in up to 2,000 letters: whoever reads it later will ask.", status=422
)
NO_DAY = declare("decisions.no_day", "Name the day as 2026-11-30, or leave it empty.", status=422)
NEEDS_DUE = declare("decisions.needs_due", "Say by which day it is to be done.", status=422)
DUE_BEFORE = declare("decisions.due_before", "It is due today or later.", status=422)
NOT_AN_OWNER = declare("decisions.not_an_owner", "Name somebody who works on this as its owner.", status=422)
NEEDS_OUTCOME = declare(
    "decisions.needs_outcome",
    "Say what came of it, or why it is dropped, in up to 2,000 letters.",
    status=422,
)
NEEDS_END = declare("decisions.needs_end", "It ends as done or as dropped.", status=422)
NOTHING_TO_DO = declare("decisions.nothing_to_do", "It has no day, so there is nothing to end.")
ENDED_ALREADY = declare("decisions.ended_already", "It was ended already.")
NOT_YOURS = declare(
    "decisions.not_yours", "Its owner, or who keeps the review, says what became of it.", status=403
)


@dataclass(frozen=True, slots=True)
class NewDecision:
    what: str
    why: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision as a review shows it; `of_on` says in which it was taken."""

    uid: UUID
    of_on: date
    what: str
    why: str
    owner: str
    decided_on: date
    decided_by: str
    due_on: date | None
    state: DecisionState
    outcome: str
    ended_on: date | None


def refuse_decision(given: NewDecision, *, today: date, needs_due: bool) -> list[Reason]:
    """Every problem, each at its field."""
    problems = []
    if not 0 < len(given.what.strip()) <= LONGEST_WHAT:
        problems.append(NEEDS_WHAT(field="what"))
    if not 0 < len(given.why.strip()) <= LONGEST_WHY:
        problems.append(NEEDS_WHY(field="why"))
    if given.due_on is None and needs_due:
        problems.append(NEEDS_DUE(field="due_on"))
    if given.due_on is not None and given.due_on < today:
        problems.append(DUE_BEFORE(field="due_on"))
    return problems


def refuse_end(state: str, outcome: str, *, due_on: date | None, is_ended: bool) -> Reason | None:
    if due_on is None:
        return NOTHING_TO_DO()
    if is_ended:
        return ENDED_ALREADY()
    if state not in {DecisionState.DONE, DecisionState.DROPPED}:
        return NEEDS_END(field="state")
    return None if 0 < len(outcome.strip()) <= LONGEST_WHY else NEEDS_OUTCOME(field="outcome")
