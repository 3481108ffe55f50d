"""The fixed words of `money`."""

from django.db import models


class AccountKind(models.TextChoices):
    """What an account stands for. Amounts above zero are debits, below zero credits."""

    LABOUR = "labour", "Labour cost"
    BONUS = "bonus", "Bonuses"
    MACHINE = "machine", "Machine cost"
    OVERHEAD = "overhead", "Paid time without a project"
    PENDING = "pending", "Owed, pending"
    AVAILABLE = "available", "Owed, available"
    PROVIDERS = "providers", "Owed to providers of models"
    CASH = "cash", "Cash"
    ROUNDING = "rounding", "Rounding"
    RECEIVABLE = "receivable", "Receivable from clients"
    REVENUE = "revenue", "Revenue"
    FEES = "fees", "Fees"
    TAX = "tax", "Tax withheld"
    CREDITS = "credits", "Service credits of vendors"


class PostingKind(models.TextChoices):
    ACCRUAL = "accrual", "Earned, or taken back"
    RELEASE = "release", "Became available"
    HOURS = "hours", "Approved hours"
    MATURED = "matured", "Approved hours became available"
    MANUAL = "manual", "By hand"
    REVERSAL = "reversal", "Reversed"
    PAYOUT = "payout", "Paid out"
    RETURNED = "returned", "Came back from the bank"
    INVOICE = "invoice", "A vendor's invoice"
    TOP_UP = "top_up", "Topped up to the minimum of an hour"
    BONUS = "bonus", "Bonus"
    MACHINE = "machine", "A model behind an address"


class RateUnit(models.TextChoices):
    """What a line of a rate card pays for."""

    JUDGMENT = "judgment", "an accepted answer"
    TASK = "task", "an accepted task"
    HOUR = "hour", "an approved hour"
    MINIMUM = "minimum", "an hour at least"


class ExtraKind(models.TextChoices):
    """Pay beside that of an answer or an hour."""

    TOP_UP = "top_up", "Top-up to the minimum of an hour"
    BONUS = "bonus", "Bonus"


class ExtraState(models.TextChoices):
    PROPOSED = "proposed", "Waits for approval"
    APPROVED = "approved", "Approved and posted"
    DECLINED = "declined", "Declined"


class ManualState(models.TextChoices):
    PROPOSED = "proposed", "Waits for a second pair of eyes"
    APPROVED = "approved", "Approved and posted"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"


class PeriodState(models.TextChoices):
    OPEN = "open", "Open"
    CLOSING = "closing", "Being closed"
    CLOSED = "closed", "Closed"


class PayoutBatchState(models.TextChoices):
    DRAFTING = "drafting", "Being drafted"
    DRAFTED = "drafted", "Waits for a second pair of eyes"
    APPROVED = "approved", "Approved"
    SENT = "sent", "Sent to the bank"
    RECONCILED = "reconciled", "Reconciled"
    CANCELLED = "cancelled", "Cancelled"


class PayoutState(models.TextChoices):
    PLANNED = "planned", "Planned"
    SKIPPED = "skipped", "Left out"
    PAID = "paid", "Under way"
    ACCEPTED = "accepted", "Paid out"
    REJECTED = "rejected", "Came back"


class AnswerFormat(models.TextChoices):
    PAIN_002 = "pain.002", "ISO 20022 pain.002"
    CSV = "csv", "CSV"
