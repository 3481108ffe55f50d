"""Payout batches: the list with the form of the next one, one batch with its steps, and the accounts paid from."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.money import micro_of
from assay.kit.reasons import Refused
from assay.money.actions import payouts as actions
from assay.money.actions.payees import set_paying_account
from assay.money.actions.reconciling import take_answer
from assay.money.queries import payouts as queries
from assay.money.queries.payees import paying_accounts
from assay.money.rules.bank_accounts import Payee
from assay.money.rules.bank_answers import MOST_BYTES, UNREADABLE
from assay.money.rules.pain_001 import as_csv, as_xml
from assay.money.rules.payouts import Terms
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.web.money import payouts_shown as shown
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import done, page_of, signed_in, user_of

FIELDS = ("least", "pay_on")
ACCOUNT_FIELDS = ("currency", "holder", "iban", "bic")
# 10 EUR, 12.50 USD
_LEAST = re.compile(r"\s*([\d., ]+)\s+([A-Za-z]{3})\s*")
NO_AMOUNT = -1


@signed_in
@require_http_methods(["GET", "POST"])
def batches(request: HttpRequest) -> HttpResponse:
    """The list, and the form for who may draft."""
    person, moment = user_of(request), now()
    queries.require_payouts(person)
    accounts = paying_accounts()
    form = Filled(
        {"least": ", ".join(f"10 {each}" for each in accounts), "pay_on": moment.date().isoformat()}
    )
    if request.method == "POST":
        texts = texts_of(request.POST, FIELDS)
        try:
            batch, _job = actions.draft_batch(person, terms=_terms(texts), now=moment)
        except Refused as why:
            form = refused(texts, why, FIELDS)
        else:
            messages.success(request, _("Being drafted. Somebody else approves it."))
            return redirect("payout-batch", batch.uid)
    page = page_of(request, queries.batches())
    context = {
        "part": "payouts",
        "page": page,
        "rows": shown.shown_batches(list(page)),
        "accounts": accounts,
        "form": form,
        "may_draft": may(person, Permission.PAY_OUT) and bool(accounts),
        "may_set": may(person, Permission.APPROVE_PAYOUTS),
    }
    return render(request, "web/money/payouts.html", context, status=form.status)


@signed_in
@require_GET
def batch(request: HttpRequest, batch: UUID) -> HttpResponse:
    """One batch: what happens next, who is in it, and what the bank has said."""
    person = user_of(request)
    found = queries.batch_for(person, batch)
    state = request.GET.get("state", "")
    page = page_of(request, queries.payouts_in(found, state))
    context = {
        "part": "payouts",
        "batch": shown.shown_batch(found, person),
        "page": page,
        "rows": [shown.shown_payout(each) for each in page],
        "answers": queries.answers_to(found),
        "state": state,
        "states": shown.states(),
        "kept": f"state={state}" if state else "",
    }
    return render(request, "web/money/payout_batch.html", context)


@signed_in
@require_POST
def step(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Approve, cancel, or say that it was sent."""
    person = user_of(request)
    found = queries.batch_for(person, batch)
    steps: Mapping[str, tuple[Callable[[], object], str]] = {
        "approve": (
            lambda: actions.approve(person, batch=found, now=now()),
            _("Approved. The file for the bank is here once it is posted."),
        ),
        "cancel": (lambda: actions.cancel(person, batch=found, now=now()), _("Cancelled. Nothing was paid.")),
        "sent": (
            lambda: actions.mark_sent(person, batch=found, now=now()),
            _("Now the bank's answer is awaited."),
        ),
    }
    action, said = steps.get(request.POST.get("step", ""), (_nothing, ""))
    return (
        done(request, action, said, reverse("payout-batch", args=[found.uid]))
        if said
        else redirect("payouts")
    )


@signed_in
@require_POST
def export(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The file with everybody's account: who took it is written down."""
    person = user_of(request)
    found = queries.batch_for(person, batch)
    try:
        actions.note_export(person, batch=found, now=now())
        message = queries.message_of(found)
    except Refused as refused_:
        for reason in refused_.reasons:
            messages.error(request, reason.said)
        return redirect("payout-batch", found.uid)
    is_csv = request.POST.get("format") == "csv"
    content: bytes = as_csv(message).encode() if is_csv else as_xml(message)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8" if is_csv else "application/xml")
    name = f"{found.message_id}.{'csv' if is_csv else 'xml'}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@signed_in
@require_POST
def answer(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The bank's file, taken as a whole or not at all."""
    person = user_of(request)
    found = queries.batch_for(person, batch)
    file = request.FILES.get("file")
    return done(
        request,
        lambda: take_answer(person, batch=found, content=_read(file), now=now()),
        _("Taken. What came back is available again."),
        reverse("payout-batch", args=[found.uid]),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def accounts(request: HttpRequest) -> HttpResponse:
    """From which account each currency is paid."""
    person = user_of(request)
    queries.require_payouts(person)
    form = Filled(dict.fromkeys(ACCOUNT_FIELDS, ""))
    if request.method == "POST":
        texts = texts_of(request.POST, ACCOUNT_FIELDS)
        payer = Payee(texts["holder"], texts["iban"], texts["bic"])
        try:
            set_paying_account(person, currency=texts["currency"].upper(), payer=payer, now=now())
        except Refused as why:
            form = refused(texts, why, ACCOUNT_FIELDS)
        else:
            messages.success(request, _("Kept. The next file says so."))
            return redirect("payout-accounts")
    context = {
        "part": "payouts",
        "accounts": list(paying_accounts().values()),
        "form": form,
        "may_set": may(person, Permission.APPROVE_PAYOUTS),
    }
    return render(request, "web/money/payout_accounts.html", context, status=form.status)


def terms_in(least: str, pay_on: date) -> Terms:
    """10 EUR, 12.50 USD."""
    found: dict[str, int] = {}
    for part in least.split(","):
        if part.strip():
            matched = _LEAST.fullmatch(part)
            micro = micro_of(matched[1].strip()) if matched else None
            found[matched[2].upper() if matched else part.strip()[:3]] = NO_AMOUNT if micro is None else micro
    return Terms(found, pay_on)


def _terms(texts: Mapping[str, str]) -> Terms:
    try:
        pay_on = date.fromisoformat(texts["pay_on"])
    except ValueError:
        pay_on = date.min
    return terms_in(texts["least"], pay_on)


def _read(file: object) -> bytes:
    if not isinstance(file, UploadedFile):
        raise Refused(UNREADABLE(field="file", why="there is none."))
    if (file.size or 0) > MOST_BYTES:
        raise Refused(UNREADABLE(field="file", why="it is too large."))
    return bytes(file.read())


def _nothing() -> None:
    return None
