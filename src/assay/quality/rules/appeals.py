"""Appeals: who may ask that a step, or a change of standing, is looked at again, and who may decide."""

from dataclasses import dataclass
from datetime import timedelta

from assay.kit.reasons import Reason, declare
from assay.kit.transitions import Transitions
from assay.quality.enums import AppealState

NOT_YOURS = declare(
    "appeal.not_yours", "Only the person it is about, or who leads their site, can appeal.", status=403
)
TOO_LATE = declare("appeal.too_late", "An appeal is possible for {days} days; these are over.")
ONCE = declare("appeal.once", "There was an appeal already.")
NOTHING_TO_APPEAL = declare("appeal.nothing", "There is nothing here that could be taken back.")
NEEDS_REASON = declare("appeal.needs_reason", "Say why: somebody reads it and decides by it.", status=422)
OWN_CASE = declare("appeal.own_case", "This appeal is about you, so somebody else decides.", status=403)
OWN_DECISION = declare(
    "appeal.own_decision",
    "You decided what this appeal is against, so somebody else looks at it.",
    status=403,
)
RAISED_IT = declare("appeal.raised_it", "You raised this appeal, so somebody else decides.", status=403)
# Against changes of standing everywhere, which no project sets, and steps from before projects had limits of their own.
WITHIN = timedelta(days=30)
# Of changes of standing everywhere.
DUE = timedelta(days=3)
TRANSITIONS = Transitions(
    "The appeal",
    {AppealState.OPEN: (AppealState.UPHELD, AppealState.OVERTURNED, AppealState.WITHDRAWN)},
)


@dataclass(frozen=True, slots=True)
class Appellant:
    """What ties somebody to what they appeal against."""

    is_the_person: bool
    leads_their_site: bool
    can_be_taken_back: bool = True
    is_late: bool = False
    days: int = WITHIN.days
    was_appealed: bool = False


@dataclass(frozen=True, slots=True)
class Arbiter:
    """What ties somebody to the appeal they are to decide, whatever their roles are."""

    is_the_person: bool
    decided_it: bool
    raised_it: bool


def refuse_appeal(given: Appellant) -> Reason | None:
    """Why this person cannot appeal, or None."""
    if not (given.is_the_person or given.leads_their_site):
        return NOT_YOURS()
    if not given.can_be_taken_back:
        return NOTHING_TO_APPEAL()
    if given.was_appealed:
        return ONCE()
    return TOO_LATE(days=given.days) if given.is_late else None


def refuse_arbiter(given: Arbiter) -> Reason | None:
    """Why this person must not decide, or None."""
    if given.is_the_person:
        return OWN_CASE()
    if given.decided_it:
        return OWN_DECISION()
    return RAISED_IT() if given.raised_it else None
