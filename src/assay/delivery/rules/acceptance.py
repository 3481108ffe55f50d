"""Whether a release is taken: the requester says so within the agreed time, or the clock does."""

from assay.delivery.enums import AcceptanceState as S
from assay.kit.reasons import Reason, declare
from assay.kit.transitions import Transitions

NEEDS_REASON = declare(
    "delivery.needs_reason", "Say why you reject it: the project owner needs to know what to do.", status=422
)
BAD_WINDOW = declare(
    "delivery.bad_window", "The time to accept must be from {least} to {most} hours.", status=422
)
OVERDUE = declare(
    "delivery.overdue",
    "The time to answer ended on {due}. Flag the labels that are wrong: they are corrected.",
)

TRANSITIONS = Transitions(
    "The release",
    {
        S.AWAITED: (S.ACCEPTED, S.LAPSED, S.REJECTED, S.SUPERSEDED),
        S.ACCEPTED: (S.SUPERSEDED,),
        S.LAPSED: (S.SUPERSEDED,),
        S.REJECTED: (S.SUPERSEDED,),
    },
)
LEAST_HOURS, MOST_HOURS = 1, 2_000
# Five working days of eight hours, or, without a calendar, five whole ones.
HOURS_OF_CALENDAR, HOURS_AROUND_THE_CLOCK = 40, 120


def refuse_hours(hours: object) -> Reason | None:
    if isinstance(hours, int) and not isinstance(hours, bool) and LEAST_HOURS <= hours <= MOST_HOURS:
        return None
    return BAD_WINDOW(field="acceptance_hours", least=LEAST_HOURS, most=MOST_HOURS)


def usual_hours(*, has_calendar: bool) -> int:
    return HOURS_OF_CALENDAR if has_calendar else HOURS_AROUND_THE_CLOCK


def refuse_change(
    state: str, wanted: S, *, is_overdue: bool, reason: str = "", due: str = ""
) -> list[Reason]:
    """Why the release cannot become `wanted`. Once the time is over the clock has answered, noted already or not."""
    if refused := TRANSITIONS.refuse(state, wanted):
        return [refused]
    if is_overdue and wanted in {S.ACCEPTED, S.REJECTED}:
        return [OVERDUE(due=due)]
    return [NEEDS_REASON(field="reason")] if wanted == S.REJECTED and not reason else []
