"""How entries by hand and periods change their state."""

from assay.kit.transitions import Transitions
from assay.money.enums import ManualState, PeriodState

MANUAL = Transitions(
    "the entry",
    {ManualState.PROPOSED: (ManualState.APPROVED, ManualState.REJECTED, ManualState.WITHDRAWN)},
)
PERIOD = Transitions(
    "the period",
    {PeriodState.OPEN: (PeriodState.CLOSING,), PeriodState.CLOSING: (PeriodState.CLOSED, PeriodState.OPEN)},
)
