"""When a ticket that waits for the person counts as solved: never without a notice two days before."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

NOTICE = timedelta(days=2)


class Closing(Enum):
    NOTHING, REMIND, CLOSE = "nothing", "remind", "close"


@dataclass(frozen=True, slots=True)
class Silence:
    """Since when the person is waited for, and when they were reminded of it; a notice before that is none of it."""

    since: datetime
    reminded_at: datetime | None

    @property
    def notice_at(self) -> datetime | None:
        told = self.reminded_at
        return told if told is not None and told >= self.since else None


def closing_of(silence: Silence, days: int | None, now: datetime) -> Closing:
    """What is due now; without `days` silence closes nothing."""
    closes_at = closes_on(silence, days)
    if closes_at is None:
        return Closing.NOTHING
    if silence.notice_at is None:
        return Closing.REMIND if now >= closes_at - NOTICE else Closing.NOTHING
    return Closing.CLOSE if now >= closes_at else Closing.NOTHING


def closes_on(silence: Silence, days: int | None) -> datetime | None:
    """Two days after the notice at the earliest, also where the days were set to fewer meanwhile."""
    if days is None:
        return None
    usual = silence.since + timedelta(days=days)
    return usual if silence.notice_at is None else max(usual, silence.notice_at + NOTICE)
