"""Whether enough people were paid for a figure to tell of none of them."""

from collections.abc import Iterable, Sequence
from datetime import date

from assay.kit.sql import rows

# By the days on which their pay was booked, as costs are added up. It is not booked before the work is done, whose day
# may be one on in other time zones.
_PAID = """
SELECT p.nth, (SELECT count(*) FROM (
    SELECT DISTINCT m.contributor_id FROM projects_membership m
    WHERE m.project_id = p.id AND (
        EXISTS (
            SELECT FROM money_earning e JOIN money_posting b ON b.id = e.posting_id
            WHERE e.contributor_id = m.contributor_id AND e.project_id = m.project_id
              AND e.work_on <= p.until + 1 AND b.booked_on > p.after AND b.booked_on <= p.until)
        OR EXISTS (
            SELECT FROM money_hourearning h JOIN people_timesheet s ON s.id = h.sheet_id
            JOIN money_posting b ON b.id = h.posting_id
            WHERE s.contributor_id = m.contributor_id AND h.project_id = m.project_id
              AND b.booked_on > p.after AND b.booked_on <= p.until))
    LIMIT %(enough)s::int
) found)::int
FROM unnest(%(projects)s::bigint[], %(after)s::date[], %(until)s::date[]) WITH ORDINALITY AS p (id, after, until, nth)
ORDER BY p.nth
"""
Days = tuple[date, date]
EVER: Days = (date.min, date.max)


def n_paid(project_id: int, *, enough: int) -> int:
    """People who have earned something in the project, counted no further than what is enough."""
    return n_paid_of([project_id], enough=enough)[project_id]


def n_paid_of(project_ids: Iterable[int], *, enough: int, days: Days = EVER) -> dict[int, int]:
    """The same of many projects, for what was booked after one day and up to another; one statement."""
    pks = list(project_ids)
    return dict(zip(pks, _counted([(pk, days) for pk in pks], enough), strict=True))


def n_paid_in(project_id: int, stretches: Iterable[Days], *, enough: int) -> list[int]:
    """The same of one project in many stretches of days."""
    return _counted([(project_id, each) for each in stretches], enough)


def _counted(asked: Sequence[tuple[int, Days]], enough: int) -> list[int]:
    params = {
        "projects": [pk for pk, _days in asked],
        "after": [after for _pk, (after, _until) in asked],
        "until": [until for _pk, (_after, until) in asked],
        "enough": enough,
    }
    return [int(n) for _nth, n in rows(_PAID, params)]
