from assay.kit.models.audit import AuditBlock, AuditEvent
from assay.kit.models.base import Identified
from assay.kit.models.calendar import BusinessCalendar
from assay.kit.models.file import StoredFile
from assay.kit.models.job import Job, JobState
from assay.kit.models.request import RateWindow, RememberedAnswer

__all__ = [
    "AuditBlock",
    "AuditEvent",
    "BusinessCalendar",
    "Identified",
    "Job",
    "JobState",
    "RateWindow",
    "RememberedAnswer",
    "StoredFile",
]
