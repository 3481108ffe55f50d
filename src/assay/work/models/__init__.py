from assay.work.models.judgment import Claim, Draft, Judgment, Retraction, WorkDay
from assay.work.models.task import Batch, ContributorQueue, Queue, QueueItem, StageHold, Task

__all__ = [
    "Batch",
    "Claim",
    "ContributorQueue",
    "Draft",
    "Judgment",
    "Queue",
    "QueueItem",
    "Retraction",
    "StageHold",
    "Task",
    "WorkDay",
]
