"""Who was at a site week by week: by what they answered, by their roster, an approved day, or in time by contract."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from assay.kit.sql import rows

# A day row knows its contributor, not the site of that day: it counts for where the person works now.
# Shifts and approved days know their site. A language is spoken by whoever has it, or one below it (pt: pt-BR).
_ACTIVE = """
WITH seen AS (
    SELECT c.site_id, date_trunc('week', d.day_on)::date AS week_on, d.contributor_id
    FROM work_workday d JOIN people_contributor c ON c.id = d.contributor_id
    WHERE c.site_id = ANY (%(sites)s::bigint[]) AND d.n_submitted > 0
      AND d.day_on >= %(since)s::date AND d.day_on < %(until)s::date
    UNION
    SELECT s.site_id, date_trunc('week', s.starts_at AT TIME ZONE i.time_zone)::date, s.contributor_id
    FROM people_shift s JOIN people_site i ON i.id = s.site_id
    WHERE s.site_id = ANY (%(sites)s::bigint[]) AND s.cancelled_at IS NULL
      AND s.starts_at AT TIME ZONE i.time_zone >= %(since)s::date
      AND s.starts_at AT TIME ZONE i.time_zone < %(until)s::date
    UNION
    SELECT t.site_id, date_trunc('week', t.day_on)::date, t.contributor_id FROM people_timesheet t
    WHERE t.site_id = ANY (%(sites)s::bigint[]) AND t.withdrawn_at IS NULL
      AND t.day_on >= %(since)s::date AND t.day_on < %(until)s::date
    UNION
    SELECT c.site_id, w.week_on::date, c.id FROM people_contributor c
    CROSS JOIN generate_series(%(ahead)s::date::timestamp, %(until)s::date - 1, interval '1 week') AS w (week_on)
    CROSS JOIN LATERAL (
        SELECT h.minutes FROM people_contractedhours h
        WHERE h.contributor_id = c.id AND h.from_on <= w.week_on::date + 6 ORDER BY h.from_on DESC, h.id DESC LIMIT 1
    ) agreed
    WHERE c.site_id = ANY (%(sites)s::bigint[]) AND c.standing IN ('active', 'probation') AND agreed.minutes > 0
), asked AS (
    SELECT * FROM unnest(%(asked_sites)s::bigint[], %(languages)s::text[]) AS asked(site_id, language)
)
SELECT site_id, week_on, '' AS language, count(*)::int FROM seen GROUP BY site_id, week_on
UNION ALL
SELECT seen.site_id, week_on, asked.language, count(*)::int FROM seen JOIN asked USING (site_id)
WHERE EXISTS (
    SELECT FROM people_contributorlanguage l WHERE l.contributor_id = seen.contributor_id
      AND (lower(l.language) = lower(asked.language) OR starts_with(lower(l.language), lower(asked.language) || '-'))
) GROUP BY seen.site_id, week_on, asked.language
"""


class Headed(NamedTuple):
    """`language` empty: everybody of the site."""

    site: int
    week_on: date
    language: str


def active_by_week(
    sites: Iterable[int], languages: Iterable[tuple[int, str]], since: date, until: date, *, ahead: date
) -> Mapping[Headed, int]:
    """People who were or are to be there, of weeks from one Monday to before another; one statement.

    From the week `ahead` on also who has contracted hours and no shift yet.
    """
    asked = sorted(set(languages))
    params = {
        "sites": sorted(set(sites)),
        "asked_sites": [site for site, _language in asked],
        "languages": [language for _site, language in asked],
        "since": since,
        "until": until,
        "ahead": ahead,
    }
    return {Headed(site, week_on, language): n for site, week_on, language, n in rows(_ACTIVE, params)}
