"""Long work: a row with a key, a cursor and its progress, committed together with the effect."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from assay.kit.models.base import Identified


class JobState(models.TextChoices):
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class Job(Identified):
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, help_text="At most one unfinished job has this key.")
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=JobState, default=JobState.QUEUED)
    cursor = models.JSONField(default=dict, help_text="Where to go on after a crash.")
    n_done = models.BigIntegerField(default=0)
    n_total = models.BigIntegerField(null=True)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    cancel_requested_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    project_uid = models.UUIDField(null=True, db_index=True, help_text="The scope it is shown in.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(state__in=["queued", "running"]),
                name="kit_job_one_unfinished_per_key",
            ),
        ]
