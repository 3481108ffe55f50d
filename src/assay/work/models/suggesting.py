"""What a machine suggests that people answer: shown with the task, and no judgment."""

from typing import ClassVar

from django.db import models

from assay.projects.models import LabelSchemaVersion, Stage
from assay.work.models.task import Task


class Suggestion(models.Model):
    """Answers a machine would fill in. Append-only; shown while the machine is the one that suggests at the stage."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="+", db_index=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", db_index=False)
    machine = models.CharField(max_length=120, help_text="Machine labeler and version.")
    schema_version = models.ForeignKey(LabelSchemaVersion, models.PROTECT, related_name="+", db_index=False)
    answers = models.JSONField()
    suggested_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "stage", "machine"], name="work_suggestion_once"),
        ]


class Suggesting(models.Model):
    """Which machine suggests at a stage: one row each, read by every claim."""

    stage = models.OneToOneField(Stage, models.CASCADE, related_name="+")
    machine = models.CharField(max_length=120)
    since = models.DateTimeField()
