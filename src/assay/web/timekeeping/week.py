"""A site's week: who was at work when, what it comes to, and approving it."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.kit.reasons import Refused
from assay.people.actions.time import approve_days
from assay.people.queries.time import (
    WEEK,
    PersonDay,
    kept_by,
    may_keep_time,
    people_at,
    site_with_time,
    sites_with_time,
    week_of,
)
from assay.people.queries.time_targets import time_targets
from assay.people.rules.time import total
from assay.web.requests import page_of, signed_in, user_of
from assay.web.timekeeping.reading import monday_of
from assay.web.timekeeping.shown import HOUR, shown_groups, shown_people
from assay.web.timekeeping.targets import sees_targets


@signed_in
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """The first site in sight."""
    sites = sites_with_time(user_of(request))
    if sites:
        return redirect("time-week", sites[0].uid)
    return render(request, "web/timekeeping/week.html", {"sites": []})


@signed_in
@require_GET
def week(request: HttpRequest, site: UUID) -> HttpResponse:
    """Everybody of the site who is in sight, by day."""
    person, now = user_of(request), the_time()
    found = site_with_time(person, site)
    monday = monday_of(request.GET.get("week", ""), found.time_zone, now)
    page = page_of(request, people_at(person, found))
    weeks = week_of(page, found.time_zone, monday)
    together = total(each.tally for each in weeks)
    context = {
        "sites": sites_with_time(person),
        "site": found,
        "monday": monday,
        "days": [monday + timedelta(days=nth) for nth in range(WEEK)],
        "before": monday - timedelta(days=WEEK),
        "after": _after(monday, now),
        "page": page,
        "people": shown_people(weeks, now),
        "groups": shown_groups(weeks, time_targets().targets),
        "sees_targets": sees_targets(person),
        "together": together,
        "hours": together.paid / HOUR,
        "n_open": sum(
            1
            for each in weeks
            for day in each.days
            if not day.approved and day.tally.paid and day.period.ended_at <= now
        ),
        "may_keep": may_keep_time(person, found),
    }
    return render(request, "web/timekeeping/week.html", context)


@signed_in
@require_POST
def approve(request: HttpRequest, site: UUID) -> HttpResponse:
    """All days of the week that are over, of everybody whose time this person keeps but themselves."""
    person, now = user_of(request), the_time()
    found = site_with_time(person, site)
    monday = monday_of(request.POST.get("week", ""), found.time_zone, now)
    people = list(kept_by(person).filter(site=found).exclude(user=person).select_related("site"))
    try:
        made = approve_days(person, people=people, first=monday, n_days=WEEK, now=now)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.said)
    else:
        n = len(made)
        messages.success(
            request, ngettext("%(n)s day is approved.", "%(n)s days are approved.", n) % {"n": n}
        )
    return redirect(f"{reverse('time-week', args=[found.uid])}?week={monday.isoformat()}")


def _after(monday: date, now: datetime) -> date | None:
    """Weeks ahead show planned shifts; three months on there is nothing."""
    after = monday + timedelta(days=WEEK)
    return after if after < now.date() + timedelta(days=92) else None


def _is_open(day: PersonDay, now: datetime) -> bool:
    return day.approved is None and day.tally.paid > 0 and day.period.ended_at <= now
