"""Vendors' invoices: proposed from what is final, checked against the vendor's own, approved by somebody else, paid."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction

from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.jobs import RunningJob
from assay.kit.models import Job
from assay.kit.reasons import Reason, Refused
from assay.kit.sql import rows
from assay.money.actions.posting import Draft, account_of, post
from assay.money.enums import AccountKind, PostingKind
from assay.money.rules.ledger import Line
from assay.money.rules.periods import last_day
from assay.partners.actions.contracts import LOCK
from assay.partners.actions.invoice_lines import fill
from assay.partners.enums import InvoiceState
from assay.partners.models import Contract, VendorClaim, VendorInvoice
from assay.partners.queries.invoices import differences, may_hand_in, newest_claim
from assay.partners.rules import invoices as rules
from assay.partners.rules.contracts import in_force
from assay.partners.rules.invoice_file import read_invoice
from assay.partners.rules.invoice_states import INVOICE
from assay.people.models import User, Vendor
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission

COUNT = "partners.count_invoice"


def propose_invoice(
    by: User | None, *, vendor: Vendor, month: date, now: datetime
) -> tuple[VendorInvoice, Job]:
    """Of everything that became final by the end of a month and was not invoiced; a job counts it."""
    require_everywhere(by, Permission.KEEP_CONTRACTS)
    if not rules.has_begun(month, now.date()):
        raise Refused(rules.NOT_BEGUN(field="month"))
    with transaction.atomic():
        act_as(by)
        rows(LOCK, {})
        contract = in_force(list(Contract.objects.filter(vendor=vendor)), min(last_day(month), now.date()))
        if contract is None:
            raise Refused(rules.NO_CONTRACT(name=vendor.name))
        newest = VendorInvoice.objects.filter(vendor=vendor).order_by("-number").first()
        made = VendorInvoice.objects.create(
            vendor=vendor,
            number=newest.number + 1 if newest else 1,
            month=month,
            contract=contract,
            currency=contract.currency,
            proposed_at=now,
            proposed_by=by,
        )
        # One of a vendor at a time, so that no answer is counted for two.
        key = f"{COUNT}:{vendor.pk}"
        return made, jobs.start(by, kind=COUNT, key=key, now=now, params={"invoice": made.pk})


def count(running: RunningJob) -> None:
    """Lines, what they rest on, and credits: one transaction, so that a killed one leaves nothing behind."""
    with transaction.atomic():
        act_as(running.row.created_by)
        invoice = VendorInvoice.objects.select_for_update(no_key=True).get(pk=running.params["invoice"])
        if refused := INVOICE.refuse(invoice.state, InvoiceState.PROPOSED):
            raise Refused(refused)
        fill(invoice)
        invoice.state = InvoiceState.PROPOSED
        invoice.save()
        running.finish_with({"invoice": str(invoice.uid), "total_micro": invoice.total_micro})


def hand_in(by: User, *, invoice: VendorInvoice, number: str, content: bytes, now: datetime) -> VendorClaim:
    """The vendor's own invoice, which is compared line by line; a later one takes its place."""
    if not may_hand_in(by, invoice):
        require_everywhere(by, Permission.KEEP_CONTRACTS)
    lines = read_invoice(content)
    if isinstance(lines, Reason):
        raise Refused(lines)
    number = number.replace("\0", "").strip()[:60]
    if not number:
        raise Refused(rules.NO_NUMBER(field="number"))
    with transaction.atomic():
        act_as(by)
        # A number is taken once over all invoices of a vendor.
        rows(LOCK, {})
        locked = VendorInvoice.objects.select_for_update(no_key=True).get(pk=invoice.pk)
        if locked.state not in (InvoiceState.PROPOSED, InvoiceState.RETURNED):
            raise Refused(rules.NOT_OPEN())
        others = VendorClaim.objects.filter(invoice__vendor=locked.vendor_id, number=number)
        if others.exclude(invoice=locked).exists():
            raise Refused(rules.NUMBER_TAKEN(field="number"))
        VendorInvoice.objects.filter(pk=locked.pk).update(state=InvoiceState.PROPOSED)
        rows_ = [[each.project, each.site, each.market, each.unit, each.n, each.rate_micro] for each in lines]
        return VendorClaim.objects.create(
            invoice=locked, number=number, lines=rows_, given_at=now, given_by=by
        )


def decide_invoice(
    by: User, *, invoice: VendorInvoice, is_approved: bool, ruling: str, now: datetime
) -> VendorInvoice:
    """By somebody else than who proposed it: what we have counted is right, or the vendor corrects its own."""
    require_everywhere(by, Permission.APPROVE_PAYOUTS)
    state = InvoiceState.APPROVED if is_approved else InvoiceState.RETURNED
    with transaction.atomic():
        act_as(by)
        locked = _locked(invoice, state)
        if locked.proposed_by_id == by.pk:
            raise Refused(rules.OWN_PROPOSAL())
        if not is_approved and not ruling.strip():
            raise Refused(rules.NEEDS_REASON(field="ruling"))
        if is_approved and not ruling.strip() and differences(locked, newest_claim(locked)):
            raise Refused(rules.NEEDS_RULING(field="ruling"))
        locked.state, locked.ruling = state, ruling.strip().replace("\0", "")[:2000]
        locked.decided_by, locked.decided_at = by, now
        locked.save(update_fields=["state", "ruling", "decided_by", "decided_at"])
        return locked


def pay_invoice(by: User, *, invoice: VendorInvoice, now: datetime) -> VendorInvoice:
    """What was owed to the vendor for these answers is settled, once."""
    require_everywhere(by, Permission.PAY_OUT)
    with transaction.atomic():
        act_as(by)
        locked = _locked(invoice, InvoiceState.PAID)
        draft = Draft(f"invoice:{locked.uid}", PostingKind.INVOICE, now.date(), _lines(locked))
        locked.posting = post(by, draft=draft, now=now)
        locked.state, locked.paid_at = InvoiceState.PAID, now
        locked.save(update_fields=["state", "posting", "paid_at"])
        return locked


def _lines(invoice: VendorInvoice) -> list[Line]:
    """Debit what was owed, credit what is paid and what the vendor's credits give back; the rest corrects the costs."""
    currency = invoice.currency
    lines = invoice.lines.select_related("project")
    sums: defaultdict[int, int] = defaultdict(int)
    owed = account_of(AccountKind.AVAILABLE, currency, vendor=invoice.vendor)
    for each in lines:
        sums[owed.pk] += each.accrued_micro
        kind = AccountKind.LABOUR if each.project else AccountKind.OVERHEAD
        cost = account_of(kind, currency, project=each.project)
        sums[cost.pk] += each.amount_micro - each.accrued_micro
    rest = invoice.total_micro - (invoice.work_micro - invoice.credit_micro)
    sums[account_of(AccountKind.CREDITS, currency).pk] -= invoice.credit_micro
    sums[account_of(AccountKind.ROUNDING, currency).pk] += rest
    sums[account_of(AccountKind.CASH, currency).pk] -= invoice.total_micro
    return [Line(account, currency, micro) for account, micro in sums.items() if micro]


def _locked(invoice: VendorInvoice, wanted: InvoiceState) -> VendorInvoice:
    found = VendorInvoice.objects.select_for_update(no_key=True, of=["self"])
    locked = found.select_related("vendor", "contract").get(pk=invoice.pk)
    if refused := INVOICE.refuse(locked.state, wanted):
        raise Refused(refused)
    return locked
