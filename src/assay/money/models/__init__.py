"""Facts of money."""

from assay.money.models.budget import Budget, BudgetAlert, BudgetProject, BudgetVersion, CostDay
from assay.money.models.earning import (
    AccrualProgress,
    DueLook,
    Earning,
    PendingEarning,
    ReleasedEarning,
)
from assay.money.models.extra import BonusRule, ExtraLook, ExtraPay
from assay.money.models.hours import HourEarning, HourLook, PendingHours, ReleasedHours
from assay.money.models.ledger import LedgerAccount, LedgerEntry, Posting
from assay.money.models.manual import ManualEntry
from assay.money.models.payout import BankAnswer, PayingAccount, Payout, PayoutBatch, PayoutDetails
from assay.money.models.period import Period, PeriodBalance
from assay.money.models.rates import PayFloor, RateCard, RateLine

__all__ = [
    "AccrualProgress",
    "BankAnswer",
    "BonusRule",
    "Budget",
    "BudgetAlert",
    "BudgetProject",
    "BudgetVersion",
    "CostDay",
    "DueLook",
    "Earning",
    "ExtraLook",
    "ExtraPay",
    "HourEarning",
    "HourLook",
    "LedgerAccount",
    "LedgerEntry",
    "ManualEntry",
    "PayFloor",
    "PayingAccount",
    "Payout",
    "PayoutBatch",
    "PayoutDetails",
    "PendingEarning",
    "PendingHours",
    "Period",
    "PeriodBalance",
    "Posting",
    "RateCard",
    "RateLine",
    "ReleasedEarning",
    "ReleasedHours",
]
