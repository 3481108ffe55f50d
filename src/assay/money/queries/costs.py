"""What work cost, by project, market and day: from the roll-up, never by reading earnings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assay.kit.sql import rows

_BY_PROJECT = """
SELECT c.project_id, c.currency, sum(c.n_judgments)::bigint, sum(c.micro)::bigint, sum(c.final_micro)::bigint
FROM money_costday c
WHERE c.project_id = ANY (%(projects)s::bigint[]) AND c.day_on > %(after)s::date AND c.day_on <= %(until)s::date
  AND (%(market)s::bigint IS NULL OR c.market_id = %(market)s::bigint)
GROUP BY c.project_id, c.currency ORDER BY 1, 2
"""
_BY_MARKET = """
SELECT coalesce(m.code, ''), c.currency, sum(c.n_judgments)::bigint, sum(c.micro)::bigint, sum(c.final_micro)::bigint
FROM money_costday c LEFT JOIN people_market m ON m.id = c.market_id
WHERE c.project_id = %(project)s::bigint AND c.day_on > %(after)s::date AND c.day_on <= %(until)s::date
GROUP BY m.code, c.currency ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Costed:
    """In one currency: judgments that were paid by the piece, what all work cost, and what of it is final."""

    currency: str
    n_judgments: int
    micro: int
    final_micro: int


def cost_by_project(
    project_ids: Iterable[int], *, after: date, until: date, market: int | None = None
) -> dict[int, list[Costed]]:
    """Of work done after one day and up to another; hours are a cost of their project and of no market."""
    found: dict[int, list[Costed]] = {}
    params = {"projects": list(project_ids), "after": after, "until": until, "market": market}
    for project, *rest in rows(_BY_PROJECT, params):
        found.setdefault(project, []).append(Costed(*rest))
    return found


def cost_by_market(project_id: int, *, after: date, until: date) -> dict[str, list[Costed]]:
    """The same of one project, by the code of the market; empty: of none."""
    found: dict[str, list[Costed]] = {}
    for market, *rest in rows(_BY_MARKET, {"project": project_id, "after": after, "until": until}):
        found.setdefault(market, []).append(Costed(*rest))
    return found
