"""Whether a judgment is paid, and when its pay is final: from what is known of it, and from nothing else.

Only a review that rejects denies pay, only where it was asked for within the dispute window, and only as long as no
dispute overturns it. Disagreeing with a consensus, a lot that is done again, content that is withdrawn, or the work of
a removed person that is collected anew deny nothing; gold is paid like everything else.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Rejection:
    """A review that rejects: when it was asked for, and whether disputes have overturned all it rested on."""

    asked_at: datetime
    is_overturned: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    submitted_at: datetime
    undo_seconds: int
    dispute_days: int
    is_undone: bool = False
    rejections: tuple[Rejection, ...] = ()
    open_since: tuple[datetime, ...] = ()

    @property
    def counts_at(self) -> datetime:
        return self.submitted_at + timedelta(seconds=self.undo_seconds)

    @property
    def final_at(self) -> datetime:
        return self.submitted_at + timedelta(days=self.dispute_days)


def is_owed(facts: Facts, now: datetime) -> bool:
    """It counts, and no review within the window stands against it."""
    denied = any(each.asked_at <= facts.final_at and not each.is_overturned for each in facts.rejections)
    return facts.counts_at <= now and not facts.is_undone and not denied


def is_available(facts: Facts, now: datetime) -> bool:
    """Owed, its window over, and no review that was asked for within it still open."""
    held = any(asked_at <= facts.final_at for asked_at in facts.open_since)
    return is_owed(facts, now) and facts.final_at <= now and not held
