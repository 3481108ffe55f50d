"""The states of a batch."""

from assay.kit.transitions import Transitions
from assay.work.enums import BatchState

TRANSITIONS = Transitions(
    "The batch",
    {
        BatchState.PREPARING: (BatchState.OPEN, BatchState.WITHDRAWN),
        BatchState.OPEN: (BatchState.PAUSED, BatchState.DONE, BatchState.WITHDRAWN),
        BatchState.PAUSED: (BatchState.OPEN, BatchState.DONE, BatchState.WITHDRAWN),
        BatchState.DONE: (BatchState.OPEN, BatchState.WITHDRAWN),
    },
)
