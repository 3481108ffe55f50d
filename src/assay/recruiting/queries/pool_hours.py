"""What hours the talent pool gives a week, by market."""

from dataclasses import dataclass

from assay.kit.sql import rows

# Whoever serves several markets gives each an equal part.
_HOURS = """
WITH able AS (
    SELECT m.code, k.week_hours, count(*) OVER (PARTITION BY c.id) AS n_markets
    FROM people_contributor c
    JOIN people_user u ON u.id = c.user_id AND u.is_active
    JOIN recruiting_talentcard k ON k.contributor_id = c.id
    JOIN people_contributormarket s ON s.contributor_id = c.id
    JOIN people_market m ON m.id = s.market_id
    WHERE c.standing IN ('active', 'probation')
)
SELECT code, count(*)::int, (count(*) FILTER (WHERE week_hours > 0))::int, sum(week_hours / n_markets)::float8,
    avg(week_hours) FILTER (WHERE week_hours > 0)
FROM able GROUP BY code ORDER BY code
"""


@dataclass(frozen=True, slots=True)
class PoolHours:
    """Of a market: who may work there, who did of late, their hours a week, and what one who works gives."""

    n_people: int
    n_at_work: int
    hours: float
    hours_each: float | None


def pool_hours() -> dict[str, PoolHours]:
    """By the code of the market; over the last four weeks, as the cards have it."""
    return {code: PoolHours(*rest) for code, *rest in rows(_HOURS, {})}
