"""One's own time: shifts to come, the week, and breaks one says oneself."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.kit.reasons import NotFound
from assay.people.actions.time import say_time
from assay.people.models import Contributor, User
from assay.people.queries.time import coming_shifts, week_of
from assay.people.rules.time import OWN_WORDS
from assay.web.requests import done, signed_in, user_of
from assay.web.timekeeping.reading import day_in, kind_in, monday_of, span_on
from assay.web.timekeeping.shown import HOUR, WORDS, bars, hour_marks, hours_by_kind, shift_bars


@signed_in
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """This week, day by day."""
    me, now = _me(user_of(request)), the_time()
    zone = _zone(me)
    monday = monday_of(request.GET.get("week", ""), zone, now)
    week = week_of([me], zone, monday)[0]
    context = {
        "me": me,
        "zone": zone,
        "monday": monday,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7) if monday + timedelta(days=7) <= now.date() else None,
        "week": week,
        "hours": week.tally.paid / HOUR,
        "days": [
            (
                day,
                day.tally.paid / HOUR,
                bars(day),
                shift_bars(day),
                hour_marks(day),
                hours_by_kind(day.tally),
            )
            for day in week.days
            if day.sheet or day.shifts
        ],
        "coming": coming_shifts(me, now),
        "choices": [(kind.value, _(WORDS[kind])) for kind in WORDS if kind in OWN_WORDS],
        "today": now,
    }
    return render(request, "web/timekeeping/own.html", context)


@signed_in
@require_POST
def say(request: HttpRequest) -> HttpResponse:
    person, now = user_of(request), the_time()
    me = _me(person)

    def write() -> None:
        posted = request.POST
        on = day_in(posted.get("day", ""), field="day")
        started_at, ended_at = span_on(on, posted.get("start", ""), posted.get("end", ""), _zone(me))
        say_time(
            person,
            contributor=me,
            kind=kind_in(posted.get("kind", "")),
            started_at=started_at,
            ended_at=ended_at,
            reason=posted.get("reason", ""),
            now=now,
        )

    return done(request, write, _("Saved."), reverse("own-time"))


def _me(person: User) -> Contributor:
    """Paid hours belong to sites: whoever works by the piece has no such page."""
    me = Contributor.objects.select_related("site").filter(user=person, site__isnull=False).first()
    if me is None:
        raise NotFound
    return me


def _zone(me: Contributor) -> str:
    return me.site.time_zone if me.site else "UTC"
