"""Shifts, the traces that work leaves, what was said about time, and approved sheets."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assay.kit.models import Identified
from assay.people.enums import ActivityStage, TimeKind
from assay.people.models.contributor import Contributor
from assay.people.models.organisation import Site
from assay.people.models.user import User


class Shift(Identified):
    """When somebody is to be at work. A change is a cancelled shift and a new one."""

    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="shifts", db_index=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    cancelled_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="people_shift_has_length"
            ),
            models.UniqueConstraint(
                fields=["contributor", "starts_at"],
                condition=models.Q(cancelled_at=None),
                name="people_shift_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "starts_at"], name="people_shift_of_site"),
            models.Index(fields=["contributor", "starts_at"], name="people_shift_of_person"),
        ]


class ActivitySpan(models.Model):
    """A stretch in which somebody was at work in Assay, without a gap. Written anew from the work itself."""

    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="+", db_index=False)
    stage = models.CharField(max_length=8, choices=ActivityStage)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["contributor", "started_at"], name="people_activity_of_person"),
        ]


class ActivityProgress(models.Model):
    """Up to when the work of a stage was looked through for traces: nothing older is read again."""

    stage = models.CharField(max_length=8, choices=ActivityStage, primary_key=True)
    traced_until = models.DateTimeField()


class TimeEntry(Identified):
    """What somebody said a stretch of time was: it holds over traces and over what was said before. Append-only."""

    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+", db_index=False)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=TimeKind)
    reason = models.CharField(max_length=300, blank=True)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ended_at__gt=models.F("started_at")), name="people_entry_has_length"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["contributor", "started_at"], name="people_entry_of_person"),
        ]


class TimeSheet(Identified):
    """A person's day as it was approved: what is paid by the hour. It never changes; only its withdrawal is added."""

    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_index=False)
    day_on = models.DateField(help_text="On which it began, in the site's time zone.")
    kinds = ArrayField(models.CharField(max_length=10))
    seconds = ArrayField(models.IntegerField(), help_text="In the order of the kinds.")
    paid_seconds = models.IntegerField()
    shift_seconds = models.IntegerField(default=0)
    kept_seconds = models.IntegerField(default=0, help_text="Of the shift, in which the person was there.")
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contributor", "day_on"],
                condition=models.Q(withdrawn_at=None),
                name="people_sheet_once",
            ),
            models.CheckConstraint(condition=models.Q(paid_seconds__gte=0), name="people_sheet_paid"),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "day_on"], name="people_sheet_of_site")]


class TimeTargets(Identified):
    """What agents and QAs are to reach of their time, in versions that never change."""

    number = models.PositiveIntegerField(unique=True)
    targets = models.JSONField(help_text="Group to measure to the share that is to be reached.")
    reason = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="people_time_targets_reason"),
        ]
