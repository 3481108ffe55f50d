"""Standing: who may work, and the way back of everybody who may not."""

from datetime import datetime

from assay.kit.reasons import Reason
from assay.kit.transitions import Transitions
from assay.people.enums import Standing
from assay.people.rules import reasons

TRANSITIONS = Transitions(
    "A contributor",
    {
        Standing.ACTIVE: (Standing.PROBATION, Standing.PAUSED, Standing.OFF_BOARDED),
        Standing.PROBATION: (Standing.ACTIVE, Standing.PAUSED, Standing.OFF_BOARDED),
        Standing.PAUSED: (Standing.ACTIVE, Standing.PROBATION, Standing.PAUSED, Standing.OFF_BOARDED),
        Standing.OFF_BOARDED: (Standing.PROBATION, Standing.ACTIVE),
    },
)


def refuse_change(
    standing: str, wanted: str, *, reason: str, until: datetime | None, way_back: str
) -> Reason | None:
    """Why the standing cannot change like this, or None."""
    if refused := TRANSITIONS.refuse(standing, wanted):
        return refused
    if wanted == Standing.PAUSED and (not reason.strip() or (until is None and not way_back.strip())):
        return reasons.PAUSE_NEEDS_A_WAY_BACK(field="reason")
    return None
