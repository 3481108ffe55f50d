"""Hours of work by market over whole weeks, of many projects in one statement: from day rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assay.kit.sql import rows

# A day row knows its contributor and its project, not the market of each judgment: it counts for the markets that both
# serve, and for more than one where both serve more. '' is the work of projects that serve no market.
_HOURS = """
WITH days AS (
    SELECT s.project_id, d.contributor_id, sum(d.handling_seconds) / 3600.0 AS hours
    FROM work_workday d JOIN projects_stage s ON s.id = d.stage_id AND s.kind = 'label'
    WHERE s.project_id = ANY (%(projects)s::bigint[])
      AND d.day_on >= %(since)s::date AND d.day_on < %(until)s::date AND d.n_submitted > 0
    GROUP BY 1, 2
), served AS (
    SELECT DISTINCT ON (d.project_id, d.contributor_id, m.code) d.hours, d.contributor_id, coalesce(m.code, '') AS code
    FROM days d
    LEFT JOIN projects_projectmarket p ON p.project_id = d.project_id
    LEFT JOIN people_contributormarket c ON c.contributor_id = d.contributor_id AND c.market_id = p.market_id
    LEFT JOIN people_market m ON m.id = c.market_id
    WHERE p.id IS NULL OR m.id IS NOT NULL
)
SELECT code, sum(hours), count(DISTINCT contributor_id)::int FROM served GROUP BY 1 ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class MarketHours:
    hours: float
    n_people: int


def market_hours(project_ids: Iterable[int], since: date, until: date) -> Mapping[str, MarketHours]:
    """By the market's code, from `since` to the day before `until`; a market nobody worked for is left out."""
    params = {"projects": sorted(project_ids), "since": since, "until": until}
    return {code: MarketHours(float(hours), n) for code, hours, n in rows(_HOURS, params)}
