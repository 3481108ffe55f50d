"""Tickets that wait for the person, since when, and when they count as solved."""

from datetime import datetime, timedelta

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from assay.support.enums import StepKind, TicketState
from assay.support.models import Ticket, TicketMessage, TicketStep
from assay.support.queries.terms import terms_in_force, terms_of
from assay.support.rules.closing import NOTICE, Silence, closes_on

MOST = 500


def silence_of(ticket: Ticket) -> Silence | None:
    """None: the ticket does not wait for the person."""
    if ticket.state != TicketState.WAITING:
        return None
    told = ticket.messages.filter(is_internal=False).order_by("-at", "-pk").first()
    reminded = ticket.steps.filter(kind=StepKind.REMINDED).order_by("-at", "-pk").first()
    return Silence(told.at if told else ticket.opened_at, reminded.at if reminded else None)


def closes_at(ticket: Ticket) -> datetime | None:
    """When it counts as solved unless the person writes; None: never by itself."""
    silence = silence_of(ticket)
    return closes_on(silence, terms_of(ticket.category).closes_after_days) if silence else None


def long_silent(now: datetime) -> QuerySet[Ticket]:
    """Those for which something may be due: the rule decides which, of at most 500."""
    due = Q(pk__in=[])
    for each in terms_in_force():
        if each.terms.closes_after_days is not None:
            last = now - timedelta(days=each.terms.closes_after_days)
            is_new = Q(reminded_at=None) | Q(reminded_at__lt=F("since"))
            due |= Q(category=each.category, since__lte=last + NOTICE) & (is_new | Q(since__lte=last))
    # Since when the person was last told something: a note among staff is nothing to answer.
    told = TicketMessage.objects.filter(ticket=OuterRef("pk"), is_internal=False).order_by("-at", "-pk")
    reminded = TicketStep.objects.filter(ticket=OuterRef("pk"), kind=StepKind.REMINDED).order_by("-at", "-pk")
    waiting = Ticket.objects.filter(state=TicketState.WAITING).annotate(
        since=Subquery(told.values("at")[:1]), reminded_at=Subquery(reminded.values("at")[:1])
    )
    return waiting.filter(due).order_by("pk")[:MOST]
