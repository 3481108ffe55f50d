"""Scorecards: every vendor and site with its rank for who sees all, the own ones without it for who leads them."""

from datetime import UTC
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assay.partners.models import Scorecard
from assay.partners.queries.compliance import Proven, unproven
from assay.partners.queries.contracts import levels_on
from assay.partners.queries.scorecards import (
    scorecard,
    scorecards,
    scorecards_by_market,
    sees_all,
    terms_in_force,
)
from assay.people.models import User
from assay.web.partners.compliance import said_of
from assay.web.partners.contract_shown import shown_agreed_levels
from assay.web.partners.scorecards_shown import shown_row
from assay.web.requests import signed_in, user_of


@signed_in
@require_GET
def cards(request: HttpRequest) -> HttpResponse:
    """The newest week, sites beneath their vendors."""
    person = user_of(request)
    rows = [shown_row(each) for each in scorecards(person)]
    in_order = sorted(
        rows, key=lambda each: (each.row.card.vendor.name, each.row.card.vendor_id, _site(each.row.card))
    )
    context = {
        "rows": in_order,
        "run": in_order[0].row.card.run if in_order else None,
        "sees_all": sees_all(person),
    }
    return render(request, "web/partners/scorecards.html", context)


@signed_in
@require_GET
def markets(request: HttpRequest) -> HttpResponse:
    """The newest week, market by market: every site that works for it."""
    person = user_of(request)
    found = {code: [shown_row(each) for each in rows] for code, rows in scorecards_by_market(person).items()}
    run = next((rows[0].row.card.run for rows in found.values()), None)
    context = {"markets": found, "run": run, "sees_all": sees_all(person)}
    return render(request, "web/partners/scorecards_markets.html", context)


@signed_in
@require_GET
def of_site(request: HttpRequest, site: UUID) -> HttpResponse:
    return _card(request, site=site)


@signed_in
@require_GET
def of_vendor(request: HttpRequest, vendor: UUID) -> HttpResponse:
    return _card(request, vendor=vendor)


def _card(request: HttpRequest, **place: UUID) -> HttpResponse:
    person = user_of(request)
    row, of_markets = scorecard(person, **place)
    context = {
        "shown": shown_row(row),
        "card": row.card,
        "markets": [shown_row(each) for each in of_markets],
        "unproven": _unproven(person, row.card),
        "terms": terms_in_force(),
        "agreed": shown_agreed_levels(levels_on(person, row.card)),
        "sees_all": sees_all(person),
    }
    return render(request, "web/partners/scorecard.html", context)


def _unproven(person: User, card: Scorecard) -> list[tuple[Proven, str, str]]:
    """By name what has expired or is missing at the card's end."""
    if card.site is None:
        return []
    found = unproven(person, card.site.uid, card.run.until.astimezone(UTC).date())
    return [(each, *said_of(each.proof)) for each in found]


def _site(card: object) -> str:
    site = getattr(card, "site", None)
    return site.name if site else ""
