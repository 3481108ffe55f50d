"""What somebody wants to post by hand: one proposes, another one approves."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.money.enums import ManualState
from assay.money.models.ledger import LedgerAccount, Posting
from assay.people.models import User


class ManualEntry(Identified):
    """An amount from one account to another; posted when a second person approves it."""

    debit = models.ForeignKey(LedgerAccount, models.PROTECT, related_name="+", db_index=False)
    credit = models.ForeignKey(LedgerAccount, models.PROTECT, related_name="+", db_index=False)
    amount_micro = models.BigIntegerField()
    booked_on = models.DateField()
    reason = models.TextField()
    reverses = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=ManualState, default=ManualState.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    ruling = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    posting = models.OneToOneField(Posting, models.PROTECT, null=True, related_name="manual")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount_micro__gt=0), name="money_manual_amount"),
            models.CheckConstraint(
                condition=~models.Q(debit=models.F("credit")), name="money_manual_two_accounts"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="money_manual_reason"),
            models.CheckConstraint(
                condition=models.Q(state=ManualState.APPROVED) ^ models.Q(posting=None),
                name="money_manual_posted",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ManualState.APPROVED)
                | (models.Q(decided_by__isnull=False) & ~models.Q(decided_by=models.F("proposed_by"))),
                name="money_manual_four_eyes",
            ),
            models.UniqueConstraint(
                fields=["reverses"],
                condition=models.Q(state__in=[ManualState.PROPOSED, ManualState.APPROVED]),
                name="money_manual_reversed_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-id"], name="money_manual_state")]
