"""Working times that clocks count in, as people fill them in: days, from, until, holidays."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.intake.actions.calendars import create_calendar
from assay.intake.queries.people import calendars
from assay.intake.queries.scope import may_take_part
from assay.kit.models import BusinessCalendar
from assay.kit.reasons import NotFound, Refused
from assay.web.requests import signed_in, user_of

WORKDAYS = frozenset({"0", "1", "2", "3", "4"})


@dataclass(frozen=True, slots=True)
class ShownCalendar:
    """`hours` is one line per stretch of days."""

    name: str
    zone: str
    hours: list[str]
    n_holidays: int


@signed_in
@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """One stretch of hours on the chosen days."""
    person = user_of(request)
    if not may_take_part(person):
        raise NotFound
    form = request.POST
    shift = [[form.get("begins", ""), form.get("ends", "")]]
    holidays = [each.strip() for each in form.get("holidays", "").splitlines() if each.strip()]
    try:
        create_calendar(
            person,
            name=form.get("name", ""),
            zone=form.get("zone", "").strip(),
            hours={day: shift for day in form.getlist("day") if day in weekdays_by_key()},
            holidays=holidays,
        )
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.said)
    else:
        messages.success(request, _("The working time is there: choose it in a request."))
    return redirect("request-levels")


def shown_calendars() -> list[ShownCalendar]:
    """By name."""
    return [
        ShownCalendar(each.name, each.zone, _lines(each), len(each.holidays)) for each in calendars()[:100]
    ]


def weekdays_by_key() -> dict[str, str]:
    """0, Monday, to 6, Sunday."""
    return {str(day): str(name) for day, name in WEEKDAYS_ABBR.items()}


def _lines(calendar: BusinessCalendar) -> list[str]:
    """Days with the same hours in one line."""
    names, days = weekdays_by_key(), dict[str, list[str]]()
    for day, shifts in sorted(calendar.hours.items()):
        hours = ", ".join(f"{begins}–{ends}" for begins, ends in shifts)
        days.setdefault(hours, []).append(names.get(day, day))
    return [f"{' '.join(each)}: {hours}" for hours, each in days.items()]
