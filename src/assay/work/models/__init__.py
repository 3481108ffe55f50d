from assay.work.models.asking import TaskQuestion, UrgentReport
from assay.work.models.importing import AllowedAddress, ImportColumns, ReportedRow, TaskFile
from assay.work.models.judgment import Claim, Draft, Judgment, Retraction, WorkDay
from assay.work.models.task import Batch, ContributorQueue, Queue, QueueItem, StageHold, Task

__all__ = [
    "AllowedAddress",
    "Batch",
    "Claim",
    "ContributorQueue",
    "Draft",
    "ImportColumns",
    "Judgment",
    "Queue",
    "QueueItem",
    "ReportedRow",
    "Retraction",
    "StageHold",
    "Task",
    "TaskFile",
    "TaskQuestion",
    "UrgentReport",
    "WorkDay",
]
