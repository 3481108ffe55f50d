"""Who came to a site and who left it, week by week."""

from collections.abc import Iterable, Mapping
from datetime import date

from assay.kit.sql import rows

# People count where they work now. Weeks are UTC's, as those of scorecards.
_TURNOVER = """
SELECT c.site_id, date_trunc('week', c.created_at AT TIME ZONE 'UTC')::date, count(*)::int, 0
FROM people_contributor c
WHERE c.site_id = ANY (%(sites)s::bigint[]) AND c.created_at >= %(since)s::date AND c.created_at < %(until)s::date
GROUP BY 1, 2
UNION ALL
SELECT c.site_id, date_trunc('week', x.changed_at AT TIME ZONE 'UTC')::date, 0, count(DISTINCT c.id)::int
FROM people_standingchange x JOIN people_contributor c ON c.id = x.contributor_id
WHERE c.site_id = ANY (%(sites)s::bigint[]) AND x.standing = 'off_boarded'
  AND x.changed_at >= %(since)s::date AND x.changed_at < %(until)s::date
GROUP BY 1, 2
"""


def turnover_by_week(
    sites: Iterable[int], since: date, until: date
) -> Mapping[tuple[int, date], tuple[int, int]]:
    """(joined, left) of each site and week in which anybody did; one statement."""
    found: dict[tuple[int, date], tuple[int, int]] = {}
    for site, week_on, joined, left in rows(
        _TURNOVER, {"sites": sorted(set(sites)), "since": since, "until": until}
    ):
        before = found.get((site, week_on), (0, 0))
        found[site, week_on] = before[0] + joined, before[1] + left
    return found
