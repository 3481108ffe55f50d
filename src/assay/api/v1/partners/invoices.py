"""Vendors' invoices over the API: proposed, checked against the vendor's own, decided, paid."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates, starts
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.house.jobs import JobOut, job_out
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.money.rules.periods import NO_MONTH, parse_month
from assay.partners.actions import invoices as actions
from assay.partners.enums import Difference, InvoiceState, InvoiceUnit
from assay.partners.models import InvoiceLine, VendorInvoice
from assay.partners.queries import invoices as queries
from assay.partners.queries.contracts import vendors_agreed_with
from assay.partners.rules.invoices import Billed, Compared

router = Router(tags=["partners"])


class VendorInvoiceOut(Schema):
    uid: UUID
    vendor: UUID
    vendor_name: str = Field(examples=["Lingua"])
    number: int = Field(examples=[1])
    month: date = Field(description="Its first day.")
    state: InvoiceState
    currency: str = Field(examples=["EUR"])
    work_micro: int = Field(description="Millionths.", examples=[200000])
    credit_micro: int = Field(description="Service credits.", examples=[0])
    total_micro: int = Field(examples=[200000])
    ruling: str
    proposed_at: datetime
    paid_at: datetime | None


class InvoiceLineOut(Schema):
    uid: UUID
    project: str = Field(description="Empty: hours of none.", examples=["Match"])
    site: str
    market: str
    unit: InvoiceUnit
    n: int = Field(
        description="Answers; seconds where the unit is an hour, below zero where days are given back."
    )
    rate_micro: int = Field(description="Of an answer, or of an hour.")
    amount_micro: int


class InvoiceSideOut(Schema):
    n: int = Field(description="Answers, or seconds.")
    rate_micro: int


class InvoiceDifferenceOut(Schema):
    project: str
    site: str
    market: str
    unit: str
    difference: Difference
    ours: InvoiceSideOut | None
    theirs: InvoiceSideOut | None
    more_micro: int = Field(description="How much more the vendor asks for.")


class VendorInvoiceDetailOut(VendorInvoiceOut):
    lines: list[InvoiceLineOut]
    claim_number: str = Field(description="Of the vendor's own invoice; empty: none was handed in.")
    compared: list[InvoiceDifferenceOut]


class VendorInvoiceIn(Strict):
    month: str = Field(description="What became final by its end.", examples=["2026-02"])


class InvoiceProposedOut(Schema):
    invoice: VendorInvoiceOut
    job: JobOut


class InvoiceDecisionIn(Strict):
    is_approved: bool
    ruling: str = Field(
        "", max_length=2000, description="Needed to return it, and where the vendor's differs."
    )


class ClaimIn(Schema):
    number: str = Field(max_length=60)


@router.get("/vendor-invoices", response=Page[VendorInvoiceOut], operation_id="invoices")
def listed(request: HttpRequest, paging: Query[Paging]) -> Page[VendorInvoiceOut]:
    """Of vendors in your sight, the newest first."""
    return page(queries.invoices(person_of(request)), paging, _invoice)


@router.post(
    "/vendors/{uuid:vendor}/invoices", response={202: InvoiceProposedOut}, operation_id="invoices_propose"
)
@starts
def propose(request: HttpRequest, vendor: UUID, asked: VendorInvoiceIn) -> InvoiceProposedOut:
    """Propose an invoice of what became final by the end of a month; a job counts it."""
    person = person_of(request)
    found, month = vendors_agreed_with(person).filter(uid=vendor).first(), parse_month(asked.month)
    if found is None:
        raise NotFound
    if month is None:
        raise Refused(NO_MONTH(field="month"))
    made, job = actions.propose_invoice(person, vendor=found, month=month, now=now())
    return InvoiceProposedOut(invoice=_invoice(made), job=job_out(job))


@router.get("/vendor-invoices/{uuid:invoice}", response=VendorInvoiceDetailOut, operation_id="invoices_get")
def one(request: HttpRequest, invoice: UUID) -> VendorInvoiceDetailOut:
    """One with its lines, and how the vendor's own differs."""
    found = queries.checked(queries.invoice_for(person_of(request), invoice))
    return VendorInvoiceDetailOut(
        **_invoice(found.invoice).model_dump(),
        lines=[_line(each) for each in found.lines],
        claim_number=found.claim.number if found.claim else "",
        compared=[_difference(each) for each in found.compared],
    )


@router.post(
    "/vendor-invoices/{uuid:invoice}/claims",
    response={201: VendorInvoiceDetailOut},
    operation_id="invoices_hand_in",
)
@creates
def hand_in(
    request: HttpRequest, invoice: UUID, *, file: File[UploadedFile], asked: Form[ClaimIn]
) -> VendorInvoiceDetailOut:
    """Hand in the vendor's own invoice as CSV (project, site, market, unit, count, rate): compared line by line."""
    person = person_of(request)
    found = queries.invoice_for(person, invoice)
    actions.hand_in(person, invoice=found, number=asked.number, content=file.read(), now=now())
    return one(request, invoice)


@router.post(
    "/vendor-invoices/{uuid:invoice}/decision", response=VendorInvoiceOut, operation_id="invoices_decide"
)
def decide(request: HttpRequest, invoice: UUID, asked: InvoiceDecisionIn) -> VendorInvoiceOut:
    """Approve what somebody else has proposed, or return it to the vendor."""
    person = person_of(request)
    found = queries.invoice_for(person, invoice)
    return _invoice(
        actions.decide_invoice(
            person, invoice=found, is_approved=asked.is_approved, ruling=asked.ruling, now=now()
        )
    )


@router.post(
    "/vendor-invoices/{uuid:invoice}/payment", response=VendorInvoiceOut, operation_id="invoices_pay"
)
def pay(request: HttpRequest, invoice: UUID) -> VendorInvoiceOut:
    """Say that an approved one was paid: it is posted."""
    person = person_of(request)
    return _invoice(actions.pay_invoice(person, invoice=queries.invoice_for(person, invoice), now=now()))


def _invoice(each: VendorInvoice) -> VendorInvoiceOut:
    return VendorInvoiceOut(
        uid=each.uid,
        vendor=each.vendor.uid,
        vendor_name=each.vendor.name,
        number=each.number,
        month=each.month,
        state=InvoiceState(each.state),
        currency=each.currency,
        work_micro=each.work_micro,
        credit_micro=each.credit_micro,
        total_micro=each.total_micro,
        ruling=each.ruling,
        proposed_at=each.proposed_at,
        paid_at=each.paid_at,
    )


def _line(each: InvoiceLine) -> InvoiceLineOut:
    return InvoiceLineOut(
        uid=each.uid,
        project=each.project.name if each.project else "",
        site=each.site.name if each.site else "",
        market=each.market,
        unit=InvoiceUnit(each.unit),
        n=each.n,
        rate_micro=each.rate_micro,
        amount_micro=each.amount_micro,
    )


def _difference(each: Compared) -> InvoiceDifferenceOut:
    project, site, market, unit = each.key
    return InvoiceDifferenceOut(
        project=project,
        site=site,
        market=market,
        unit=unit,
        difference=each.difference,
        ours=_side(each.ours),
        theirs=_side(each.theirs),
        more_micro=each.micro,
    )


def _side(each: Billed | None) -> InvoiceSideOut | None:
    return InvoiceSideOut(n=each.n, rate_micro=each.rate_micro) if each else None
