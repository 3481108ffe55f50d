"""Judgments and active seconds of each day, for a project and per site: from day rows, never by counting judgments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assay.kit.sql import rows

# A day row knows its contributor, not the site of that day: it counts for where the person works now.
_DAYS = """
SELECT c.site_id, grouping(c.site_id), d.day_on, sum(d.n_submitted)::bigint, sum(d.handling_seconds)
FROM work_workday d
JOIN projects_stage s ON s.id = d.stage_id AND s.kind = 'label'
JOIN people_contributor c ON c.id = d.contributor_id
WHERE s.project_id = %(project)s::bigint AND d.day_on > %(since)s::date AND d.day_on <= %(until)s::date
  AND (%(sites)s::bigint[] IS NULL OR c.site_id = ANY (%(sites)s::bigint[]))
  AND (%(team)s::bigint IS NULL OR c.team_id = %(team)s::bigint)
GROUP BY GROUPING SETS ((d.day_on), (d.day_on, c.site_id)) ORDER BY 3, 1
"""

_DAYS_AT = """
SELECT s.project_id, d.day_on, sum(d.n_submitted)::bigint, sum(d.handling_seconds)
FROM work_workday d
JOIN projects_stage s ON s.id = d.stage_id AND s.kind = 'label'
JOIN people_contributor c ON c.id = d.contributor_id
WHERE s.project_id = ANY (%(projects)s::bigint[]) AND d.day_on > %(since)s::date AND d.day_on <= %(until)s::date
  AND c.site_id = %(site)s::bigint AND (%(team)s::bigint IS NULL OR c.team_id = %(team)s::bigint)
GROUP BY s.project_id, d.day_on ORDER BY 1, 2
"""

_DAYS_OF_ALL = """
SELECT c.vendor_id, c.site_id, s.project_id, d.day_on, sum(d.n_submitted)::bigint, sum(d.handling_seconds)
FROM work_workday d
JOIN projects_stage s ON s.id = d.stage_id AND s.kind = 'label'
JOIN people_contributor c ON c.id = d.contributor_id
WHERE c.vendor_id IS NOT NULL AND d.day_on > %(since)s::date AND d.day_on <= %(until)s::date
GROUP BY c.vendor_id, c.site_id, s.project_id, d.day_on ORDER BY 4, 1, 2, 3
"""


def worked_days(
    project_id: int, since: date, until: date, *, sites: Sequence[int] | None = None, team: int | None = None
) -> dict[int | None, list[tuple[int, float]]]:
    """(judgments, active seconds) of each day after `since`, by site; None is the whole project, left out where sites
    were asked for."""
    params = {
        "project": project_id,
        "since": since,
        "until": until,
        "sites": None if sites is None else list(sites),
        "team": team,
    }
    found: dict[int | None, list[tuple[int, float]]] = {}
    for site, is_whole, _day, n, seconds in rows(_DAYS, params):
        if (is_whole and sites is None) or (not is_whole and site is not None):
            found.setdefault(None if is_whole else site, []).append((n, seconds))
    return found


def worked_days_at(
    project_ids: Iterable[int], since: date, until: date, *, site: int, team: int | None = None
) -> dict[int, list[tuple[int, float]]]:
    """(judgments, active seconds) of each day after `since` at one site, by project; one statement for all."""
    params = {
        "projects": sorted(project_ids),
        "since": since,
        "until": until,
        "site": site,
        "team": team,
    }
    found: dict[int, list[tuple[int, float]]] = {}
    for project, _day, n, seconds in rows(_DAYS_AT, params):
        found.setdefault(project, []).append((n, seconds))
    return found


@dataclass(frozen=True, slots=True)
class WorkedDay:
    """Judgments and active seconds of a vendor's people at a site (None: at none) in a project on a day."""

    vendor: int
    site: int | None
    project: int
    day_on: date
    n: int
    seconds: float


def worked_days_of_vendors(since: date, until: date) -> list[WorkedDay]:
    """Each day after `since`, in the order of time; one statement for all vendors and projects."""
    return [WorkedDay(*row) for row in rows(_DAYS_OF_ALL, {"since": since, "until": until})]
