"""Who a token is: one prepared statement on every API request, but for the hot path.

There the answer is remembered for a second in each process: a client that works without pause asks once a second
and not hundreds of times. So a token that was revoked may still work (claim, submit, skip,
undo) for up to one second, and do nothing else at all.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from assay.kit.sql import rows

_AUTHENTICATE = """
SELECT t.id, u.id, u.uid, u.time_zone, c.id, t.scopes, t.expires_at
FROM people_apitoken t
JOIN people_user u ON u.id = t.user_id AND u.is_active
LEFT JOIN people_contributor c ON c.user_id = u.id
WHERE t.sha256 = %(sha256)s::bytea AND t.revoked_at IS NULL AND t.expires_at > %(now)s::timestamptz
"""

REMEMBERED_FOR = timedelta(seconds=1)
MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class TokenHolder:
    token_id: int
    user_id: int
    user_uid: UUID
    time_zone: str
    contributor_id: int | None
    scopes: frozenset[str]
    expires_at: datetime


_remembered: dict[str, tuple[datetime, TokenHolder]] = {}


def digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def authenticate_token(secret: str, *, now: datetime) -> TokenHolder | None:
    """The holder of a live token, or None."""
    found = rows(_AUTHENTICATE, {"sha256": digest(secret), "now": now})
    if not found:
        return None
    token_id, user_id, uid, zone, contributor_id, scopes, expires_at = found[0]
    return TokenHolder(token_id, user_id, uid, zone, contributor_id, frozenset(scopes), expires_at)


def authenticate_worker(secret: str, *, now: datetime) -> TokenHolder | None:
    """The same, as it was at most one second ago. Only live tokens are remembered, never that one is none."""
    remembered = _remembered.get(secret)
    if remembered is not None:
        asked_at, holder = remembered
        if timedelta(0) <= now - asked_at < REMEMBERED_FOR and now < holder.expires_at:
            return holder
    found = authenticate_token(secret, now=now)
    if found is not None:
        if len(_remembered) >= MOST_REMEMBERED:
            _remembered.clear()
        _remembered[secret] = (now, found)
    return found


def forget_tokens() -> None:
    """For tests, whose databases come and go."""
    _remembered.clear()
