"""The ledger: balances and postings, one posting, and its months."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.money.actions.closing import close_month
from assay.money.enums import PostingKind
from assay.money.queries import ledger as queries
from assay.money.queries.periods import months, periods_by_month
from assay.money.rules.periods import parse_month
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.web.money import shown
from assay.web.requests import done, page_of, signed_in, user_of


@signed_in
@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    """What every kind of account holds, and the postings that made it so."""
    queries.require_ledger(user_of(request))
    kind = request.GET.get("kind", "")
    kind = kind if kind in PostingKind.values else ""
    page = page_of(request, queries.postings(kind))
    context = {
        "part": "ledger",
        "balances": [shown.shown_balance(each) for each in queries.balances()],
        "page": page,
        "postings": shown.shown_postings(list(page), queries.totals_of(list(page))),
        "kinds": [(value, _(str(label))) for value, label in PostingKind.choices],
        "kind": kind,
        "kept": f"kind={kind}" if kind else "",
    }
    return render(request, "web/money/ledger.html", context)


@signed_in
@require_GET
def posting(request: HttpRequest, posting: UUID) -> HttpResponse:
    """One posting with its entries, and who stood behind it."""
    person = user_of(request)
    found = queries.posting_for(person, posting)
    manual = getattr(found, "manual", None)
    reversal = getattr(found, "reversal", None)
    context = {
        "part": "ledger",
        "posting": found,
        "kind": _(str(PostingKind(found.kind).label)),
        "entries": [shown.shown_entry(each) for each in queries.entries_of(found)],
        "manual": manual,
        "reversal": reversal,
        "may_reverse": queries.can_be_reversed(found) and may(person, Permission.POST_MANUAL),
    }
    return render(request, "web/money/posting.html", context)


@signed_in
@require_GET
def periods(request: HttpRequest) -> HttpResponse:
    """Months with postings; the earliest open one can be closed."""
    person = user_of(request)
    queries.require_ledger(person)
    may_close = may(person, Permission.CLOSE_PERIOD)
    context = {
        "part": "periods",
        "months": shown.shown_months(months(), periods_by_month(), today=now().date(), may_close=may_close),
    }
    return render(request, "web/money/periods.html", context)


@signed_in
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """For good; a job does the rest."""
    person = user_of(request)
    queries.require_ledger(person)
    month = parse_month(request.POST.get("month", ""))
    if month is None:
        raise NotFound
    return done(
        request,
        lambda: close_month(person, month=month, now=now()),
        _("The month takes no posting any more. Its seal stands here in a moment."),
        reverse("ledger-periods"),
    )
