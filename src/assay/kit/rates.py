"""Requests per minute and caller, over all processes.

Each process takes small shares of the minute from PostgreSQL and spends them by itself, so a request costs a
statement only when a share is used up. A share is granted once, so the limit holds whatever the number of
processes; a caller whose requests wander between processes may be stopped up to one share per process early.
"""

import threading
from dataclasses import dataclass

from assay.kit.sql import rows

_TAKE = """
INSERT INTO kit_ratewindow AS w (subject, minute, n, n_granted)
VALUES (%(subject)s::text, %(minute)s::bigint, %(share)s::int, %(share)s::int)
ON CONFLICT (subject) DO UPDATE SET
    minute = excluded.minute,
    n = CASE WHEN w.minute < excluded.minute THEN excluded.n
        ELSE least(w.n + %(share)s::int, %(most)s::int) END,
    n_granted = CASE WHEN w.minute < excluded.minute THEN excluded.n
                ELSE greatest(0, least(%(share)s::int, %(most)s::int - w.n)) END
WHERE w.minute <= excluded.minute
RETURNING n_granted
"""
SHARES = 20
MOST_SUBJECTS = 10_000


@dataclass(slots=True)
class _Share:
    minute: int
    left: int


_shares: dict[str, _Share] = {}
_lock = threading.Lock()


def seconds_to_wait(subject: str, *, most: int, at: float) -> int:
    """0 when the request may go on; else the seconds until the next minute. `at` is a Unix time."""
    minute = int(at // 60)
    if _spend(subject, minute):
        return 0
    taken = rows(_TAKE, {"subject": subject, "minute": minute, "share": max(1, most // SHARES), "most": most})
    granted = int(taken[0][0]) if taken else 0
    if not granted:
        return max(1, 60 - int(at % 60))
    _keep(subject, minute, granted - 1)
    return 0


def _spend(subject: str, minute: int) -> bool:
    with _lock:
        share = _shares.get(subject)
        if share is None or share.minute != minute or share.left == 0:
            return False
        share.left -= 1
        return True


def _keep(subject: str, minute: int, left: int) -> None:
    with _lock:
        if len(_shares) >= MOST_SUBJECTS:
            _shares.clear()
        share = _shares.get(subject)
        if share is not None and share.minute == minute:
            share.left += left
        else:
            _shares[subject] = _Share(minute, left)
