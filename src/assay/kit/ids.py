"""Identifiers as the outside sees them: UUID version 7, sortable by time (RFC 9562)."""

import secrets
import threading
import time
from uuid import UUID


class _Clock:
    """The last stamp of this process: 48 bits of milliseconds, 12 bits of sequence."""

    def __init__(self) -> None:
        self.lock, self.last = threading.Lock(), 0

    def tick(self) -> int:
        with self.lock:
            fresh = (time.time_ns() // 1_000_000 << 12) | secrets.randbits(8)
            self.last = max(fresh, self.last + 1)
            return self.last


_clock = _Clock()


def new_uid() -> UUID:
    """A UUIDv7; values made by one process only grow, also within a millisecond."""
    stamp = _clock.tick()
    millis, sequence = stamp >> 12, stamp & 0xFFF
    return UUID(int=(millis << 80) | (7 << 76) | (sequence << 64) | (2 << 62) | secrets.randbits(62))


def parse_uid(text: str) -> UUID | None:
    """The identifier in `text`, or None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
