"""Facts of money."""

from assay.money.models.ledger import LedgerAccount, LedgerEntry, Posting
from assay.money.models.manual import ManualEntry
from assay.money.models.period import Period, PeriodBalance

__all__ = ["LedgerAccount", "LedgerEntry", "ManualEntry", "Period", "PeriodBalance", "Posting"]
