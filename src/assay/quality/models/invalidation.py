"""Labels that a policy change may have made wrong: found, priced, and done again if the owner says so."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import User
from assay.projects.models import GuidelineVersion
from assay.quality.enums import InvalidationState
from assay.quality.models.consensus import ConsensusRun
from assay.work.models import Task


class Invalidation(Identified):
    """What one version of the guideline may have made wrong, and what was decided about it."""

    version = models.OneToOneField(GuidelineVersion, models.PROTECT, related_name="invalidation")
    run = models.ForeignKey(
        ConsensusRun,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Whose labels were looked through.",
    )
    state = models.CharField(max_length=9, choices=InvalidationState, default=InvalidationState.LOOKING)
    n_labels = models.PositiveIntegerField(default=0)
    n_tasks = models.PositiveIntegerField(default=0)
    n_judgments = models.PositiveIntegerField(default=0, help_text="Asked for if all of it is done again.")
    seconds_each = models.FloatField(
        null=True, help_text="Mean handling time of recent judgments; empty: none."
    )
    n_seconds = models.PositiveIntegerField(default=0, help_text="How many judgments that mean is of.")
    n_requeued = models.PositiveIntegerField(default=0)
    found_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)


class InvalidatedTask(models.Model):
    """A task with a label that may be wrong now."""

    invalidation = models.ForeignKey(Invalidation, models.PROTECT, related_name="tasks", db_index=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invalidation", "task"], name="quality_invalidated_once"),
        ]


class GuidelineImpact(models.Model):
    """What judgments were like before and under a version, as it was last computed."""

    version = models.OneToOneField(GuidelineVersion, models.PROTECT, related_name="impact")
    measures = models.JSONField(
        default=dict, help_text="Per measure, before and after: value, low and high of 95 %, and n."
    )
    n_before = models.PositiveIntegerField(default=0)
    n_after = models.PositiveIntegerField(default=0)
    computed_at = models.DateTimeField()
    computed_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
