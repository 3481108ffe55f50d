"""Entries by hand: the form, what waits for a second pair of eyes, and what became of the others."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.money import micro_of
from assay.kit.reasons import Refused
from assay.money.actions import manual as actions
from assay.money.actions.manual import Wanted
from assay.money.enums import AccountKind
from assay.money.queries import ledger as queries
from assay.money.queries.accounts import Named
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.web.money import shown
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import done, page_of, signed_in, user_of

FIELDS = ("debit", "debit_of", "credit", "credit_of", "amount", "currency", "booked_on", "reason")


@signed_in
@require_http_methods(["GET", "POST"])
def entries(request: HttpRequest) -> HttpResponse:
    """The list, and the form for who may propose."""
    person, moment = user_of(request), now()
    queries.require_ledger(person)
    today = moment.date()
    form = Filled(dict.fromkeys(FIELDS, "") | {"booked_on": today.isoformat(), "currency": "EUR"})
    if request.method == "POST":
        texts = texts_of(request.POST, FIELDS)
        try:
            actions.propose(person, wanted=_wanted(texts, today), now=moment)
        except Refused as why:
            form = refused(texts, why, FIELDS)
        else:
            messages.success(request, _("Proposed. It is posted when somebody else approves it."))
            return redirect("ledger-manual")
    page = page_of(request, queries.manual_entries())
    may_approve = may(person, Permission.APPROVE_MANUAL)
    context = {
        "part": "manual",
        "page": page,
        "entries": [shown.shown_manual(each, person, may_approve=may_approve) for each in page],
        "form": form,
        "kinds": [(value, _(str(label))) for value, label in AccountKind.choices],
        "today": today,
        "may_propose": may(person, Permission.POST_MANUAL),
    }
    return render(request, "web/money/manual.html", context, status=form.status)


@signed_in
@require_POST
def decide(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Approved, it stands in the ledger at once."""
    person = user_of(request)
    found = queries.manual_for(person, entry)
    given = texts_of(request.POST, ("decision", "ruling"))
    is_approved = given["decision"] == "approve"
    said = _("Approved and posted.") if is_approved else _("Rejected. Nothing was posted.")
    return done(
        request,
        lambda: actions.decide(
            person, entry=found, is_approved=is_approved, ruling=given["ruling"], now=now()
        ),
        said,
        reverse("ledger-manual"),
    )


@signed_in
@require_POST
def withdraw(request: HttpRequest, entry: UUID) -> HttpResponse:
    """The own proposal."""
    person = user_of(request)
    found = queries.manual_for(person, entry)
    return done(
        request,
        lambda: actions.withdraw(person, entry=found, now=now()),
        _("Withdrawn. Nothing was posted."),
        reverse("ledger-manual"),
    )


@signed_in
@require_POST
def reverse_posting(request: HttpRequest, posting: UUID) -> HttpResponse:
    """Its mirror waits for a second pair of eyes like any other entry."""
    person = user_of(request)
    found = queries.posting_for(person, posting)
    (reason,) = texts_of(request.POST, ("reason",)).values()
    return done(
        request,
        lambda: actions.propose_reversal(person, posting=found, reason=reason, now=now()),
        _("Proposed. It is posted when somebody else approves it."),
        reverse("ledger-manual"),
    )


def _wanted(texts: Mapping[str, str], today: date) -> Wanted:
    return Wanted(
        debit=Named(texts["debit"], texts["debit_of"]),
        credit=Named(texts["credit"], texts["credit_of"]),
        micro=micro_of(texts["amount"]),
        currency=texts["currency"].upper(),
        booked_on=_day(texts["booked_on"], today),
        reason=texts["reason"],
    )


def _day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today
