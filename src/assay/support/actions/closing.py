"""Tickets whose person says nothing more: reminded once, and then solved by themselves."""

from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.support.actions.clocks import stop_clock
from assay.support.actions.telling import tell_closed, tell_silent
from assay.support.enums import ClockKind, StepKind, TicketState
from assay.support.models import Ticket, TicketStep
from assay.support.queries.silence import closes_at, long_silent, silence_of
from assay.support.queries.terms import terms_of
from assay.support.rules.closing import Closing, closing_of


def close_silent(*, now: datetime) -> int:
    """Remind and close what is due; how many. Writing in a closed ticket opens it again."""
    return sum(_take(pk, now) for pk in list(long_silent(now).values_list("pk", flat=True)))


def _take(ticket_id: int, now: datetime) -> bool:
    with transaction.atomic():
        act_as(None)
        waiting = Ticket.objects.filter(pk=ticket_id, state=TicketState.WAITING)
        ticket = waiting.select_for_update(no_key=True, skip_locked=True, of=["self"]).first()
        silence = silence_of(ticket) if ticket else None
        if ticket is None or silence is None:
            return False
        due = closing_of(silence, terms_of(ticket.category).closes_after_days, now)
        if due == Closing.REMIND:
            _remind(ticket, now)
        elif due == Closing.CLOSE:
            _close(ticket, now)
        return due != Closing.NOTHING


def _remind(ticket: Ticket, now: datetime) -> None:
    TicketStep.objects.create(ticket=ticket, kind=StepKind.REMINDED, at=now)
    last = closes_at(ticket)
    if last is not None:
        tell_silent(ticket, last, now=now)


def _close(ticket: Ticket, now: datetime) -> None:
    for kind in ClockKind:
        stop_clock(ticket, kind, now=now)
    ticket.state, ticket.solved_at, ticket.changed_at = TicketState.SOLVED, now, now
    ticket.save(update_fields=["state", "solved_at", "changed_at"])
    TicketStep.objects.create(ticket=ticket, kind=StepKind.SOLVED, at=now)
    tell_closed(ticket, now=now)
