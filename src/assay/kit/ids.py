"""Identifiers as the outside sees them: UUID version 7, sortable by time (RFC 9562)."""

import random
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID


class _Clock:
    """The last stamp of this process: 48 bits of milliseconds, 12 bits of sequence; and where chance comes from."""

    def __init__(self) -> None:
        self.lock, self.last = threading.Lock(), 0
        self.bits: Callable[[int], int] = secrets.randbits
        self.millis: int | None = None

    def tick(self) -> int:
        with self.lock:
            millis = time.time_ns() // 1_000_000 if self.millis is None else self.millis
            self.last = max((millis << 12) | self.bits(8), self.last + 1)
            return self.last


_clock = _Clock()


@contextmanager
def repeatable_uids(seed: int, *, since: datetime) -> Iterator[None]:
    """Inside, the same seed and moment give the same identifiers again: for simulated histories, never for secrets."""
    before = (_clock.last, _clock.bits, _clock.millis)
    _clock.last, _clock.bits = 0, random.Random(seed).getrandbits
    _clock.millis = int(since.timestamp() * 1000)
    try:
        yield
    finally:
        _clock.last, _clock.bits, _clock.millis = before


def new_uid() -> UUID:
    """A UUIDv7; values made by one process only grow, also within a millisecond."""
    stamp = _clock.tick()
    millis, sequence = stamp >> 12, stamp & 0xFFF
    return UUID(int=(millis << 80) | (7 << 76) | (sequence << 64) | (2 << 62) | _clock.bits(62))


def parse_uid(text: str) -> UUID | None:
    """The identifier in `text`, or None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
