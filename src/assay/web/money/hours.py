"""Approved hours and what they came to, by site and week."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assay.kit.clock import now
from assay.money.queries.hours import HALF_A_YEAR, HourWeek, hour_weeks
from assay.web.money.amounts import amount
from assay.web.requests import signed_in, user_of

HOUR = 3600


@dataclass(frozen=True, slots=True)
class ShownHours:
    week: HourWeek
    hours: float
    paid_hours: float
    earned: str


@signed_in
@require_GET
def hours(request: HttpRequest) -> HttpResponse:
    """Half a year, the newest week first."""
    today = now().date()
    found = hour_weeks(user_of(request), since=today - HALF_A_YEAR, until=today + timedelta(days=1))
    context = {"part": "hours", "weeks": [_shown(each) for each in found]}
    return render(request, "web/money/hours.html", context)


def _shown(each: HourWeek) -> ShownHours:
    earned = amount(each.micro, each.currency) if each.currency else ""
    return ShownHours(each, each.seconds / HOUR, each.paid_seconds / HOUR, earned)
