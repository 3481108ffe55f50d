"""When one offers to work, phone first; and what one is assigned to this week and the next."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.kit.clock import working_day
from assay.kit.reasons import NotFound
from assay.people.actions.hours import clear_day_hours, set_day_hours, set_weekly_hours
from assay.people.models import Contributor, User
from assay.people.queries.contracted import contracted_week
from assay.people.queries.hours import own_hours
from assay.people.rules.hours import read_minutes
from assay.planning.queries.allocations import assigned_weeks
from assay.web.requests import done, signed_in, user_of
from assay.web.templatetags.figures import figure
from assay.web.timekeeping.reading import day_in


@dataclass(frozen=True, slots=True)
class ShownDay:
    day_on: date
    hours: float


@signed_in
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """The usual week, days that are different, and one's projects with their hours."""
    person = user_of(request)
    me = _me(person)
    today = working_day(the_time(), person.time_zone)
    found = own_hours(me, today)
    usual = found.usual or [0] * 7
    context = {
        "week": [
            (nth, name, figure(usual[nth] / 60, 2) if usual[nth] else "") for nth, name in WEEKDAYS.items()
        ],
        "is_said": found.usual is not None,
        "total": sum(usual) / 60,
        "other": [ShownDay(each.day_on, each.minutes / 60) for each in found.other],
        "today": today,
        "assigned": assigned_weeks(me, today),
        "contracted": contracted_week(me, the_time()),
    }
    return render(request, "web/timekeeping/own_hours.html", context)


@signed_in
@require_POST
def week(request: HttpRequest) -> HttpResponse:
    person, posted = user_of(request), request.POST
    me = _me(person)
    minutes = [read_minutes(posted.get(f"hours-{nth}", "")) for nth in range(7)]
    return done(
        request,
        lambda: set_weekly_hours(person, contributor=me, minutes=minutes, now=the_time()),
        _("Saved."),
        reverse("own-hours"),
    )


@signed_in
@require_POST
def days(request: HttpRequest) -> HttpResponse:
    """From a day to a day; only the first given is that day alone."""
    person, posted = user_of(request), request.POST
    me = _me(person)

    def write() -> None:
        first = day_in(posted.get("first", ""), field="first")
        last = day_in(posted["last"], field="last") if posted.get("last", "").strip() else first
        minutes = read_minutes(posted.get("hours", ""))
        set_day_hours(person, contributor=me, first=first, last=last, minutes=minutes, now=the_time())

    return done(request, write, _("Saved."), reverse("own-hours"))


@signed_in
@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """The usual week holds again on that day."""
    person = user_of(request)
    me = _me(person)
    return done(
        request,
        lambda: clear_day_hours(
            person, contributor=me, day_on=day_in(request.POST.get("day", ""), field="day")
        ),
        _("Saved."),
        reverse("own-hours"),
    )


def _me(person: User) -> Contributor:
    me = Contributor.objects.select_related("site", "user").filter(user=person).first()
    if me is None:
        raise NotFound
    return me
