"""Disputes of what reviews charge, and what is left of a review after them: the review itself never changes."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, User
from assay.projects.models import Project
from assay.quality.enums import DisputeState
from assay.quality.models.review import Review, ReviewError


class Dispute(Identified):
    """One error, or where `error` is empty the verdict as a whole."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    review = models.ForeignKey(Review, models.PROTECT, related_name="disputes")
    error = models.ForeignKey(ReviewError, models.PROTECT, null=True, related_name="disputes")
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="disputes")
    reason = models.TextField()
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=DisputeState, default=DisputeState.OPEN)
    ruling = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["error"], condition=models.Q(error__isnull=False), name="quality_dispute_error_once"
            ),
            models.UniqueConstraint(
                fields=["review"], condition=models.Q(error=None), name="quality_dispute_review_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[DisputeState.UPHELD, DisputeState.OVERTURNED])
                | (models.Q(decided_by__isnull=False, decided_at__isnull=False) & ~models.Q(ruling="")),
                name="quality_dispute_decided",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="quality_dispute_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["project", "-id"], name="quality_dispute_project"),
            models.Index(
                fields=["project", "due_at"],
                condition=models.Q(state=DisputeState.OPEN),
                name="quality_dispute_open",
            ),
        ]


class ReviewAdjustment(models.Model):
    """A review after its disputes; only where something of it was overturned. The raw figures stay with the review."""

    review = models.OneToOneField(Review, models.PROTECT, related_name="adjustment")
    is_correct = models.BooleanField()
    is_critical = models.BooleanField()
    points = models.FloatField()
    n_errors = models.PositiveSmallIntegerField()
    adjusted_at = models.DateTimeField()
