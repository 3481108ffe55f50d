"""What was agreed with a vendor, in versions that never change."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.money.models import RateCard
from assay.partners.enums import ContractNear
from assay.people.models import User, Vendor


class Contract(Identified):
    """One version. The next one supersedes it from the day on which that begins."""

    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, help_text="Its last day; empty: until notice is given.")
    currency = models.CharField(max_length=3)
    rate_card = models.ForeignKey(RateCard, models.PROTECT, null=True, related_name="+", db_index=False)
    notice_days = models.PositiveSmallIntegerField()
    levels = models.JSONField(
        help_text="Measure to target and the share of the fee at risk (together at most 1)."
    )
    credit_cap = models.FloatField(null=True, help_text="The most of a month's fee that credits take.")
    reason = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vendor", "number"], name="partners_contract_number"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="partners_contract_reason"),
            models.CheckConstraint(
                condition=models.Q(currency__regex="^[A-Z]{3}$"), name="partners_contract_currency"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="partners_contract_ends",
            ),
        ]


class ContractReminder(models.Model):
    """That whoever keeps the contract was told of it; once each, and never changed."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="+", db_index=False)
    of = models.CharField(max_length=6, choices=ContractNear)
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "of"], name="partners_contract_reminded_once")
        ]
