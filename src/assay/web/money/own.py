"""A contributor's own earnings: totals, by project and week, judgment by judgment, and as a statement."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from assay.kit.clock import now, working_day
from assay.kit.csv_safety import guard
from assay.kit.money import text_of
from assay.kit.reasons import NotFound
from assay.money.queries import earnings as queries
from assay.money.queries.earnings import Piece, Totals, Week
from assay.money.queries.payees import own_details
from assay.money.queries.payouts import own_payouts
from assay.money.queries.statements import months_of
from assay.web.money.amounts import amount
from assay.web.money.statement import shown_payouts
from assay.web.requests import signed_in, user_of

WEEKS = 26
AT_ONCE = 100
MOST_PAYOUTS = 12
HOUR = 3600
COLUMNS = ("week", "project", "judgments", "active_hours", "currency", "earned")


@dataclass(frozen=True, slots=True)
class ShownTotals:
    earned: str
    available: str
    pending: str
    this_week: str
    hourly: str


@dataclass(frozen=True, slots=True)
class ShownWeek:
    week: Week
    hours: float
    earned: str
    hourly: str


@dataclass(frozen=True, slots=True)
class ShownPiece:
    piece: Piece
    pays: str


@signed_in
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """What was earned, what can be paid out, and what an hour came to."""
    person = user_of(request)
    contributor = queries.own_contributor(person)
    today = working_day(now(), person.time_zone)
    monday = today - timedelta(days=today.weekday())
    weeks = queries.weeks(contributor, since=monday - timedelta(weeks=WEEKS), until=today)
    found = queries.totals(contributor, week_on=monday, month_on=today - timedelta(days=28))
    context = {
        "employer": contributor.vendor,
        "totals": [_shown_totals(each) for each in found],
        "weeks": [_shown_week(each) for each in weeks],
        "months": _months(weeks),
        "payouts": shown_payouts(list(own_payouts(contributor)[:MOST_PAYOUTS])),
        "statements": months_of(contributor, today),
        "paid_to": own_details(contributor),
    }
    return render(request, "web/money/own.html", context)


@signed_in
@require_GET
def week(request: HttpRequest, project: UUID, week_on: str) -> HttpResponse:
    """Every judgment of a project's week that has or had pay."""
    contributor = queries.own_contributor(user_of(request))
    monday = _monday(week_on)
    found = queries.earned_project(contributor, project)
    asked = request.GET.get("page", "")
    number = max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    skip = (number - 1) * AT_ONCE
    pieces = queries.pieces(contributor, found, monday, most=AT_ONCE + 1, skip=skip)
    context = {
        "project": found,
        "week_on": monday,
        "until": monday + timedelta(days=6),
        "pieces": [ShownPiece(each, amount(each.micro, each.currency)) for each in pieces[:AT_ONCE]],
        "number": number,
        "has_next": len(pieces) > AT_ONCE,
    }
    return render(request, "web/money/week.html", context)


@signed_in
@require_GET
def statement(request: HttpRequest) -> HttpResponse:
    """The weeks that ended in a month (or go on in it), as CSV for one's own books."""
    contributor = queries.own_contributor(user_of(request))
    month = _month(request.GET.get("month", ""))
    until = (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    weeks = queries.weeks(contributor, since=month - timedelta(days=1), until=until)
    response = HttpResponse(_csv(weeks), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="earnings-{month:%Y-%m}.csv"'
    return response


def _csv(weeks: list[Week]) -> str:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    writer.writerows(_row(each) for each in weeks)
    return written.getvalue()


def _row(each: Week) -> Iterator[object]:
    yield each.week_on.isoformat()
    yield guard(each.name)
    yield each.n
    yield round(each.seconds / HOUR, 2)
    yield each.currency
    yield text_of(max(0, each.micro))


def _shown_totals(each: Totals) -> ShownTotals:
    return ShownTotals(
        amount(each.earned, each.currency),
        amount(each.available, each.currency),
        amount(each.pending, each.currency),
        amount(each.this_week, each.currency),
        _hourly(each.hourly, each.currency),
    )


def _shown_week(each: Week) -> ShownWeek:
    return ShownWeek(
        each, each.seconds / HOUR, amount(each.micro, each.currency), _hourly(each.hourly, each.currency)
    )


def _hourly(micro: int | None, currency: str) -> str:
    """To the cent: an hour is an estimate, its millionths are noise."""
    return _("not measured yet") if micro is None else amount(round(micro, -4), currency)


def _months(weeks: list[Week]) -> list[date]:
    return sorted({each.week_on.replace(day=1) for each in weeks}, reverse=True)[:6]


def _monday(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise NotFound from None
    return found - timedelta(days=found.weekday())


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise NotFound from None
