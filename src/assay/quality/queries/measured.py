"""What of projects' quality is measured over a stretch of time, for the whole of each and per site: counts only.

The key of an answer is the site at the time of work; None is the whole project, which only those get who ask for no
site in particular. Work that belongs to no site counts for the project. One statement answers for many projects.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from assay.kit.sql import rows


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at: from `since` to `until`; of some sites (None: all), perhaps a part of them."""

    since: datetime
    until: datetime
    sites: tuple[int, ...] | None = None
    team: int | None = None
    markets: tuple[str, ...] = ()

    def params(self, project_ids: Iterable[int]) -> dict[str, object]:
        return {
            "projects": sorted(project_ids),
            "since": self.since,
            "until": self.until,
            "sites": None if self.sites is None else list(self.sites),
            "team": self.team,
            "markets": list(self.markets) or None,
        }


@dataclass(frozen=True, slots=True)
class Severities:
    """Of `n` reviewed judgments, those without errors of a severity or worse; what disputes overturned is no error."""

    n: int
    n_without_critical: int
    n_without_major: int
    n_without_error: int


PART = """
  AND (%(sites)s::bigint[] IS NULL OR {site} = ANY (%(sites)s::bigint[]))
  AND (%(team)s::bigint IS NULL OR {person} IN (SELECT id FROM people_contributor WHERE team_id = %(team)s::bigint))
  AND (%(markets)s::text[] IS NULL
    OR {market} IN (SELECT id FROM people_market WHERE code = ANY (%(markets)s::text[])))
"""
_SEVERITIES = f"""
WITH reviewed AS (
    SELECT r.project_id, i.site_id, coalesce(max(CASE e.severity WHEN 'critical' THEN 3 WHEN 'major' THEN 2 ELSE 1 END)
        FILTER (WHERE e.id IS NOT NULL AND d.id IS NULL), 0) AS worst
    FROM quality_review r
    JOIN quality_reviewitem i ON i.id = r.item_id
    LEFT JOIN quality_reviewerror e ON e.review_id = r.id
    LEFT JOIN quality_dispute d ON d.review_id = r.id AND d.state = 'overturned'
        AND (d.error_id IS NULL OR d.error_id = e.id)
    WHERE r.project_id = ANY (%(projects)s::bigint[]) AND r.tier = 'client' AND r.purpose IN ('sample', 'lot')
      AND r.reviewed_at > %(since)s::timestamptz AND r.reviewed_at <= %(until)s::timestamptz
      {PART.format(site="i.site_id", person="r.contributor_id", market="i.market_id")}
    GROUP BY r.id, r.project_id, i.site_id
)
SELECT project_id, site_id, grouping(site_id), count(*)::int, count(*) FILTER (WHERE worst < 3)::int,
    count(*) FILTER (WHERE worst < 2)::int, count(*) FILTER (WHERE worst < 1)::int
FROM reviewed GROUP BY GROUPING SETS ((project_id), (project_id, site_id)) ORDER BY 1, 2
"""
_GOLD = f"""
SELECT t.project_id, j.site_id, grouping(j.site_id), count(*)::int, count(*) FILTER (WHERE g.is_correct)::int
FROM projects_stage t JOIN quality_goldresult g ON g.stage_id = t.id JOIN work_judgment j ON j.id = g.judgment_id
WHERE t.project_id = ANY (%(projects)s::bigint[])
  AND g.judged_at > %(since)s::timestamptz AND g.judged_at <= %(until)s::timestamptz
  AND NOT EXISTS (SELECT FROM work_retracted x WHERE x.judgment_id = g.judgment_id)
  {PART.format(site="j.site_id", person="j.contributor_id", market="j.market_id")}
GROUP BY GROUPING SETS ((t.project_id), (t.project_id, j.site_id)) ORDER BY 1, 2
"""
# Only what was inspected first: a lot that comes back says nothing about how work usually is.
_LOTS = f"""
SELECT l.project_id, i.site_id, grouping(i.site_id), count(*)::int,
    count(*) FILTER (WHERE s.worst IN ('critical', 'major'))::int
FROM quality_lot l
JOIN quality_lotinspection n ON n.lot_id = l.id AND n.attempt = 1
JOIN quality_sampleunit s ON s.inspection_id = n.id AND s.is_inspected AND NOT s.is_left_out
JOIN quality_reviewitem i ON i.id = s.item_id
WHERE l.project_id = ANY (%(projects)s::bigint[])
  AND s.inspected_at > %(since)s::timestamptz AND s.inspected_at <= %(until)s::timestamptz
  {PART.format(site="i.site_id", person="i.contributor_id", market="i.market_id")}
GROUP BY GROUPING SETS ((l.project_id), (l.project_id, i.site_id)) ORDER BY 1, 2
"""
Counts = Mapping[int | None, tuple[int, ...]]


def severities_in(project_id: int, look: Look) -> dict[int | None, Severities]:
    """What the client's reviewers found on random samples and in lots."""
    found = _counted(_SEVERITIES, (project_id,), look).get(project_id, {})
    return {site: Severities(*counts) for site, counts in found.items()}


def gold_in(project_id: int, look: Look) -> dict[int | None, tuple[int, int]]:
    """(n, right) of gold judgments that were not taken back."""
    return _pairs(_GOLD, project_id, look)


def defects_in(project_id: int, look: Look) -> dict[int | None, tuple[int, int]]:
    """(n, defective) of the tasks of lots that were looked at; defective is a critical or major error."""
    return _pairs(_LOTS, project_id, look)


def severities_of(project_ids: Iterable[int], look: Look) -> dict[int, Severities]:
    """`severities_in` of many projects as a whole; one of which nothing was reviewed is left out."""
    found = _counted(_SEVERITIES, project_ids, look)
    return {project: Severities(*by_site[None]) for project, by_site in found.items()}


def gold_of(project_ids: Iterable[int], look: Look) -> dict[int, tuple[int, int]]:
    found = _counted(_GOLD, project_ids, look)
    return {project: (by_site[None][0], by_site[None][1]) for project, by_site in found.items()}


def defects_of(project_ids: Iterable[int], look: Look) -> dict[int, tuple[int, int]]:
    found = _counted(_LOTS, project_ids, look)
    return {project: (by_site[None][0], by_site[None][1]) for project, by_site in found.items()}


def severities_at(project_ids: Iterable[int], look: Look) -> dict[int, dict[int, Severities]]:
    """`severities_in` of many projects, by site only; one statement."""
    found = _counted(_SEVERITIES, project_ids, look)
    return {
        project: {site: Severities(*counts) for site, counts in by_site.items() if site is not None}
        for project, by_site in found.items()
    }


def gold_at(project_ids: Iterable[int], look: Look) -> dict[int, dict[int, tuple[int, int]]]:
    """`gold_in` of many projects, by site only; one statement."""
    found = _counted(_GOLD, project_ids, look)
    return {
        project: {site: (counts[0], counts[1]) for site, counts in by_site.items() if site is not None}
        for project, by_site in found.items()
    }


def _pairs(statement: str, project_id: int, look: Look) -> dict[int | None, tuple[int, int]]:
    found = _counted(statement, (project_id,), look).get(project_id, {})
    return {site: (counts[0], counts[1]) for site, counts in found.items()}


def _counted(statement: str, project_ids: Iterable[int], look: Look) -> Mapping[int, Counts]:
    """By project. The row of everything is the project's own only where no site was asked for."""
    found: dict[int, dict[int | None, tuple[int, ...]]] = {}
    for project, site, is_whole, *counts in rows(statement, look.params(project_ids)):
        if is_whole and look.sites is None:
            found.setdefault(project, {})[None] = tuple(counts)
        elif not is_whole and site is not None:
            found.setdefault(project, {})[site] = tuple(counts)
    return found
