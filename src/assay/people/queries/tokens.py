"""Who a token is: one prepared statement on every API request."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assay.kit.sql import rows

_AUTHENTICATE = """
SELECT t.id, u.id, u.uid, u.time_zone, c.id, t.scopes, t.last_used_on
FROM people_apitoken t
JOIN people_user u ON u.id = t.user_id AND u.is_active
LEFT JOIN people_contributor c ON c.user_id = u.id
WHERE t.sha256 = %(sha256)s::bytea AND t.revoked_at IS NULL AND t.expires_at > %(now)s::timestamptz
"""


@dataclass(frozen=True, slots=True)
class TokenHolder:
    token_id: int
    user_id: int
    user_uid: UUID
    time_zone: str
    contributor_id: int | None
    scopes: frozenset[str]


def digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def authenticate_token(secret: str, *, now: datetime) -> TokenHolder | None:
    """The holder of a live token, or None."""
    found = rows(_AUTHENTICATE, {"sha256": digest(secret), "now": now})
    if not found:
        return None
    token_id, user_id, uid, zone, contributor_id, scopes, _ = found[0]
    return TokenHolder(token_id, user_id, uid, zone, contributor_id, frozenset(scopes))
