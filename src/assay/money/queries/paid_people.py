"""Whether enough people were paid for a figure to tell of none of them."""

from assay.kit.sql import rows

_PAID = """
SELECT count(*) FROM (
    SELECT DISTINCT m.contributor_id FROM projects_membership m
    WHERE m.project_id = %(project)s::bigint AND (
        EXISTS (
            SELECT FROM money_earning e
            WHERE e.contributor_id = m.contributor_id AND e.project_id = m.project_id)
        OR EXISTS (
            SELECT FROM money_hourearning h JOIN people_timesheet s ON s.id = h.sheet_id
            WHERE s.contributor_id = m.contributor_id AND h.project_id = m.project_id))
    LIMIT %(enough)s::int
) found
"""


def n_paid(project_id: int, *, enough: int) -> int:
    """People who have earned something in the project, counted no further than what is enough."""
    [(n,)] = rows(_PAID, {"project": project_id, "enough": enough})
    return int(n)
