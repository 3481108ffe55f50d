"""The short paid test of a campaign: an exam that its applicants sit once they are accepted, and what each was paid."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.money.models import ManualEntry
from assay.people.models import User
from assay.recruiting.models import Application, Campaign
from assay.training.models import Exam, ExamAttempt


class CampaignTest(Identified):
    """From when it was set until it is ended, whoever is accepted is asked to sit it."""

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="+")
    exam = models.ForeignKey(Exam, models.PROTECT, related_name="+", db_index=False)
    pay_micro = models.BigIntegerField(help_text="Millionths; for one sitting, passed or not.")
    currency = models.CharField(max_length=3)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True, help_text="Nobody else is asked; who was asked is still paid.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(pay_micro__gt=0, currency__regex="^[A-Z]{3}$"),
                name="planning_campaign_test_pay",
            )
        ]


class CampaignSitting(Identified):
    """One applicant was asked to sit the test under these terms; their first attempt that ends is paid, once."""

    campaign_test = models.ForeignKey(CampaignTest, models.PROTECT, related_name="sittings")
    application = models.OneToOneField(Application, models.PROTECT, related_name="+")
    exam = models.ForeignKey(Exam, models.PROTECT, related_name="+", db_index=False)
    pay_micro = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    asked_at = models.DateTimeField()
    attempt = models.OneToOneField(ExamAttempt, models.PROTECT, null=True, related_name="+")
    entry = models.OneToOneField(
        ManualEntry, models.PROTECT, null=True, related_name="+", help_text="Waits for a second pair of eyes."
    )
    problem = models.CharField(max_length=300, blank=True, help_text="Why no entry could be proposed.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(attempt__isnull=False) | models.Q(entry=None, problem=""),
                name="planning_sitting_paid_once_sat",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=models.Q(attempt=None), name="planning_sittings_waiting")
        ]
