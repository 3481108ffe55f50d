"""What a reviewer is asked to decide: the right answer of one question (of one subject) on one task."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import User
from assay.projects.models import LabelSchemaVersion, Project, Stage
from assay.quality.enums import AdjudicationSource, AdjudicationState, Verdict
from assay.work.models import Task


class Adjudication(Identified):
    """Blind: the reviewer sees the judgments of `stage` without their authors, and not what is contested."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="adjudications")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", db_index=False)
    schema_version = models.ForeignKey(LabelSchemaVersion, models.PROTECT, related_name="+", db_index=False)
    question = models.CharField(max_length=60)
    subject = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=12, choices=AdjudicationSource)
    contested = models.JSONField(
        null=True, help_text="The label that somebody calls wrong; empty: undecided."
    )
    state = models.CharField(max_length=8, choices=AdjudicationState, default=AdjudicationState.OPEN)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    held_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    held_until = models.DateTimeField(null=True, help_text="So long it is offered to nobody else.")
    answer = models.JSONField(null=True, help_text="The right answer, as labels are stored.")
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "question", "subject"],
                condition=models.Q(state=AdjudicationState.OPEN),
                name="quality_adjudication_one_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=AdjudicationState.DECIDED)
                | (
                    models.Q(decided_by__isnull=False, decided_at__isnull=False, answer__isnull=False)
                    & ~models.Q(verdict="")
                    & ~models.Q(reason="")
                ),
                name="quality_adjudication_decided",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["project", "id"], name="quality_adjudication_project"),
            models.Index(
                fields=["project", "id"],
                condition=models.Q(state=AdjudicationState.OPEN),
                name="quality_adjudication_open",
            ),
        ]
