"""The in-app inbox."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from assay.people.models import InboxMessage, User


def send_message(
    user_ids: Iterable[int], *, kind: str, title: str, now: datetime, body: str = "", address: str = ""
) -> int:
    """Tell people something; how many messages."""
    messages = [
        InboxMessage(user_id=pk, kind=kind, title=title[:200], body=body, address=address, sent_at=now)
        for pk in user_ids
    ]
    return len(InboxMessage.objects.bulk_create(messages, batch_size=1000))


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
    return len(InboxMessage.objects.bulk_create(messages, batch_size=1000))


def mark_read(user: User, *, now: datetime, uid: UUID | None = None) -> int:
    """Mark one message, or all, as read; how many were unread."""
    unread = InboxMessage.objects.filter(user=user, read_at=None)
    if uid is not None:
        unread = unread.filter(uid=uid)
    return unread.update(read_at=now)
