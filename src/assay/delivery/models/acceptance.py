"""What the requester says of a release, within a time that both sides know."""

from typing import ClassVar

from django.db import models

from assay.delivery.enums import AcceptanceState
from assay.delivery.models.release import Release
from assay.kit.models import Identified
from assay.people.models import User
from assay.projects.models import Project


class DeliveryTerms(models.Model):
    """How long a requester has; without a row five working days."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="delivery_terms")
    acceptance_hours = models.PositiveIntegerField(help_text="Hours of the project's working time.")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")


class Acceptance(Identified):
    """One per release that is ready. The release itself never changes."""

    release = models.OneToOneField(Release, models.PROTECT, related_name="acceptance")
    state = models.CharField(max_length=10, choices=AcceptanceState, default=AcceptanceState.AWAITED)
    hours = models.PositiveIntegerField(
        help_text="The window as it was agreed when the release became ready."
    )
    due_at = models.DateTimeField(
        null=True, help_text="Empty: the calendar never holds so much working time."
    )
    said = models.CharField(
        max_length=10, choices=AcceptanceState, blank=True, help_text="Kept when superseded."
    )
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", help_text="Empty where the clock decided."
    )
    superseded_by = models.ForeignKey(Release, models.PROTECT, null=True, related_name="supersedes")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state=AcceptanceState.REJECTED) | ~models.Q(reason=""),
                name="delivery_rejected_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[AcceptanceState.AWAITED, AcceptanceState.SUPERSEDED])
                | models.Q(decided_at__isnull=False),
                name="delivery_decided_has_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[AcceptanceState.ACCEPTED, AcceptanceState.REJECTED])
                | models.Q(decided_by__isnull=False),
                name="delivery_decided_has_person",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(state=AcceptanceState.AWAITED),
                name="delivery_acceptance_due",
            )
        ]
