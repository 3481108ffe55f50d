"""A label is taken over: the same content had one already, so nobody is asked again."""

from typing import ClassVar

from django.db import models

from assay.people.models import User
from assay.quality.models.consensus import ConsensusRun
from assay.work.models import Task


class Reuse(models.Model):
    """In every run the task has the label that its source has there; `run` is where the source had it first."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="reuses")
    source = models.ForeignKey(Task, models.PROTECT, related_name="reused_by")
    run = models.ForeignKey(ConsensusRun, models.PROTECT, related_name="+")
    reused_at = models.DateTimeField()
    reused_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(
        null=True, help_text="The source was withdrawn: the task is asked about again."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(ended_at=None), name="quality_reuse_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(task=models.F("source")), name="quality_reuse_of_another"
            ),
        ]
