"""How a project burns down: what was left at the end of each day, and when the last task is done at this pace.

From roll-ups per day, never by counting tasks. What is left is told of the tasks there are now: what came in since, or
was withdrawn, moves the whole line.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assay.kit.sql import rows

DAYS, PACE_DAYS, LEAST_DAYS = 30, 14, 5
# The 97.5 % quantile of Student's t by degrees of freedom, for means over 5 to 14 days.
_T = {4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262, 10: 2.228, 11: 2.201, 12: 2.179, 13: 2.160}
_FARTHEST = 3_650
_DAYS = """
WITH queues AS (
    SELECT id, n_open + n_in_work + n_parked AS n_left FROM work_queue
    WHERE project_id = %(project)s::bigint AND NOT is_gold
),
done AS (
    SELECT d.day_on, sum(d.n_done) AS n FROM work_doneday d JOIN queues q ON q.id = d.queue_id
    WHERE d.day_on >= %(since)s::date GROUP BY d.day_on
),
judged AS (
    SELECT d.day_on, sum(d.n_submitted) AS n FROM work_workday d JOIN projects_stage s ON s.id = d.stage_id
    WHERE s.project_id = %(project)s::bigint AND d.day_on >= %(since)s::date GROUP BY d.day_on
)
SELECT g.day::date, coalesce(done.n, 0)::bigint, coalesce(judged.n, 0)::bigint,
    (SELECT coalesce(sum(n_left), 0) FROM queues)::bigint
FROM generate_series(%(since)s::date, %(today)s::date, interval '1 day') g(day)
LEFT JOIN done ON done.day_on = g.day::date LEFT JOIN judged ON judged.day_on = g.day::date
ORDER BY g.day
"""


@dataclass(frozen=True, slots=True)
class Day:
    """`n_left` tasks were left at its end, of those there are now."""

    on: date
    n_done: int
    n_judgments: int
    n_left: int


@dataclass(frozen=True, slots=True)
class Pace:
    """Tasks done per day: the mean of the last days, with its 95 % interval; and the days it leads to.

    `latest_on` is None where the interval holds a pace that never ends.
    """

    mean: float
    low: float
    high: float
    n_days: int
    ends_on: date
    earliest_on: date
    latest_on: date | None


@dataclass(frozen=True, slots=True)
class Burndown:
    days: tuple[Day, ...]
    pace: Pace | None

    @property
    def n_left(self) -> int:
        return self.days[-1].n_left


def burndown_of(project_id: int, today: date) -> Burndown:
    """The last thirty days; no pace before there were five days since the first task was done."""
    params = {"project": project_id, "since": today - timedelta(days=DAYS - 1), "today": today}
    days: list[Day] = []
    n_left_then = 0
    for on, n_done, n_judgments, n_left in reversed(rows(_DAYS, params)):
        n_left_then = n_left_then if days else n_left
        days.append(Day(on, n_done, n_judgments, n_left_then))
        n_left_then += n_done
    found = tuple(reversed(days))
    return Burndown(found, pace_of([day.n_done for day in found[:-1]], found[-1].n_left, today))


def pace_of(done: Sequence[int], n_left: int, today: date) -> Pace | None:
    """From whole days, today not among them, beginning with the first on which something was done."""
    first = next((nth for nth, n in enumerate(done) if n), len(done))
    counted = list(done[first:])[-PACE_DAYS:]
    if n_left == 0 or len(counted) < LEAST_DAYS or not any(counted):
        return None
    mean = statistics.fmean(counted)
    half = _T[len(counted) - 1] * statistics.stdev(counted) / math.sqrt(len(counted))
    low, high = max(0.0, mean - half), mean + half
    ends_on = _ends_on(today, n_left, mean)
    if ends_on is None:
        return None
    earliest_on = _ends_on(today, n_left, high) or ends_on
    return Pace(mean, low, high, len(counted), ends_on, earliest_on, _ends_on(today, n_left, low))


def _ends_on(today: date, n_left: int, pace: float) -> date | None:
    """None where it would take more than ten years."""
    if pace <= 0 or n_left / pace > _FARTHEST:
        return None
    return today + timedelta(days=math.ceil(n_left / pace))
