"""A request sent twice has one effect: its answer is kept in the same transaction as the effect."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.utils import OperationalError
from psycopg.errors import LockNotAvailable

from assay.kit.models.request import RememberedAnswer

KEPT_FOR = timedelta(hours=48)
LONGEST_WAIT = "10s"


class StillRunning(Exception):
    """The first of two equal requests has not ended yet."""


class OtherRequest(Exception):
    """The key belongs to a request with another content."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    content_type: str
    content: bytes


def begin(*, user_id: int, key: str, request_sha256: bytes, now: datetime) -> Answer | None:
    """The answer given before; None: this request is the first, and holds the key until its transaction ends.

    A second request waits here for the first one's end: the unique key makes PostgreSQL do the waiting.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("begin() must be called inside a transaction")
    if _insert(user_id, key, request_sha256, now):
        return None
    known = RememberedAnswer.objects.get(user_id=user_id, key=key)
    if bytes(known.request_sha256) != request_sha256:
        raise OtherRequest
    return Answer(known.status or 200, known.content_type, bytes(known.content))


def remember(answer: Answer, *, user_id: int, key: str) -> None:
    RememberedAnswer.objects.filter(user_id=user_id, key=key).update(
        status=answer.status, content_type=answer.content_type, content=answer.content
    )


def forget_old(*, now: datetime) -> int:
    """Remove answers whose time is over; how many."""
    return RememberedAnswer.objects.filter(created_at__lt=now - KEPT_FOR).delete()[0]


def _insert(user_id: int, key: str, request_sha256: bytes, now: datetime) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LONGEST_WAIT])
            cursor.execute(
                "INSERT INTO kit_rememberedanswer (user_id, key, request_sha256, content_type, content,"
                " created_at) VALUES (%s, %s, %s, '', '', %s) ON CONFLICT (user_id, key) DO NOTHING",
                [user_id, key, request_sha256, now],
            )
            inserted = int(cursor.rowcount) == 1
            cursor.execute("SELECT set_config('lock_timeout', '0', true)")
            return inserted
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise StillRunning from error
        raise
