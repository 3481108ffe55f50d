"""Clocks as they are kept, as the clock of `kit` that counts, and what is late."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from assay.intake.enums import RequestState
from assay.intake.models import Request, RequestClock, ServiceLevel
from assay.intake.rules.clocks import AROUND_THE_CLOCK, CLOCKED, USUAL_HOURS
from assay.kit.calendars import Calendar
from assay.kit.calendars_clock import Pause, SlaClock


@dataclass(frozen=True, slots=True)
class Level:
    """How long a state may last, and since when that is so; `changed_at` is None for what Assay brings."""

    state: RequestState
    hours: int | None
    changed_at: datetime | None


def levels() -> list[Level]:
    """Of every state that has a clock, in the order of the states."""
    kept = {each.state: each for each in ServiceLevel.objects.all()}
    return [
        Level(state, kept[state].hours, kept[state].changed_at)
        if state in kept
        else Level(state, USUAL_HOURS[state], None)
        for state in CLOCKED
    ]


def hours_of(state: str) -> int | None:
    """None: the state has no clock."""
    return next((each.hours for each in levels() if each.state == state), None)


def calendar_of(request: Request) -> Calendar:
    return request.calendar.calendar() if request.calendar else AROUND_THE_CLOCK


def counting(clock: RequestClock, calendar: Calendar) -> SlaClock:
    """The clock of a service level, as everything that happened to this one makes it."""
    pauses = tuple(
        Pause(each.reason, each.begins_at, each.ends_at) for each in clock.pauses.order_by("begins_at", "pk")
    )
    return SlaClock(calendar, clock.target_hours * 3600, clock.started_at, pauses, clock.stopped_at)


def clock_now(request: Request) -> RequestClock | None:
    """The clock that counts for the state the request is in; of a request that clarifies, the one that is paused."""
    running = request.clocks.filter(stopped_at=None)
    if request.state == RequestState.CLARIFYING:
        return running.filter(is_paused=True).order_by("-pauses__begins_at").first()
    return running.filter(state=request.state).first()


def overdue_clocks(now: datetime) -> QuerySet[RequestClock]:
    """Running clocks whose time is over."""
    return RequestClock.objects.filter(stopped_at=None, is_paused=False, due_at__lte=now).order_by("pk")
