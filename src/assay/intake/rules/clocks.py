"""How long a state may last, and what the clock does when the state changes."""

from datetime import time

from assay.intake.enums import RequestState as S
from assay.intake.rules import reasons
from assay.kit.calendars import Calendar, Shift
from assay.kit.reasons import Reason

# In working hours: two days to judge, three to approve, two to start the project, five to take up a finding.
USUAL_HOURS = {S.SUBMITTED: 16, S.FEASIBLE: 24, S.APPROVED: 16, S.NOT_FEASIBLE: 40}
CLOCKED = tuple(USUAL_HOURS)
LEAST_HOURS, MOST_HOURS = 1, 2_000
WAITING = "waiting for the requester"
AROUND_THE_CLOCK = Calendar("UTC", {day: (Shift(time(0), time(0)),) for day in range(7)})


def refuse_hours(state: str, hours: object) -> Reason | None:
    """Why a state cannot have so much time; None hours take its clock away."""
    if state not in CLOCKED:
        return reasons.NO_CLOCK(field="state", state=state)
    if hours is None:
        return None
    if isinstance(hours, int) and not isinstance(hours, bool) and LEAST_HOURS <= hours <= MOST_HOURS:
        return None
    return reasons.BAD_HOURS(field=state, least=LEAST_HOURS, most=MOST_HOURS)


def is_pausing(state: str) -> bool:
    """Whether everybody else's clocks stand still in this state."""
    return state == S.CLARIFYING
