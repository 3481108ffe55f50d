"""How entries by hand, periods and payouts change their state."""

from assay.kit.transitions import Transitions
from assay.money.enums import ExtraState, ManualState, PayoutBatchState, PayoutState, PeriodState

MANUAL = Transitions(
    "the entry",
    {ManualState.PROPOSED: (ManualState.APPROVED, ManualState.REJECTED, ManualState.WITHDRAWN)},
)
EXTRA = Transitions("the extra pay", {ExtraState.PROPOSED: (ExtraState.APPROVED, ExtraState.DECLINED)})
PERIOD = Transitions(
    "the period",
    {PeriodState.OPEN: (PeriodState.CLOSING,), PeriodState.CLOSING: (PeriodState.CLOSED, PeriodState.OPEN)},
)
BATCH = Transitions(
    "the batch",
    {
        PayoutBatchState.DRAFTING: (PayoutBatchState.DRAFTED, PayoutBatchState.CANCELLED),
        PayoutBatchState.DRAFTED: (PayoutBatchState.APPROVED, PayoutBatchState.CANCELLED),
        PayoutBatchState.APPROVED: (PayoutBatchState.SENT,),
        PayoutBatchState.SENT: (PayoutBatchState.RECONCILED,),
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
