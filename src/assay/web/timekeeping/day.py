"""One person's day: shift, stretches, what was said of them, and correcting it."""

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.kit.reasons import NotFound
from assay.people.actions.time import approve_days, say_time, withdraw_sheet
from assay.people.models import Contributor, Site, TimeEntry, TimeSheet, User
from assay.people.queries.scope import one_of
from assay.people.queries.time import (
    PersonDay,
    days_of,
    kept_by,
    people_at,
    sheets_of,
    site_with_time,
    statements_of,
)
from assay.web.requests import done, signed_in, user_of
from assay.web.timekeeping.reading import EARLIEST, LATEST, kind_in, span_on
from assay.web.timekeeping.shown import WORDS, bars, hour_marks, hours_by_kind, shift_bars


@signed_in
@require_GET
def day(request: HttpRequest, site: UUID, contributor: UUID, on: date) -> HttpResponse:
    person, now = user_of(request), the_time()
    place, who = _found(person, site, contributor)
    found = _day(who, place, on)
    may_keep = kept_by(person).filter(pk=who.pk).exists() and who.user_id != person.pk
    context = {
        "site": place,
        "who": who,
        "day": found,
        "before": on - timedelta(days=1) if on > EARLIEST else None,
        "after": on + timedelta(days=1) if on < LATEST else None,
        "monday": on - timedelta(days=on.weekday()),
        "bars": bars(found),
        "shift_bars": shift_bars(found),
        "marks": hour_marks(found),
        "kinds": hours_by_kind(found.tally),
        "statements": [(_said(each), each) for each in statements_of(who, found.period)],
        "withdrawn": [each for each in sheets_of(who, on) if each.withdrawn_at],
        "choices": [(kind.value, _(words)) for kind, words in WORDS.items()],
        "may_keep": may_keep,
        "may_approve": may_keep and not found.approved and found.period.ended_at <= now,
    }
    return render(request, "web/timekeeping/day.html", context)


@signed_in
@require_POST
def say(request: HttpRequest, site: UUID, contributor: UUID, on: date) -> HttpResponse:
    """What a stretch was; or, with `approve`, that the day is right."""
    person, now = user_of(request), the_time()
    place, who = _found(person, site, contributor)
    back = reverse("time-day", args=[site, contributor, on])
    if "approve" in request.POST:
        return done(
            request,
            lambda: approve_days(person, people=[who], first=on, n_days=1, now=now),
            _("Approved."),
            back,
        )

    def write() -> None:
        posted = request.POST
        started_at, ended_at = span_on(on, posted.get("start", ""), posted.get("end", ""), place.time_zone)
        say_time(
            person,
            contributor=who,
            kind=kind_in(posted.get("kind", "")),
            started_at=started_at,
            ended_at=ended_at,
            reason=posted.get("reason", ""),
            now=now,
        )

    return done(request, write, _("Written down. What was recorded stays beneath."), back)


@signed_in
@require_POST
def reopen(request: HttpRequest, site: UUID, contributor: UUID, on: date) -> HttpResponse:
    person, now = user_of(request), the_time()
    _place, who = _found(person, site, contributor)
    sheet = _approved(who, on)
    return done(
        request,
        lambda: withdraw_sheet(person, sheet=sheet, why=request.POST.get("why", ""), now=now),
        _("Open again. What was approved stays in the history."),
        reverse("time-day", args=[site, contributor, on]),
    )


def _found(person: User, site: UUID, contributor: UUID) -> tuple[Site, Contributor]:
    place = site_with_time(person, site)
    return place, one_of(people_at(person, place), contributor)


def _day(who: Contributor, place: Site, on: date) -> PersonDay:
    return days_of([who], place.time_zone, on, 1)[0].days[0]


def _approved(who: Contributor, on: date) -> TimeSheet:
    found = next((each for each in sheets_of(who, on) if each.withdrawn_at is None), None)
    if found is None:
        raise NotFound
    return found


def _said(statement: TimeEntry) -> str:
    return _(WORDS[kind_in(statement.kind)])
