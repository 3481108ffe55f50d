"""What people really do: hours per week and day, judgments and seconds on some projects, what is left to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from assay.kit.sql import rows
from assay.work.models import Queue, WorkDay

# Weeks are seven days that end on the last whole day; only those since the person's first day count, so that nobody
# is taken for idle before they came.
_DAYS = """
WITH day AS (
    SELECT d.contributor_id, d.day_on, sum(d.handling_seconds) AS seconds
    FROM work_workday d JOIN projects_stage s ON s.id = d.stage_id AND s.kind = 'label'
    WHERE d.contributor_id = ANY (%(people)s::bigint[]) AND d.day_on > %(since)s::date AND d.day_on <= %(until)s::date
      AND (%(projects)s::bigint[] IS NULL OR s.project_id = ANY (%(projects)s::bigint[]))
    GROUP BY 1, 2
)
SELECT contributor_id, day_on, seconds FROM day WHERE seconds > 0 ORDER BY 1, 2
"""
_WORKED = """
SELECT d.contributor_id, sum(d.n_submitted)::bigint, sum(d.handling_seconds)
FROM work_workday d JOIN projects_stage s ON s.id = d.stage_id AND s.kind = 'label'
WHERE s.project_id = ANY (%(projects)s::bigint[]) AND d.day_on > %(since)s::date AND d.day_on <= %(until)s::date
  AND d.n_submitted > 0
GROUP BY 1 ORDER BY 1
"""
_LEFT = """
SELECT coalesce(m.code, ''), sum(q.n_open + q.n_in_work)::bigint
FROM work_queue q
JOIN projects_stage s ON s.id = q.stage_id AND s.kind = 'label'
LEFT JOIN people_market m ON m.id = q.market_id
WHERE q.project_id = %(project)s::bigint AND NOT q.is_gold
GROUP BY 1 HAVING sum(q.n_open + q.n_in_work) > 0 ORDER BY 1
"""
WEEK = 7


@dataclass(frozen=True, slots=True)
class Pace:
    """Hours of each measured week, Monday to Sunday, and the last day with any work."""

    weeks: tuple[tuple[float, ...], ...]
    last_on: date


def paces_of(
    people: Sequence[int], *, until: date, n_weeks: int, projects: Sequence[int] | None = None
) -> dict[int, Pace]:
    """By contributor, of the weeks that end on `until`; whoever did not work in them is left out."""
    params = {
        "people": list(people),
        "since": until - timedelta(days=WEEK * n_weeks),
        "until": until,
        "projects": None if projects is None else list(projects),
    }
    days: dict[int, dict[date, float]] = {}
    for contributor_id, day_on, seconds in rows(_DAYS, params):
        days.setdefault(contributor_id, {})[day_on] = seconds / 3600
    return {contributor_id: _pace(found, until) for contributor_id, found in days.items()}


def worked_on(projects: Sequence[int], *, since: date, until: date) -> dict[int, tuple[int, float]]:
    """(judgments, active seconds) of everybody on these projects, by contributor."""
    found = rows(_WORKED, {"projects": list(projects), "since": since, "until": until})
    return {contributor_id: (n, seconds) for contributor_id, n, seconds in found}


def people_at_work(since: date) -> list[int]:
    """Everybody with a day of labeling after that day."""
    days = WorkDay.objects.filter(day_on__gt=since, stage__kind="label", n_submitted__gt=0)
    return sorted(set(days.order_by().values_list("contributor_id", flat=True)))


def tasks_left(project_id: int) -> Mapping[str, int]:
    """By market ('' without one), from the roll-ups of the queues: tasks that wait or are in work."""
    return dict(rows(_LEFT, {"project": project_id}))


def _pace(days: Mapping[date, float], until: date) -> Pace:
    n_weeks = (until - min(days)).days // WEEK + 1
    weeks = []
    for nth in range(n_weeks):
        last = until - timedelta(days=WEEK * nth)
        found = {day.weekday(): hours for day, hours in days.items() if 0 <= (last - day).days < WEEK}
        weeks.append(tuple(found.get(weekday, 0.0) for weekday in range(WEEK)))
    return Pace(tuple(weeks), max(days))


def has_work_left() -> Exists:
    """Of a project in a query: whether labels are left to make in some market."""
    left = Queue.objects.filter(project=OuterRef("pk"), stage__kind="label", is_gold=False)
    return Exists(left.filter(Q(n_open__gt=0) | Q(n_in_work__gt=0), market__isnull=False))
