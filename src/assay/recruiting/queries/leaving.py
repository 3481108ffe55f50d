"""How many of those who work stop, a week: measured by what they did, by market."""

from collections.abc import Collection
from datetime import date, timedelta

from assay.kit.sql import rows
from assay.stats.sampling import Share, wilson

# Weeks of work that are counted, and how many without an answer make somebody gone.
N_WEEKS, N_QUIET = 8, 2
EVERYWHERE = ""
# Each week in which somebody worked is one row; the next one of theirs says whether they left after it. The newest two
# tell only of those before. Who serves several markets counts in each, and once everywhere.
_LEAVING = """
WITH worked AS (
    SELECT DISTINCT contributor_id, (%(until)s::date - day_on) / 7 AS ago FROM work_workday
    WHERE n_submitted > 0 AND day_on > %(since)s::date AND day_on <= %(until)s::date
), weeks AS (
    SELECT contributor_id, ago, ago - lag(ago) OVER (PARTITION BY contributor_id ORDER BY ago) AS until_next FROM worked
), people AS (
    SELECT contributor_id, count(*) AS n, count(*) FILTER (WHERE coalesce(until_next > %(quiet)s::int, true)) AS k
    FROM weeks WHERE ago >= %(quiet)s::int GROUP BY contributor_id
), served AS (
    SELECT p.contributor_id, p.n, p.k, m.code FROM people p
    JOIN people_contributormarket s ON s.contributor_id = p.contributor_id JOIN people_market m ON m.id = s.market_id
    WHERE %(markets)s::text[] IS NULL OR m.code = ANY (%(markets)s::text[])
)
SELECT code, sum(k)::int, sum(n)::int FROM served GROUP BY code
UNION ALL
SELECT '', sum(k)::int, sum(n)::int FROM (SELECT DISTINCT contributor_id, n, k FROM served) once HAVING count(*) > 0
"""


def leaving(markets: Collection[str] | None, *, today: date) -> dict[str, Share]:
    """Of weeks of work, after how many nothing came for two weeks: by the market's code, and in all of them together.

    A week of work is one person's week with an answer; `markets` None: all there are.
    """
    until = today - timedelta(days=1)
    asked = {
        "until": until,
        "since": until - timedelta(weeks=N_WEEKS + N_QUIET),
        "quiet": N_QUIET,
        "markets": None if markets is None else sorted(markets),
    }
    return {code: wilson(k, n) for code, k, n in rows(_LEAVING, asked)}
