"""Vendors' invoices: what is owed for a month, the vendor's own beside it, and who decides."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.papers import PDF, XLSX, pdf_of, xlsx_of
from assay.kit.reasons import NotFound, Refused
from assay.kit.typesetting import can_typeset
from assay.money.rules.periods import NO_MONTH, parse_month
from assay.partners.actions import invoices as actions
from assay.partners.enums import InvoiceState
from assay.partners.queries import invoices as queries
from assay.partners.queries.contracts import vendors_agreed_with
from assay.partners.rules.invoice_file import MOST_BYTES
from assay.partners.rules.invoices import UNREADABLE
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.web.partners import invoices_shown as shown
from assay.web.requests import done, page_of, signed_in, user_of

AT_ONCE = 100


@signed_in
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Of every vendor in sight, the newest first; and the next one for who may propose."""
    person = user_of(request)
    vendors = vendors_agreed_with(person).filter(retired_at=None)
    page = page_of(request, queries.invoices(person))
    context = {
        "page": page,
        "rows": [shown.shown_invoice(each) for each in page],
        "vendors": vendors,
        "may_propose": may(person, Permission.KEEP_CONTRACTS),
    }
    return render(request, "web/partners/invoices.html", context)


@signed_in
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """A job counts it; its page says so."""
    person = user_of(request)
    vendor = vendors_agreed_with(person).filter(pk=_number(request.POST.get("vendor", ""))).first()
    month = parse_month(request.POST.get("month", ""))
    if vendor is None:
        raise NotFound
    try:
        if month is None:
            raise Refused(NO_MONTH(field="month"))
        made, _job = actions.propose_invoice(person, vendor=vendor, month=month, now=now())
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.said)
        return redirect("invoices")
    messages.success(request, _("Being counted. Somebody else approves it."))
    return redirect("invoice", made.uid)


@signed_in
@require_GET
def one(request: HttpRequest, invoice: UUID) -> HttpResponse:
    """Our lines, the vendor's, and every difference with its reason; as a file where `as` says which."""
    person = user_of(request)
    found = queries.checked(queries.invoice_for(person, invoice))
    wanted = request.GET.get("as", "")
    if wanted == "xlsx" or (wanted == "pdf" and can_typeset()):
        return _file(found, wanted)
    row = found.invoice
    is_own = row.proposed_by_id == person.pk
    is_open = row.state in (InvoiceState.PROPOSED, InvoiceState.RETURNED)
    context = {
        "found": shown.shown_invoice(row),
        "lines": [shown.shown_line(each) for each in found.lines],
        "credits": shown.shown_credits(row),
        "claim": found.claim,
        "compared": [shown.shown_compared(each, row.currency) for each in found.compared],
        "n_differences": found.n_differences,
        "may_hand_in": is_open
        and (queries.may_hand_in(person, row) or may(person, Permission.KEEP_CONTRACTS)),
        "may_decide": row.state == InvoiceState.PROPOSED
        and not is_own
        and may(person, Permission.APPROVE_PAYOUTS),
        "may_pay": row.state == InvoiceState.APPROVED and may(person, Permission.PAY_OUT),
        "sees_ledger": may(person, Permission.VIEW_LEDGER),
        "can_typeset": can_typeset(),
    }
    return render(request, "web/partners/invoice.html", context)


@signed_in
@require_GET
def line(request: HttpRequest, invoice: UUID, line: UUID) -> HttpResponse:
    """The answers, or the days, that a line rests on."""
    found = queries.invoice_for(user_of(request), invoice)
    row = queries.line_of(found, line)
    number = max(1, _number(request.GET.get("page", "")))
    skip = (number - 1) * AT_ONCE
    pieces = queries.pieces_of(row, most=AT_ONCE + 1, skip=skip)
    days = queries.days_of(row, most=AT_ONCE + 1, skip=skip)
    context = {
        "found": shown.shown_invoice(found),
        "line": shown.shown_line(row),
        "pieces": pieces[:AT_ONCE],
        "days": shown.shown_days(days[:AT_ONCE], found.currency),
        "number": number,
        "has_next": len(pieces) > AT_ONCE or len(days) > AT_ONCE,
    }
    return render(request, "web/partners/invoice_line.html", context)


@signed_in
@require_POST
def hand_in(request: HttpRequest, invoice: UUID) -> HttpResponse:
    """The vendor's own invoice."""
    person = user_of(request)
    found = queries.invoice_for(person, invoice)
    file, number = request.FILES.get("file"), request.POST.get("number", "")
    return done(
        request,
        lambda: actions.hand_in(person, invoice=found, number=number, content=_read(file), now=now()),
        _("Handed in, and compared line by line."),
        reverse("invoice", args=[found.uid]),
    )


@signed_in
@require_POST
def decide(request: HttpRequest, invoice: UUID) -> HttpResponse:
    """Approve, return to the vendor, or pay."""
    person = user_of(request)
    found = queries.invoice_for(person, invoice)
    step, ruling = request.POST.get("step", ""), request.POST.get("ruling", "")
    then = reverse("invoice", args=[found.uid])
    if step == "pay":
        paid = _("Paid: it stands in the ledger.")
        return done(request, lambda: actions.pay_invoice(person, invoice=found, now=now()), paid, then)
    said = _("Approved.") if step == "approve" else _("Returned to the vendor.")
    return done(
        request,
        lambda: actions.decide_invoice(
            person, invoice=found, is_approved=step == "approve", ruling=ruling, now=now()
        ),
        said,
        then,
    )


def _read(file: object) -> bytes:
    if not isinstance(file, UploadedFile) or (file.size or 0) > MOST_BYTES:
        raise Refused(UNREADABLE(field="file", why="there is none, or it is too large."))
    return bytes(file.read())


def _file(found: queries.Checked, wanted: str) -> HttpResponse:
    """Neither is kept: it is made again from the lines."""
    paper = shown.paper_of(found)
    content = pdf_of(paper) if wanted == "pdf" else xlsx_of(paper)
    response = HttpResponse(content, content_type=PDF if wanted == "pdf" else XLSX)
    name = f"invoice-{found.invoice.month:%Y-%m}-{found.invoice.number}.{wanted}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
