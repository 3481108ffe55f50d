"""Tickets as pages show them. Who asked sees who answered by first name and role, and nothing else of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from assay.people.enums import Role
from assay.support.enums import ClockKind, TicketCategory, TicketState
from assay.support.models import Ticket, TicketClock, TicketFile, TicketMessage
from assay.support.rules.names import first_name

TONES = {TicketState.OPEN: "busy", TicketState.WAITING: "warn", TicketState.SOLVED: "good"}


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """`role` is empty for the person who asked."""

    who: str
    role: str
    is_own: bool
    is_internal: bool
    text: str
    at: datetime
    files: Sequence[TicketFile]


@dataclass(frozen=True, slots=True)
class OwnTicket:
    uid: UUID
    subject: str
    category: str
    state: str
    tone: str
    is_running: bool
    is_solved: bool
    changed_at: datetime
    answer_by: datetime | None


def own_row(ticket: Ticket) -> OwnTicket:
    """`answer_by` is told as long as nobody has answered."""
    state = TicketState(ticket.state)
    clock = clock_of(ticket, ClockKind.ANSWER) if ticket.answered_at is None else None
    return OwnTicket(
        uid=ticket.uid,
        subject=ticket.subject,
        category=_(str(TicketCategory(ticket.category).label)),
        state=_(str(state.label)),
        tone=TONES.get(state, ""),
        is_running=state in {TicketState.OPEN, TicketState.WAITING},
        is_solved=state == TicketState.SOLVED,
        changed_at=ticket.changed_at,
        answer_by=clock.due_at if clock else None,
    )


def clock_of(ticket: Ticket, kind: ClockKind) -> TicketClock | None:
    """Among those that were fetched with it."""
    return next((each for each in ticket.clocks.all() if each.kind == kind), None)


def own_message(message: TicketMessage) -> ShownMessage:
    """As the person who asked reads it."""
    is_own = not message.role
    return ShownMessage(
        who=_("You") if is_own else first_name(message.by.name),
        role=role_name(message.role),
        is_own=is_own,
        is_internal=False,
        text=message.text,
        at=message.at,
        files=list(message.files.all()),
    )


def role_name(role: str) -> str:
    return _(str(Role(role).label)) if role else ""
