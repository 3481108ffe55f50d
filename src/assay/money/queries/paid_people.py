"""Whether enough people were paid for a figure to tell of none of them."""

from collections.abc import Iterable
from datetime import date

from assay.kit.sql import rows

_PAID = """
SELECT p.id, (SELECT count(*) FROM (
    SELECT DISTINCT m.contributor_id FROM projects_membership m
    WHERE m.project_id = p.id AND (
        EXISTS (
            SELECT FROM money_earning e
            WHERE e.contributor_id = m.contributor_id AND e.project_id = m.project_id
              AND e.work_on > %(after)s::date AND e.work_on <= %(until)s::date)
        OR EXISTS (
            SELECT FROM money_hourearning h JOIN people_timesheet s ON s.id = h.sheet_id
            WHERE s.contributor_id = m.contributor_id AND h.project_id = m.project_id
              AND h.day_on > %(after)s::date AND h.day_on <= %(until)s::date))
    LIMIT %(enough)s::int
) found)::int
FROM unnest(%(projects)s::bigint[]) AS p (id)
"""
EVER = (date.min, date.max)


def n_paid(project_id: int, *, enough: int) -> int:
    """People who have earned something in the project, counted no further than what is enough."""
    return n_paid_of([project_id], enough=enough)[project_id]


def n_paid_of(project_ids: Iterable[int], *, enough: int, days: tuple[date, date] = EVER) -> dict[int, int]:
    """The same of many projects, for work after one day and up to another; one statement."""
    params = {"projects": list(project_ids), "enough": enough, "after": days[0], "until": days[1]}
    return {project: int(n) for project, n in rows(_PAID, params)}
