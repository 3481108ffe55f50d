"""How a request went: its steps, and the clock of each state."""

from typing import ClassVar

from django.db import models

from assay.intake.enums import RequestState
from assay.intake.models.request import Request
from assay.kit.models import Identified
from assay.people.models import User


class RequestStep(models.Model):
    """One change of state; append-only."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="steps")
    before = models.CharField(max_length=12, choices=RequestState)
    after = models.CharField(max_length=12, choices=RequestState)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")


class ServiceLevel(models.Model):
    """How long a state may last; without a row as `rules.clocks` has it. An empty `hours` is: no clock."""

    state = models.CharField(max_length=12, choices=RequestState, unique=True)
    hours = models.PositiveIntegerField(null=True, help_text="Of the request's working time.")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")


class RequestClock(models.Model):
    """The clock of one state: paused while the requester is waited for, and resumed where it stood."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="clocks", db_index=False)
    state = models.CharField(max_length=12, choices=RequestState)
    target_hours = models.PositiveIntegerField(help_text="As it was in force when the clock was started.")
    started_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    is_paused = models.BooleanField(default=False)
    due_at = models.DateTimeField(
        null=True, help_text="Empty while it stands still, and where it never comes."
    )
    breached_at = models.DateTimeField(null=True, help_text="When the time was over.")
    told_at = models.DateTimeField(null=True, help_text="When people were told that the time is over.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "state"],
                condition=models.Q(stopped_at=None),
                name="intake_clock_once_per_state",
            ),
            models.CheckConstraint(
                condition=models.Q(stopped_at=None) | models.Q(is_paused=False),
                name="intake_clock_stopped_or_paused",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["request"], name="intake_clock_of_request"),
            models.Index(
                fields=["due_at"],
                condition=models.Q(stopped_at=None, is_paused=False),
                name="intake_clock_due",
            ),
        ]


class ClockPause(Identified):
    """Why a clock stood still, and how long."""

    clock = models.ForeignKey(RequestClock, models.PROTECT, related_name="pauses")
    reason = models.TextField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["clock"], condition=models.Q(ends_at=None), name="intake_pause_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gte=models.F("begins_at")),
                name="intake_pause_in_order",
            ),
        ]
