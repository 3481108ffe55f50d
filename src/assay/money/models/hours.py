"""What approved days have earned by the hour: their parts, taken back whole when a day is withdrawn."""

from typing import ClassVar

from django.db import models

from assay.money.models.ledger import Posting
from assay.money.models.rates import RateLine
from assay.people.models import Contributor, TimeSheet, Vendor
from assay.projects.models import Project


class HourEarning(models.Model):
    """Append-only: the first ones (1) of an approved day come to its paid seconds, the second (2) take them back."""

    sheet = models.ForeignKey(TimeSheet, models.PROTECT, related_name="+", db_index=False)
    nth = models.PositiveSmallIntegerField()
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, related_name="+", db_index=False, help_text="Empty: of none."
    )
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+", db_index=False)
    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(
        RateLine,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="Empty: none pays hours.",
    )
    currency = models.CharField(max_length=3, blank=True)
    seconds = models.IntegerField(help_text="Of the approved paid seconds; below zero where it takes back.")
    unpaid_seconds = models.IntegerField(default=0, help_text="Of them, those that the card does not pay.")
    amount_micro = models.BigIntegerField()
    day_on = models.DateField()
    earned_at = models.DateTimeField()
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sheet", "nth", "project"], nulls_distinct=False, name="money_hours_once"
            ),
            models.CheckConstraint(
                condition=models.Q(nth=1, seconds__gt=0, amount_micro__gte=0)
                | models.Q(nth=2, seconds__lt=0, amount_micro__lte=0),
                name="money_hours_sign",
            ),
            models.CheckConstraint(
                condition=models.Q(amount_micro=0, posting=None)
                | models.Q(line__isnull=False, posting__isnull=False, currency__regex="^[A-Z]{3}$")
                & ~models.Q(amount_micro=0),
                name="money_hours_posted",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["project", "day_on"], name="money_hours_of_project"),
            models.Index(fields=["vendor", "day_on"], name="money_hours_of_vendor"),
        ]


class PendingHours(models.Model):
    """Days whose pay waits for the end of its window: a list of work to do. Gone once released or taken back."""

    sheet = models.OneToOneField(TimeSheet, models.PROTECT, primary_key=True, related_name="+")
    final_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["final_at"], name="money_hours_final")]


class ReleasedHours(models.Model):
    """A day's pay became available with this posting; withdrawing the day later reverses it. Append-only."""

    sheet = models.OneToOneField(TimeSheet, models.PROTECT, primary_key=True, related_name="+")
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+")


class HourLook(models.Model):
    """Sheets that were approved or withdrawn, and are to be looked at. A list of work to do."""

    sheet = models.ForeignKey(TimeSheet, models.CASCADE, related_name="+", db_index=False)
