"""Models and rules that label, their versions, and what each version said of which task."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.labelers.enums import LabelerKind
from assay.people.models import User
from assay.projects.models import LabelSchemaVersion, Project
from assay.work.models import Task


class MachineLabeler(Identified):
    """Of one project: the same model is another labeler elsewhere, because it is as good as it is measured there."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=7, choices=LabelerKind)
    about = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "name"], name="labelers_labeler_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="labelers_labeler_named"),
        ]

    def __str__(self) -> str:
        return self.name


class LabelerVersion(Identified):
    """What does not change: another training, prompt or rule is another version, and is measured anew."""

    labeler = models.ForeignKey(MachineLabeler, models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    origin = models.CharField(
        max_length=200, blank=True, help_text="Where it comes from: a commit, a digest of weights."
    )
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["labeler", "number"], name="labelers_version_number"),
        ]


class Prediction(models.Model):
    """What a version says of a task: once, and never changed. It is no judgment until a use makes it one."""

    version = models.ForeignKey(LabelerVersion, models.PROTECT, related_name="predictions", db_index=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    schema_version = models.ForeignKey(LabelSchemaVersion, models.PROTECT, related_name="+", db_index=False)
    answers = models.JSONField()
    confidence = models.FloatField(null=True, help_text="0 to 1, of the whole answer.")
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "task"], name="labelers_prediction_once"),
            models.CheckConstraint(
                condition=models.Q(confidence=None) | models.Q(confidence__gte=0, confidence__lte=1),
                name="labelers_prediction_confidence",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["version", "id"], name="labelers_prediction_of")]
