"""What was done week by week: tasks per market from the roll-up of days, judgments and active hours from work days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assay.kit.sql import rows

_DONE = """
SELECT q.project_id, date_trunc('week', d.day_on)::date, coalesce(m.code, ''), sum(d.n_done)::bigint
FROM work_doneday d
JOIN work_queue q ON q.id = d.queue_id AND NOT q.is_gold
JOIN projects_stage s ON s.id = q.stage_id AND s.kind = 'label'
LEFT JOIN people_market m ON m.id = q.market_id
WHERE q.project_id = ANY (%(projects)s::bigint[]) AND d.day_on <= %(until)s::date
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
_JUDGED = """
SELECT date_trunc('week', d.day_on)::date, sum(d.n_submitted)::bigint, sum(d.handling_seconds) / 3600.0,
    count(DISTINCT d.contributor_id) FILTER (WHERE d.n_submitted > 0)::int
FROM work_workday d JOIN projects_stage s ON s.id = d.stage_id AND s.kind = 'label'
WHERE s.project_id = %(project)s::bigint AND d.day_on <= %(until)s::date
GROUP BY 1 ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Worked:
    """One week: judgments, active hours, and how many people judged."""

    n_judgments: int
    hours: float
    n_people: int


def tasks_done(project_id: int, until: date) -> Mapping[tuple[date, str], int]:
    """By the Monday of the week and the market's code ('' without one), up to a day."""
    return tasks_done_of((project_id,), until).get(project_id, {})


def tasks_done_of(project_ids: Iterable[int], until: date) -> Mapping[int, Mapping[tuple[date, str], int]]:
    """`tasks_done` of many projects in one statement; one of which nothing is done is left out."""
    found: dict[int, dict[tuple[date, str], int]] = {}
    for project, week_on, market, n in rows(_DONE, {"projects": sorted(project_ids), "until": until}):
        found.setdefault(project, {})[week_on, market] = n
    return found


def worked_weeks(project_id: int, until: date) -> Mapping[date, Worked]:
    """By the Monday of the week, up to a day."""
    found = rows(_JUDGED, {"project": project_id, "until": until})
    return {week_on: Worked(n, float(hours), people) for week_on, n, hours, people in found}
