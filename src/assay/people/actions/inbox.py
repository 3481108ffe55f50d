"""The in-app inbox; what goes in is also queued to leave, on the ways and as soon as each person wants."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from assay.people.actions.queueing import queue_notices
from assay.people.models import InboxMessage, User
from assay.people.queries.recipients import recipients_of


def send_message(
    user_ids: Iterable[int], *, kind: str, title: str, now: datetime, body: str = "", address: str = ""
) -> int:
    """Tell people something; how many messages."""
    messages = [
        InboxMessage(user_id=pk, kind=kind, title=title[:200], body=body, address=address, sent_at=now)
        for pk in user_ids
    ]
    return _put(messages, kind=kind, now=now)


def tell(
    user_ids: Iterable[int],
    *,
    kind: str,
    sentence: str,
    about: Mapping[str, str | int],
    now: datetime,
    lines: Iterable[str] = (),
    address: str = "",
) -> int:
    """The same in sentences of the catalogues, which everybody reads in their own language."""
    lines = list(lines)
    messages = [
        InboxMessage(
            user_id=pk,
            kind=kind,
            title=sentence.format_map(about)[:200],
            body="\n".join(lines).format_map(about),
            told={"title": sentence, "lines": lines, "about": dict(about)},
            address=address,
            sent_at=now,
        )
        for pk in user_ids
    ]
    return _put(messages, kind=kind, now=now)


def mark_read(user: User, *, now: datetime, uid: UUID | None = None) -> int:
    """Mark one message, or all, as read; how many were unread."""
    unread = InboxMessage.objects.filter(user=user, read_at=None)
    if uid is not None:
        unread = unread.filter(uid=uid)
    return unread.update(read_at=now)


def settle_told(kind: str, addresses: Iterable[str], *, now: datetime) -> int:
    """What was told of is over: whoever has not read it need not any more; how many messages."""
    waiting = InboxMessage.objects.filter(kind=kind, address__in=list(addresses), read_at=None)
    return waiting.update(read_at=now)


def _put(messages: list[InboxMessage], *, kind: str, now: datetime) -> int:
    """The messages and what leaves of them, or neither. Who switched a kind off finds it, but already read."""
    with transaction.atomic():
        people = recipients_of({each.user_id for each in messages}, kind)
        for each in messages:
            if each.user_id in people and not people[each.user_id].wants_inbox:
                each.read_at = now
        made = InboxMessage.objects.bulk_create(messages, batch_size=1000)
        queue_notices(made, people, now=now)
    return len(made)
