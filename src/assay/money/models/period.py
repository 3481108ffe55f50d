"""Months of the ledger: once closed they take no posting, and keep what every account held."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.money.enums import PeriodState
from assay.money.models.ledger import LedgerAccount
from assay.people.models import User


class Period(Identified):
    month = models.DateField(unique=True, help_text="Its first day.")
    state = models.CharField(max_length=7, choices=PeriodState, default=PeriodState.OPEN)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    closed_at = models.DateTimeField(null=True)
    n_postings = models.BigIntegerField(default=0)
    n_entries = models.BigIntegerField(default=0)
    n_earnings = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Over every entry and earning, in order.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(month__day=1), name="money_period_first_day"),
            models.CheckConstraint(
                condition=models.Q(
                    state=PeriodState.CLOSED, closed_at__isnull=False, sha256__regex="^[0-9a-f]{64}$"
                )
                | (~models.Q(state=PeriodState.CLOSED) & models.Q(closed_at=None, sha256="")),
                name="money_period_sealed",
            ),
        ]


class PeriodBalance(models.Model):
    """What one account held before a month, what moved in it, and what it held after."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="balances", db_index=False)
    account = models.ForeignKey(LedgerAccount, models.PROTECT, related_name="+", db_index=False)
    opening_micro = models.BigIntegerField()
    debit_micro = models.BigIntegerField()
    credit_micro = models.BigIntegerField(help_text="Above zero.")
    closing_micro = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["period", "account"], name="money_period_balance_once"),
            models.CheckConstraint(
                condition=models.Q(
                    closing_micro=models.F("opening_micro")
                    + models.F("debit_micro")
                    - models.F("credit_micro")
                ),
                name="money_period_balance_adds_up",
            ),
        ]
