"""Vendors' invoices: proposed from what is final, checked against the vendor's own, approved by somebody else, paid."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
from assay.money.queries.accrual import skills_by_stage
from assay.money.queries.invoicing import FINAL, Group, final_groups
from assay.money.queries.rates import with_lines
from assay.money.rules.ledger import Line
from assay.money.rules.payouts import unit_micro
from assay.money.rules.periods import last_day
from assay.money.rules.rates import Piece, RateTerms, line_for
from assay.partners.actions.contracts import LOCK
from assay.partners.enums import InvoiceState
from assay.partners.models import Contract, InvoiceLine, VendorClaim, VendorInvoice
from assay.partners.queries.contracts import LevelAttained
from assay.partners.queries.invoices import differences, may_hand_in, missed_levels, newest_claim
from assay.partners.rules import invoices as rules
from assay.partners.rules.contracts import in_force
from assay.partners.rules.invoice_file import read_invoice
from assay.partners.rules.invoice_states import INVOICE
from assay.people.models import User, Vendor
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission
from assay.projects.models import Project

COUNT = "partners.count_invoice"
WITHOUT = "NOT EXISTS (SELECT FROM partners_invoicedearning i WHERE i.earning_id = f.id)"
# Which answers stand on which line, by what makes them alike.
_TAKE = f"""
INSERT INTO partners_invoicedearning (earning_id, line_id)
SELECT f.id, g.line FROM ({FINAL}) f
JOIN unnest(%(lines)s::bigint[], %(projects)s::bigint[], %(sites)s::bigint[], %(stages)s::bigint[], %(markets)s::text[],
    %(languages)s::text[], %(severities)s::int[]) AS g(line, project, site, stage, market, language, severity)
  ON g.project = f.project_id AND g.site IS NOT DISTINCT FROM f.site_id AND g.stage = f.stage_id
  AND g.market = f.market AND g.language = f.language AND g.severity = f.severity
WHERE {WITHOUT}
"""
Place = tuple[int, int | None, str, int]


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
        _fill(invoice)
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
    if not number.strip():
        raise Refused(rules.NO_NUMBER(field="number"))
    with transaction.atomic():
        act_as(by)
        locked = VendorInvoice.objects.select_for_update(no_key=True).get(pk=invoice.pk)
        if locked.state not in (InvoiceState.PROPOSED, InvoiceState.RETURNED):
            raise Refused(rules.NOT_OPEN())
        others = VendorClaim.objects.filter(invoice__vendor=locked.vendor_id, number=number.strip()[:60])
        if others.exclude(invoice=locked).exists():
            raise Refused(rules.NUMBER_TAKEN(field="number"))
        VendorInvoice.objects.filter(pk=locked.pk).update(state=InvoiceState.PROPOSED)
        rows_ = [[each.project, each.site, each.market, each.unit, each.n, each.rate_micro] for each in lines]
        return VendorClaim.objects.create(
            invoice=locked, number=number.strip()[:60], lines=rows_, given_at=now, given_by=by
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


def _fill(invoice: VendorInvoice) -> None:
    last = last_day(invoice.month)
    groups = final_groups(invoice.vendor_id, invoice.currency, last, without=WITHOUT)
    if not groups:
        raise Refused(rules.NOTHING_DUE())
    placed = _placed(invoice.contract, groups)
    lines = {
        place: InvoiceLine(
            invoice=invoice,
            project_id=place[0],
            site_id=place[1],
            market=place[2],
            n=sum(each.n for each in alike),
            rate_micro=place[3],
            amount_micro=sum(each.n for each in alike) * place[3],
            accrued_micro=sum(each.accrued_micro for each in alike),
        )
        for place, alike in placed.items()
    }
    InvoiceLine.objects.bulk_create(lines.values())
    _take(invoice, last, {lines[place].pk: alike for place, alike in placed.items()})
    invoice.work_micro = sum(each.amount_micro for each in lines.values())
    missed = missed_levels(invoice)
    shares = {each.measure.value: each.level.at_risk for each in missed}
    credit = rules.credit_of(invoice.work_micro, shares, cap=invoice.contract.credit_cap)
    invoice.credit_micro = credit
    invoice.credits = [_credited(each) for each in missed]
    invoice.total_micro = rules.whole_cents(invoice.work_micro - credit, unit_micro(invoice.currency))


def _credited(each: LevelAttained) -> dict[str, object]:
    """What a credit rests on, as it was measured then."""
    level = {"measure": each.measure.value, "target": each.level.target, "share": each.level.at_risk}
    return level | {"value": each.value, "n": each.n}


def _placed(contract: Contract, groups: Sequence[Group]) -> Mapping[Place, list[Group]]:
    """By the rate of the contract's card; what no card pays keeps what the ledger owes."""
    card = with_lines(contract.rate_card) if contract.rate_card else None
    terms: list[RateTerms] = list(card.lines) if card else []
    skills = skills_by_stage([each.stage for each in groups])
    placed: defaultdict[Place, list[Group]] = defaultdict(list)
    for each in groups:
        piece = Piece(each.market, each.language, skills.get(each.stage, frozenset()), each.severity)
        line = line_for(terms, piece)
        rate = line.micro if line else each.accrued_micro // each.n
        placed[(each.project, each.site, each.market, rate)].append(each)
    return placed


def _take(invoice: VendorInvoice, last: date, placed: Mapping[int, Sequence[Group]]) -> None:
    pairs = [(line, each) for line, alike in placed.items() for each in alike]
    params: dict[str, object] = {"vendor": invoice.vendor_id, "currency": invoice.currency, "last": last}
    params |= {"lines": [line for line, _ in pairs], "projects": [each.project for _, each in pairs]}
    params |= {"sites": [each.site for _, each in pairs], "stages": [each.stage for _, each in pairs]}
    params |= {
        "markets": [each.market for _, each in pairs],
        "languages": [each.language for _, each in pairs],
    }
    params |= {"severities": [each.severity for _, each in pairs]}
    rows(_TAKE + " RETURNING 1", params)


def _lines(invoice: VendorInvoice) -> list[Line]:
    """Debit what was owed, credit what is paid and what the vendor's credits give back; the rest corrects the costs."""
    currency = invoice.currency
    lines = list(invoice.lines.all())
    projects = Project.objects.in_bulk({each.project_id for each in lines})
    sums: defaultdict[int, int] = defaultdict(int)
    owed = account_of(AccountKind.AVAILABLE, currency, vendor=invoice.vendor)
    for each in lines:
        sums[owed.pk] += each.accrued_micro
        cost = account_of(AccountKind.LABOUR, currency, project=projects[each.project_id])
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
