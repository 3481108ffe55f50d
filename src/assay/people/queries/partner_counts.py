"""Of every vendor, site and market: who stayed, and which planned hours were kept."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from assay.kit.sql import rows
from assay.people.queries.grains import COLUMNS, SETS, Grain, by_grain

# People count where they work now; whoever was taken on later than `since` is neither of those who stayed nor left.
_STAYED = f"""
WITH heads AS (
    SELECT c.vendor_id, c.site_id, NULL::bigint AS market_id, EXISTS (
            SELECT FROM people_standingchange x WHERE x.contributor_id = c.id AND x.standing = 'off_boarded'
              AND x.changed_at > %(since)s::timestamptz AND x.changed_at <= %(until)s::timestamptz) AS left_then,
        EXISTS (SELECT FROM people_standingchange x WHERE x.contributor_id = c.id AND x.standing = 'off_boarded'
              AND x.changed_at <= %(since)s::timestamptz) AS left_before
    FROM people_contributor c
    WHERE c.vendor_id IS NOT NULL AND c.created_at <= %(since)s::timestamptz
)
SELECT {COLUMNS}, count(*)::int, count(*) FILTER (WHERE NOT left_then)::int
FROM heads WHERE NOT left_before GROUP BY {SETS}
"""
_HOURS = """
SELECT i.vendor_id, s.site_id, s.day_on, count(*)::int, sum(s.shift_seconds)::bigint, sum(s.kept_seconds)::bigint
FROM people_timesheet s JOIN people_site i ON i.id = s.site_id
WHERE s.withdrawn_at IS NULL AND s.day_on > %(since)s::date AND s.day_on <= %(until)s::date AND s.shift_seconds > 0
GROUP BY i.vendor_id, s.site_id, s.day_on ORDER BY s.day_on, s.site_id
"""
# Person-days, planned seconds, kept seconds.
Day = tuple[int, int, int]


def stayed_between(since: datetime, until: datetime) -> Mapping[Grain, tuple[int, int]]:
    """(people at the beginning, those of them who were not off-boarded)."""
    return by_grain(rows(_STAYED, {"since": since, "until": until}))


def hours_between(since: date, until: date) -> Mapping[Grain, Sequence[Day]]:
    """Of approved sheets with a shift, day by day; a vendor's days are those of its sites together."""
    days: defaultdict[Grain, defaultdict[date, list[int]]] = defaultdict(
        lambda: defaultdict(lambda: [0, 0, 0])
    )
    for vendor, site, day_on, *counts in rows(_HOURS, {"since": since, "until": until}):
        for grain in (Grain(vendor), Grain(vendor, site)):
            for nth, count in enumerate(counts):
                days[grain][day_on][nth] += count
    return {
        grain: [(n, planned, kept) for n, planned, kept in by_day.values()] for grain, by_day in days.items()
    }
