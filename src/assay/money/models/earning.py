"""What judgments have earned: a line each time one is owed or no longer owed, and what has become available."""

from typing import ClassVar

from django.db import models

from assay.money.models.ledger import Posting
from assay.money.models.rates import RateLine
from assay.people.models import Contributor, Site, Vendor
from assay.projects.models import Project
from assay.work.models import Judgment


class Earning(models.Model):
    """Append-only. Odd ones (1, 3 …) earn, even ones take the one before back: so nothing is paid twice."""

    judgment = models.ForeignKey(Judgment, models.PROTECT, related_name="+", db_index=False)
    nth = models.PositiveSmallIntegerField()
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+", db_index=False)
    vendor = models.ForeignKey(
        Vendor,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="Who employed them then.",
    )
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+", db_index=False)
    line = models.ForeignKey(RateLine, models.PROTECT, related_name="+", db_index=False)
    currency = models.CharField(max_length=3)
    amount_micro = models.BigIntegerField(help_text="Below zero where it takes back.")
    seconds = models.FloatField(help_text="Active seconds; below zero where it takes back.")
    work_on = models.DateField()
    final_at = models.DateTimeField(help_text="End of the dispute window.")
    earned_at = models.DateTimeField()
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["judgment", "nth"], name="money_earning_once"),
            models.CheckConstraint(
                condition=models.Q(nth__in=(1, 3, 5, 7, 9, 11, 13, 15), amount_micro__gt=0)
                | models.Q(nth__in=(2, 4, 6, 8, 10, 12, 14, 16), amount_micro__lt=0),
                name="money_earning_sign",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["contributor", "work_on"], name="money_earning_of_person"),
            models.Index(fields=["project", "work_on"], name="money_earning_of_project"),
        ]


class PendingEarning(models.Model):
    """What waits for the end of its window: a list of work to do, not a fact. Gone once released or taken back."""

    earning = models.OneToOneField(Earning, models.PROTECT, primary_key=True, related_name="pending")
    final_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["final_at"], name="money_pending_final")]


class ReleasedEarning(models.Model):
    """It became available with this posting, and is taken back no more. Append-only."""

    earning = models.OneToOneField(Earning, models.PROTECT, primary_key=True, related_name="released")
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+")


class AccrualProgress(models.Model):
    """How far accrual has come: judgments of the transactions before this one were looked at. One row."""

    xid = models.BigIntegerField(default=0)
    judgment_id = models.BigIntegerField(default=0)


class DueLook(models.Model):
    """Judgments whose pay must be looked at again, because a review or a dispute was decided. A list of work to do."""

    judgment = models.ForeignKey(Judgment, models.CASCADE, related_name="+", db_index=False)
