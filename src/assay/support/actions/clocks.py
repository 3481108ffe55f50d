"""The two clocks of a ticket, and what happens when one runs out."""

from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.support.actions.telling import tell_late
from assay.support.enums import ClockKind, StepKind
from assay.support.models import Ticket, TicketClock, TicketPause, TicketStep
from assay.support.queries.clocks import calendar_of, counting, overdue_clocks
from assay.support.queries.staff import manned_levels
from assay.support.queries.terms import terms_of
from assay.support.rules.categories import next_level


def start_clocks(ticket: Ticket, *, now: datetime) -> None:
    """Both, when a ticket is opened."""
    terms = terms_of(ticket.category)
    for kind in ClockKind.values:
        hours = terms.hours(kind)
        clock = TicketClock.objects.create(ticket=ticket, kind=kind, target_hours=hours, started_at=now)
        clock.due_at = counting_from(clock, ticket, now)
        clock.save(update_fields=["due_at"])


def stop_clock(ticket: Ticket, kind: ClockKind, *, now: datetime) -> None:
    """What was due is done. A paused clock stops where it was paused."""
    for clock in ticket.clocks.filter(kind=kind, stopped_at=None):
        clock.pauses.filter(ends_at=None).update(ends_at=now)
        _note_breach(clock, now)
        clock.stopped_at, clock.is_paused, clock.due_at = now, False, None
        clock.save()


def pause_solution(ticket: Ticket, *, now: datetime) -> None:
    """From now on it is the person who is waited for."""
    for clock in ticket.clocks.filter(kind=ClockKind.SOLUTION, stopped_at=None, is_paused=False):
        _note_breach(clock, now)
        TicketPause.objects.create(clock=clock, begins_at=now)
        clock.is_paused, clock.due_at = True, None
        clock.save()


def resume_solution(ticket: Ticket, *, now: datetime) -> None:
    """The person wrote: the clock goes on where it stood. Of a solved ticket, the time it was solved counts nothing."""
    for clock in ticket.clocks.filter(kind=ClockKind.SOLUTION):
        if clock.stopped_at is not None:
            TicketPause.objects.create(clock=clock, begins_at=clock.stopped_at, ends_at=now)
        clock.pauses.filter(ends_at=None).update(ends_at=now)
        clock.stopped_at, clock.is_paused = None, False
        clock.due_at = counting_from(clock, ticket, now)
        clock.save()


def restart_clocks(ticket: Ticket, *, now: datetime) -> None:
    """Under another category: from when they were started, by what it asks."""
    terms = terms_of(ticket.category)
    for clock in ticket.clocks.filter(stopped_at=None):
        clock.target_hours = terms.hours(clock.kind)
        clock.due_at = None if clock.is_paused else counting_from(clock, ticket, now)
        clock.save()


def counting_from(clock: TicketClock, ticket: Ticket, now: datetime) -> datetime | None:
    """When it runs out, as known now."""
    calendar = calendar_of(ticket)
    return counting(clock, calendar).due_at(now)


def take_late_up(*, now: datetime) -> int:
    """What waited too long goes to the next level, once for each clock; how many."""
    late = list(overdue_clocks(now).filter(told_at=None)[:500].values_list("pk", flat=True))
    return sum(_take_up(pk, now) for pk in late)


def _take_up(clock_id: int, now: datetime) -> bool:
    with transaction.atomic():
        act_as(None)
        waiting = overdue_clocks(now).filter(pk=clock_id, told_at=None)
        clock = waiting.select_for_update(no_key=True, skip_locked=True, of=["self"]).first()
        if clock is None:
            return False
        clock.breached_at, clock.told_at = clock.breached_at or clock.due_at, now
        clock.save(update_fields=["breached_at", "told_at"])
        ticket = Ticket.objects.select_for_update(no_key=True).get(pk=clock.ticket_id)
        levels = manned_levels(ticket.contributor, without=ticket.author_id)
        above = next_level(ticket.category, ticket.level, list(levels))
        if above is not None:
            raise_to(ticket, above, by_step=TicketStep(kind=StepKind.ESCALATED, note="", at=now))
        tell_late(ticket, levels.get(ticket.level, []), now=now)
        return True


def raise_to(ticket: Ticket, level: str, *, by_step: TicketStep) -> None:
    """Nobody of the new level has taken it yet."""
    ticket.level, ticket.assignee, ticket.changed_at = level, None, by_step.at
    ticket.save(update_fields=["level", "assignee", "changed_at"])
    by_step.ticket = ticket
    by_step.note = f"{level}: {by_step.note}" if by_step.note else level
    by_step.save()


def _note_breach(clock: TicketClock, now: datetime) -> None:
    if clock.due_at is not None and clock.due_at < now:
        clock.breached_at = clock.breached_at or clock.due_at
