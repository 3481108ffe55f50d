"""What vendors are paid: invoices proposed from accepted work, what each line rests on, and the vendor's own."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.money.models import Earning, HourEarning, Posting
from assay.partners.enums import InvoiceState, InvoiceUnit
from assay.partners.models.contract import Contract
from assay.people.models import Site, User, Vendor
from assay.projects.models import Project


class VendorInvoice(Identified):
    """One month of one vendor. One person proposes it, another one approves it."""

    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField(help_text="Of the vendor's.")
    month = models.DateField(help_text="Its first day; work that became final by its end.")
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="+", db_index=False)
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=9, choices=InvoiceState, default=InvoiceState.COUNTING)
    work_micro = models.BigIntegerField(default=0, help_text="All lines.")
    credit_micro = models.BigIntegerField(default=0, help_text="Service credits, above zero.")
    credits = models.JSONField(default=list, help_text="Level, what was measured, its share of the fee.")
    total_micro = models.BigIntegerField(default=0, help_text="Whole cents.")
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    ruling = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    posting = models.OneToOneField(Posting, models.PROTECT, null=True, related_name="+")
    paid_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vendor", "number"], name="partners_invoice_number"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="partners_invoice_first_day"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "paid"])
                | (models.Q(decided_by__isnull=False) & ~models.Q(decided_by=models.F("proposed_by"))),
                name="partners_invoice_four_eyes",
            ),
            models.CheckConstraint(
                condition=models.Q(state="paid") ^ models.Q(posting=None), name="partners_invoice_paid"
            ),
        ]


class InvoiceLine(Identified):
    """Answers, or seconds of approved days, of a project at a site in a market, at one rate of the contract's card."""

    invoice = models.ForeignKey(VendorInvoice, models.PROTECT, related_name="lines")
    project = models.ForeignKey(
        Project,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="Empty: hours of none.",
    )
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+", db_index=False)
    market = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=10, choices=InvoiceUnit, default=InvoiceUnit.JUDGMENT)
    n = models.IntegerField(
        help_text="Answers, or seconds; below zero where more was withdrawn than approved."
    )
    rate_micro = models.BigIntegerField(help_text="An answer's, or an hour's.")
    amount_micro = models.BigIntegerField()
    accrued_micro = models.BigIntegerField(help_text="What the ledger owed for the same work.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(
                    unit=InvoiceUnit.JUDGMENT, amount_micro=models.F("n") * models.F("rate_micro")
                )
                # An hour has 3,600 seconds, and its amount is to the millionth.
                | models.Q(unit=InvoiceUnit.HOUR)
                & models.Q(
                    n__gte=0,
                    amount_micro=(models.F("n") * models.F("rate_micro") * 2 + 3600) / 7200,
                )
                | models.Q(unit=InvoiceUnit.HOUR)
                & models.Q(
                    n__lt=0,
                    amount_micro=(models.F("n") * models.F("rate_micro") * 2 - 3600) / 7200,
                ),
                name="partners_invoice_line_amount",
            ),
        ]


class InvoicedEarning(models.Model):
    """On which line an answer was paid; once, for good."""

    earning = models.OneToOneField(Earning, models.PROTECT, primary_key=True, related_name="+")
    line = models.ForeignKey(InvoiceLine, models.PROTECT, related_name="earnings")


class InvoicedHours(models.Model):
    """On which line a part of an approved day was paid, or given back once the day was withdrawn; once, for good."""

    hours = models.OneToOneField(HourEarning, models.PROTECT, primary_key=True, related_name="+")
    line = models.ForeignKey(InvoiceLine, models.PROTECT, related_name="hours")


class VendorClaim(Identified):
    """The vendor's own invoice, as it was handed in; the newest one counts."""

    invoice = models.ForeignKey(VendorInvoice, models.PROTECT, related_name="claims")
    number = models.CharField(max_length=60, help_text="The vendor's.")
    lines = models.JSONField(help_text="Project, site, market, unit, count (or seconds), rate in millionths.")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
