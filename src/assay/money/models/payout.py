"""Payouts: where people are paid, batches of what they are paid, and what the bank answered."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.money.enums import AnswerFormat, PayoutBatchState, PayoutState
from assay.money.models.ledger import Posting
from assay.people.models import Contributor, User


class PayingAccount(Identified):
    """The organisation's own account, from which one currency is paid."""

    currency = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=70)
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)


class PayoutDetails(models.Model):
    """Where somebody is paid, sealed under a key of their own: once that is erased nobody reads it again."""

    contributor = models.OneToOneField(Contributor, models.PROTECT, related_name="payout_details")
    sealed = models.TextField()
    given_at = models.DateTimeField()
    problem = models.CharField(max_length=200, blank=True, help_text="Why the bank gave a payment back.")
    mark = models.CharField(
        max_length=80,
        blank=True,
        db_default="",
        help_text="Keyed: the same for the same account, and nothing else can be read from it.",
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["mark"], condition=~models.Q(mark=""), name="money_payout_details_mark"),
        ]


class PayoutBatch(Identified):
    """What is paid at once. One person drafts it, another one approves it."""

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=10, choices=PayoutBatchState, default=PayoutBatchState.DRAFTING)
    least = models.JSONField(help_text="Currency to the least amount that is paid, in millionths.")
    pay_on = models.DateField(help_text="When the bank is asked to pay.")
    n_payouts = models.PositiveIntegerField(default=0)
    n_without_details = models.PositiveIntegerField(default=0, help_text="Owed enough, and said no account.")
    n_with_problem = models.PositiveIntegerField(default=0, help_text="Whose account a bank gave back.")
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    posted_at = models.DateTimeField(null=True, help_text="When every payout of it stood in the ledger.")
    exported_at = models.DateTimeField(null=True)
    exported_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True, help_text="Reconciled, or cancelled.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(approved_at=None)
                | (models.Q(approved_by__isnull=False) & ~models.Q(approved_by=models.F("drafted_by"))),
                name="money_batch_four_eyes",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["drafting", "drafted", "cancelled"])
                | models.Q(approved_at__isnull=False),
                name="money_batch_approved",
            ),
        ]

    @property
    def message_id(self) -> str:
        """How the bank calls it in its answer."""
        return f"ASSAY-{self.number}-{self.uid.hex[-12:]}"


class Payout(Identified):
    """One person's payment in one currency. `sealed` is the account it went to, under the person's key."""

    batch = models.ForeignKey(PayoutBatch, models.PROTECT, related_name="payouts", db_index=False)
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+", db_index=False)
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField(help_text="What is paid, in the currency's smallest unit.")
    paid_micro = models.BigIntegerField()
    rounding_micro = models.BigIntegerField(
        default=0, help_text="Paid beyond what was owed, less than a unit."
    )
    sealed = models.TextField()
    state = models.CharField(max_length=8, choices=PayoutState, default=PayoutState.PLANNED)
    reason = models.CharField(max_length=200, blank=True, help_text="The bank's, or why it was left out.")
    posting = models.OneToOneField(Posting, models.PROTECT, null=True, related_name="payout")
    returned = models.OneToOneField(Posting, models.PROTECT, null=True, related_name="payout_returned")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "contributor", "currency"], name="money_payout_once"),
            models.UniqueConstraint(
                fields=["contributor", "currency"],
                condition=models.Q(state=PayoutState.PLANNED),
                name="money_payout_planned_once",
            ),
            models.CheckConstraint(
                condition=models.Q(minor__gt=0, paid_micro__gt=0, rounding_micro__gte=0)
                & models.Q(rounding_micro__lt=models.F("paid_micro")),
                name="money_payout_amount",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["planned", "skipped"]) ^ models.Q(posting__isnull=False),
                name="money_payout_posted",
            ),
            models.CheckConstraint(
                condition=models.Q(state=PayoutState.REJECTED) ^ models.Q(returned=None),
                name="money_payout_returned",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["contributor", "-id"], name="money_payout_of_person")]

    @property
    def end_to_end_id(self) -> str:
        return self.uid.hex


class BankAnswer(Identified):
    """A file of the bank that was taken; of it stays what it said, and that it is not taken twice."""

    batch = models.ForeignKey(PayoutBatch, models.PROTECT, related_name="answers")
    format = models.CharField(max_length=8, choices=AnswerFormat)
    sha256 = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=35, blank=True)
    n_accepted = models.PositiveIntegerField()
    n_rejected = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
