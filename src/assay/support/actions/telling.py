"""Who is told what of a ticket. What somebody wrote stays in it: letters say only that there is something to read."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop as _

from assay.kit.clock import is_zone
from assay.people.actions.inbox import tell
from assay.people.models import User
from assay.support.enums import TicketCategory
from assay.support.models import Ticket
from assay.support.queries.staff import answering


def tell_author(ticket: Ticket, *, is_solved: bool, now: datetime) -> None:
    sentence = _("Your ticket was answered and is solved") if is_solved else _("Your ticket was answered")
    _to_author(ticket, sentence, {}, now)


def tell_silent(ticket: Ticket, last: datetime, *, now: datetime) -> None:
    """The day is where the person is."""
    zone = ticket.author.time_zone
    day = last.astimezone(ZoneInfo(zone if is_zone(zone) else "UTC")).date()
    sentence = _("Your ticket is closed on {day} unless you write")
    _to_author(ticket, sentence, {"day": day.isoformat()}, now)


def tell_closed(ticket: Ticket, *, now: datetime) -> None:
    _to_author(
        ticket, _("Your ticket was closed because you wrote nothing; write, and it is open again"), {}, now
    )


def tell_staff(ticket: Ticket, *, by: User | None, sentence: str, now: datetime) -> None:
    """Whom it waits for, except whoever did it."""
    people = [pk for pk in answering(ticket) if by is None or pk != by.pk]
    _to_staff(ticket, people, kind="support.asked", sentence=sentence, now=now)


def tell_late(ticket: Ticket, people: Iterable[int], *, now: datetime) -> None:
    sentence = _("A ticket waited too long: {category}")
    _to_staff(ticket, people, kind="support.late", sentence=sentence, now=now)


def _to_author(ticket: Ticket, sentence: str, about: Mapping[str, str], now: datetime) -> None:
    tell(
        [ticket.author_id],
        kind="support.ticket",
        sentence=sentence,
        about=about,
        address=f"/help/{ticket.uid}/",
        now=now,
    )


def _to_staff(ticket: Ticket, people: Iterable[int], *, kind: str, sentence: str, now: datetime) -> None:
    tell(
        people,
        kind=kind,
        sentence=sentence,
        about={"category": str(TicketCategory(ticket.category).label)},
        address=f"/support/{ticket.uid}/",
        now=now,
    )
