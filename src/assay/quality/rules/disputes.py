"""Disputes: who may dispute an error, who may arbitrate, and what is left of a review once some of it is overturned."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from assay.kit.reasons import Reason, declare
from assay.kit.transitions import Transitions
from assay.quality.enums import DisputeState, ReviewVerdict
from assay.quality.rules.review import Found, Weighed, found

NOT_YOURS = declare(
    "dispute.not_yours",
    "Only whoever the error is charged to, or who leads their site, can dispute it.",
    status=403,
)
TOO_LATE = declare("dispute.too_late", "An error can be disputed for {days} days; these are over.")
ONCE = declare("dispute.once", "This was disputed already.")
NOTHING_CHARGED = declare("dispute.nothing_charged", "Nothing is held against anybody here.")
NEEDS_REASON = declare("dispute.needs_reason", "Say why: somebody reads it and decides by it.", status=422)
NO_RULING = declare("dispute.no_ruling", "Choose whether the error stands or is overturned.", status=422)
OWN_CASE = declare(
    "dispute.own_case", "This dispute is about your own work, so somebody else decides.", status=403
)
OWN_REVIEW = declare(
    "dispute.own_review", "You reviewed this yourself, so somebody else looks at it now.", status=403
)
RAISED_IT = declare("dispute.raised_it", "You raised this dispute, so somebody else decides.", status=403)
HAD_TASK = declare(
    "dispute.had_task", "You had this task as a contributor, so somebody else decides.", status=403
)
# Of reviews from before projects had limits of their own.
WITHIN = timedelta(days=7)
TRANSITIONS = Transitions(
    "The dispute",
    {DisputeState.OPEN: (DisputeState.UPHELD, DisputeState.OVERTURNED, DisputeState.WITHDRAWN)},
)


@dataclass(frozen=True, slots=True)
class Disputant:
    """What ties somebody to what they dispute."""

    is_the_person: bool
    leads_their_site: bool
    is_charged: bool = True
    is_late: bool = False
    days: int = WITHIN.days
    was_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Arbitrator:
    """What ties somebody to the dispute they are to decide, whatever their role was then or is now."""

    is_the_person: bool
    reviewed_it: bool
    raised_it: bool
    had_task: bool


def refuse_dispute(given: Disputant) -> Reason | None:
    """Why this person cannot dispute it, or None."""
    if not (given.is_the_person or given.leads_their_site):
        return NOT_YOURS()
    if not given.is_charged:
        return NOTHING_CHARGED()
    if given.was_disputed:
        return ONCE()
    return TOO_LATE(days=given.days) if given.is_late else None


def refuse_arbitrator(given: Arbitrator) -> Reason | None:
    """Why this person must not decide, or None."""
    if given.is_the_person:
        return OWN_CASE()
    if given.reviewed_it:
        return OWN_REVIEW()
    if given.raised_it:
        return RAISED_IT()
    return HAD_TASK() if given.had_task else None


def adjusted(
    verdict: str,
    errors: Mapping[int, Weighed],
    overturned: Collection[int],
    *,
    is_overturned: bool,
    fails_at: float,
) -> Found:
    """What a review says without the errors that were overturned; `is_overturned` where all of it was.

    A rejection falls with the last of its errors, and stands as long as one of them does.
    """
    left = [] if is_overturned else [error for key, error in errors.items() if key not in overturned]
    falls = is_overturned or (bool(errors) and not left)
    return found(ReviewVerdict.ACCEPTED if falls else verdict, left, fails_at=fails_at)
