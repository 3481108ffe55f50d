"""Who could do work of a market in a language: by what is known of people, before anybody is a member of a project."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assay.kit.sql import rows

# The same conditions as routing has, without those that only a project can have.
_ELIGIBLE = """
SELECT a.market, a.language, c.id, c.vendor_id IS NOT NULL, coalesce(s.name, '')
FROM unnest(%(markets)s::text[], %(languages)s::text[]) AS a(market, language)
JOIN people_market m ON m.code = a.market
JOIN people_contributormarket served ON served.market_id = m.id
JOIN people_contributor c ON c.id = served.contributor_id
JOIN people_user u ON u.id = c.user_id
LEFT JOIN people_site s ON s.id = c.site_id
WHERE u.is_active
  AND (c.standing IN ('active', 'probation') OR (c.standing = 'paused' AND c.standing_until <= %(now)s::timestamptz))
  AND EXISTS (SELECT FROM people_contributorlanguage l WHERE l.contributor_id = c.id AND l.level >= %(level)s::int
    AND (l.language = a.language OR starts_with(a.language, l.language || '-')))
  AND NOT EXISTS (SELECT FROM unnest(%(skills)s::bigint[], %(scores)s::int[]) AS need(skill_id, score)
    WHERE NOT EXISTS (SELECT FROM people_contributorskill has WHERE has.contributor_id = c.id
      AND has.skill_id = need.skill_id AND has.score >= need.score
      AND (has.expires_at IS NULL OR has.expires_at > %(now)s::timestamptz)))
  AND (%(vendors)s::bigint[] IS NULL OR c.vendor_id = ANY (%(vendors)s::bigint[]))
ORDER BY a.market, a.language, c.pseudonym
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could; `site` is a name, or empty."""

    market: str
    language: str
    contributor_id: int
    is_of_vendor: bool
    site: str


def eligible(
    places: Sequence[tuple[str, str]],
    *,
    level: int,
    now: datetime,
    skills: Mapping[int, int] | None = None,
    vendors: Sequence[int] | None = None,
) -> list[Candidate]:
    """By (market, language): active, in the market, in the language at least at that level, with every skill at its
    least score; of these vendors where any are named. Who serves two places is there twice."""
    needed = dict(skills or {})
    params = {
        "markets": [market for market, _language in places],
        "languages": [language for _market, language in places],
        "level": level,
        "now": now,
        "skills": list(needed),
        "scores": list(needed.values()),
        "vendors": None if vendors is None else list(vendors),
    }
    return [Candidate(*row) for row in rows(_ELIGIBLE, params)]
