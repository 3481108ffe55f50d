from assay.work.models.asking import TaskQuestion, UrgentReport
from assay.work.models.changing import ChangedTask, TaskChange
from assay.work.models.exposure import (
    AnswerRating,
    AnswerRatingProgress,
    ContentRating,
    Exposure,
    ExposureDay,
    ExposureTerms,
    TermsInForce,
)
from assay.work.models.importing import AllowedAddress, ImportColumns, ReportedRow, TaskFile
from assay.work.models.judgment import Claim, Draft, Judgment, Restoration, Retracted, Retraction, WorkDay
from assay.work.models.stopping import RoutingStop
from assay.work.models.suggesting import Suggesting, Suggestion
from assay.work.models.task import Batch, ContributorQueue, DoneDay, Queue, QueueItem, StageHold, Task

__all__ = [
    "AllowedAddress",
    "AnswerRating",
    "AnswerRatingProgress",
    "Batch",
    "ChangedTask",
    "Claim",
    "ContentRating",
    "ContributorQueue",
    "DoneDay",
    "Draft",
    "Exposure",
    "ExposureDay",
    "ExposureTerms",
    "ImportColumns",
    "Judgment",
    "Queue",
    "QueueItem",
    "ReportedRow",
    "Restoration",
    "Retracted",
    "Retraction",
    "RoutingStop",
    "StageHold",
    "Suggesting",
    "Suggestion",
    "Task",
    "TaskChange",
    "TaskFile",
    "TaskQuestion",
    "TermsInForce",
    "UrgentReport",
    "WorkDay",
]
