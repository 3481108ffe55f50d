from assay.kit.models.base import Identified
from assay.kit.models.file import StoredFile
from assay.kit.models.job import Job, JobState

__all__ = ["Identified", "Job", "JobState", "StoredFile"]
