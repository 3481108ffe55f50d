"""Clocks as they are kept, as the clock of `kit` that counts, and what is late."""

from datetime import datetime

from django.db.models import QuerySet

from assay.kit.calendars import Calendar
from assay.kit.calendars_clock import Pause, SlaClock
from assay.kit.clock import is_zone
from assay.support.models import Ticket, TicketClock
from assay.support.queries.terms import hours_of
from assay.support.rules.categories import TERMS
from assay.support.rules.clocks import around_the_clock, office_hours

WAITED = "waited for the person"


def calendar_of(ticket: Ticket) -> Calendar:
    """Of the person's site, else of where they are."""
    if TERMS[ticket.category].is_around_the_clock:
        return around_the_clock()
    site = ticket.contributor.site if ticket.contributor else None
    zone = site.time_zone if site else ticket.author.time_zone
    return office_hours(zone if is_zone(zone) else "UTC", hours_of(site))


def counting(clock: TicketClock, calendar: Calendar) -> SlaClock:
    pauses = tuple(
        Pause(WAITED, each.begins_at, each.ends_at) for each in clock.pauses.order_by("begins_at", "pk")
    )
    return SlaClock(calendar, clock.target_hours * 3600, clock.started_at, pauses, clock.stopped_at)


def overdue_clocks(now: datetime) -> QuerySet[TicketClock]:
    """Running clocks whose time is over."""
    return TicketClock.objects.filter(stopped_at=None, is_paused=False, due_at__lte=now).order_by("pk")
