"""What becomes of a task that people skip: it goes on, is parked for somebody to look at, or goes to its market."""

from collections.abc import Mapping
from datetime import timedelta

from assay.work.enums import SkipReason

# So many people must give the same reason: one careless person cannot empty a queue.
# So many tasks one person can lock by reports that nobody has closed yet; more reports call people, and lock nothing.
MOST_LOCKED = 10
PARKED_AT: Mapping[SkipReason, int] = {
    SkipReason.WRONG_LANGUAGE: 2,
    SkipReason.CONTENT_BROKEN: 2,
    SkipReason.UNCLEAR_GUIDELINE: 3,
    SkipReason.OTHER: 3,
}
NEVER = 1_000_000
# Within this time somebody must have taken a report of illegal content or danger in hand.
REPORT_WITHIN = timedelta(minutes=15)


def parked_at(reason: str) -> int:
    """The number of skips for this reason at which a task is parked; not wanting to look at it parks nothing."""
    return PARKED_AT.get(SkipReason(reason), NEVER) if reason else NEVER


def may_reroute(
    *, market: str, served: frozenset[str], now_in: str, n_judgments: int, n_rerouted: int
) -> bool:
    """Whether one person's word sends a task to another market: the project serves it, nobody has answered the task,
    and it has not been sent on before (two people who disagree would send it to and fro)."""
    return market in served and market != now_in and n_judgments == 0 and n_rerouted == 0
