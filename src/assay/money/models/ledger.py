"""The ledger: accounts, and postings of entries that sum to zero. Nothing of it is ever changed or deleted."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.money.enums import AccountKind, PostingKind
from assay.people.models import Contributor, User, Vendor
from assay.projects.models import Project

COSTS = (AccountKind.LABOUR, AccountKind.BONUS, AccountKind.MACHINE)
OWED = (AccountKind.PENDING, AccountKind.AVAILABLE)


class LedgerAccount(Identified):
    """Costs are those of a project; what is owed is owed to one contributor, or to the vendor who employs them."""

    kind = models.CharField(max_length=12, choices=AccountKind)
    currency = models.CharField(max_length=3)
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+", db_index=False)
    contributor = models.ForeignKey(Contributor, models.PROTECT, null=True, related_name="+")
    vendor = models.ForeignKey(Vendor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "currency", "project", "contributor", "vendor"],
                nulls_distinct=False,
                name="money_account_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=COSTS) ^ models.Q(project=None),
                name="money_account_cost_of_project",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=OWED, contributor__isnull=False, vendor=None)
                | models.Q(kind__in=OWED, contributor=None, vendor__isnull=False)
                | (~models.Q(kind__in=OWED) & models.Q(contributor=None, vendor=None)),
                name="money_account_owed_to_one",
            ),
            models.CheckConstraint(
                condition=models.Q(currency__regex="^[A-Z]{3}$"), name="money_account_currency"
            ),
        ]


class Posting(Identified):
    """Entries that belong together and sum to zero; the key makes that the same thing is never posted twice."""

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=8, choices=PostingKind)
    booked_on = models.DateField(help_text="In a month that is not closed.")
    memo = models.TextField(blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")
    posted_at = models.DateTimeField()
    posted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[PostingKind.REVERSAL, PostingKind.RETURNED])
                ^ models.Q(reverses=None),
                name="money_posting_reversal_of",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["booked_on", "id"], name="money_posting_booked")]


class LedgerEntry(models.Model):
    """One account's part of a posting: a debit above zero, a credit below."""

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="entries", db_index=False)
    account = models.ForeignKey(LedgerAccount, models.PROTECT, related_name="entries", db_index=False)
    currency = models.CharField(max_length=3)
    amount_micro = models.BigIntegerField()
    booked_on = models.DateField(help_text="The posting's.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["posting", "account"], name="money_entry_account_once"),
            models.CheckConstraint(condition=~models.Q(amount_micro=0), name="money_entry_not_zero"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["account", "booked_on"], include=["amount_micro"], name="money_entry_of_account"
            ),
            models.Index(fields=["booked_on"], name="money_entry_booked"),
        ]
