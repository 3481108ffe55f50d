"""Whether a prediction was right: by a known answer, by people who had the task to themselves, or by a reviewer."""

from typing import ClassVar

from django.db import models

from assay.labelers.enums import CheckSource
from assay.labelers.models.registry import LabelerVersion, Prediction


class PredictionCheck(models.Model):
    """Written once per source, when it becomes known; the order of rows is that in which it became known."""

    version = models.ForeignKey(LabelerVersion, models.PROTECT, related_name="checks", db_index=False)
    prediction = models.ForeignKey(Prediction, models.PROTECT, related_name="checks", db_index=False)
    source = models.CharField(max_length=6, choices=CheckSource)
    is_correct = models.BooleanField(help_text="In everything that is known of the task.")
    units = models.JSONField(default=list, help_text="[question, subject, what it said, what is right].")
    checked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["prediction", "source"], name="labelers_check_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["version", "id"], name="labelers_check_of")]
