"""How entries by hand, periods and payouts change their state."""

from assay.kit.transitions import Transitions
from assay.money.enums import BatchState, ManualState, PayoutState, PeriodState

MANUAL = Transitions(
    "the entry",
    {ManualState.PROPOSED: (ManualState.APPROVED, ManualState.REJECTED, ManualState.WITHDRAWN)},
)
PERIOD = Transitions(
    "the period",
    {PeriodState.OPEN: (PeriodState.CLOSING,), PeriodState.CLOSING: (PeriodState.CLOSED, PeriodState.OPEN)},
)
BATCH = Transitions(
    "the batch",
    {
        BatchState.DRAFTING: (BatchState.DRAFTED, BatchState.CANCELLED),
        BatchState.DRAFTED: (BatchState.APPROVED, BatchState.CANCELLED),
        BatchState.APPROVED: (BatchState.SENT,),
        BatchState.SENT: (BatchState.RECONCILED,),
    },
)
# A bank may give back what it had paid.
PAYOUT = Transitions(
    "the payout",
    {
        PayoutState.PLANNED: (PayoutState.PAID, PayoutState.SKIPPED),
        PayoutState.PAID: (PayoutState.ACCEPTED, PayoutState.REJECTED),
        PayoutState.ACCEPTED: (PayoutState.REJECTED,),
    },
)
