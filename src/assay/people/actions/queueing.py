"""What leaves Assay is queued in the transaction of the message itself: both are there, or neither."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from assay.people.enums import NoticeChannel, Pace
from assay.people.models import InboxMessage, Notice
from assay.people.queries.recipients import OUTSIDE, Recipient
from assay.people.rules.windows import leaves_at


def queue_notices(messages: Iterable[InboxMessage], people: Mapping[int, Recipient], *, now: datetime) -> int:
    """One notice for each way on which its person wants this kind; how many."""
    notices = [
        notice
        for message in messages
        if message.user_id in people
        for notice in _of_message(message, people[message.user_id], now)
    ]
    return len(Notice.objects.bulk_create(notices, batch_size=1000))


def _of_message(message: InboxMessage, person: Recipient, now: datetime) -> Iterator[Notice]:
    for channel in OUTSIDE:
        pace = person.pace(NoticeChannel(channel))
        if pace is Pace.OFF:
            continue
        try_at = leaves_at(pace, person.hours, now)
        yield Notice(
            uid=_uid(message, channel),
            message=message,
            user_id=message.user_id,
            channel=channel,
            pace=pace,
            # What quiet hours kept back leaves together, like a digest.
            is_gathered=pace is not Pace.AT_ONCE or try_at > now,
            try_at=try_at,
            made_at=now,
        )


def _uid(message: InboxMessage, channel: NoticeChannel) -> UUID:
    """It follows from the message: a simulated history draws as many identifiers as if nothing had left."""
    return UUID(int=message.uid.int ^ (1 + OUTSIDE.index(channel)))
