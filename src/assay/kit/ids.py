"""Identifiers as the outside sees them: UUID version 7, sortable by time (RFC 9562)."""

import secrets
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def new_uid() -> UUID:
    """A UUIDv7; values made by one process only grow, also within a millisecond."""
    global _last
    with _lock:
        stamp = max((time.time_ns() // 1_000_000 << 12) | secrets.randbits(8), _last + 1)
        _last = stamp
    millis, sequence = stamp >> 12, stamp & 0xFFF
    return UUID(int=(millis << 80) | (7 << 76) | (sequence << 64) | (2 << 62) | secrets.randbits(62))


def parse_uid(text: str) -> UUID | None:
    """The identifier in `text`, or None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
