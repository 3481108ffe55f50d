"""Who is told what of a ticket. What somebody wrote stays in it: letters say only that there is something to read."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_noop as _

from assay.people.actions.inbox import tell
from assay.people.models import User
from assay.support.enums import TicketCategory
from assay.support.models import Ticket
from assay.support.queries.staff import answering


def tell_author(ticket: Ticket, *, is_solved: bool, now: datetime) -> None:
    sentence = _("Your ticket was answered and is solved") if is_solved else _("Your ticket was answered")
    tell(
        [ticket.author_id],
        kind="support.ticket",
        sentence=sentence,
        about={},
        address=f"/help/{ticket.uid}/",
        now=now,
    )


def tell_staff(ticket: Ticket, *, by: User | None, sentence: str, now: datetime) -> None:
    """Whom it waits for, except whoever did it."""
    people = [pk for pk in answering(ticket) if by is None or pk != by.pk]
    _to_staff(ticket, people, kind="support.asked", sentence=sentence, now=now)


def tell_late(ticket: Ticket, people: Iterable[int], *, now: datetime) -> None:
    sentence = _("A ticket waited too long: {category}")
    _to_staff(ticket, people, kind="support.late", sentence=sentence, now=now)


def _to_staff(ticket: Ticket, people: Iterable[int], *, kind: str, sentence: str, now: datetime) -> None:
    tell(
        people,
        kind=kind,
        sentence=sentence,
        about={"category": str(TicketCategory(ticket.category).label)},
        address=f"/support/{ticket.uid}/",
        now=now,
    )
