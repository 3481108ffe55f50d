"""Approved days whose pay by the hour is to be looked at, and what approved hours have come to."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assay.kit.reasons import NotFound
from assay.kit.sql import rows
from assay.people.enums import TimeKind
from assay.people.models import TimeSheet, User
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission

_WORKED = """
SELECT t.id, s.project_id, sum(d.handling_seconds)
FROM people_timesheet t
JOIN work_workday d ON d.contributor_id = t.contributor_id AND d.day_on = t.day_on
JOIN projects_stage s ON s.id = d.stage_id
WHERE t.id = ANY (%(sheets)s::bigint[]) AND d.handling_seconds > 0
GROUP BY t.id, s.project_id
"""
# Where somebody works in one market only, an hour is of that market.
_MARKETS = """
SELECT c.contributor_id, min(m.code), min(m.language) FROM people_contributormarket c
JOIN people_market m ON m.id = c.market_id WHERE c.contributor_id = ANY (%(people)s::bigint[])
GROUP BY c.contributor_id HAVING count(*) = 1
"""
_WEEKS = """
SELECT v.name, s.name, date_trunc('week', h.day_on)::date AS week_on, h.currency, count(DISTINCT h.sheet_id),
    sum(h.seconds)::bigint,
    coalesce(sum(h.seconds - h.unpaid_seconds) FILTER (WHERE h.line_id IS NOT NULL), 0)::bigint,
    sum(h.amount_micro)::bigint
FROM money_hourearning h JOIN people_timesheet t ON t.id = h.sheet_id
JOIN people_site s ON s.id = t.site_id JOIN people_vendor v ON v.id = h.vendor_id
WHERE h.day_on > %(since)s::date AND h.day_on <= %(until)s::date
GROUP BY v.name, s.id, week_on, h.currency HAVING sum(h.seconds) > 0
ORDER BY week_on DESC, v.name, s.name, h.currency
"""

HALF_A_YEAR = timedelta(days=182)


@dataclass(frozen=True, slots=True)
class Market:
    code: str
    language: str


@dataclass(frozen=True, slots=True)
class HourWeek:
    """What a site's approved days of a week came to in one currency; no currency: no card pays these hours."""

    vendor: str
    site: str
    week_on: date
    currency: str
    n_days: int
    seconds: int
    paid_seconds: int
    micro: int


def worked_by_sheet(sheets: Sequence[TimeSheet]) -> dict[int, dict[int, float]]:
    """Active seconds by project on the day of each sheet."""
    found: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for sheet, project, seconds in rows(_WORKED, {"sheets": [each.pk for each in sheets]}):
        found[sheet][project] = seconds
    return found


def only_markets(contributor_ids: Sequence[int]) -> dict[int, Market]:
    return {who: Market(code, of) for who, code, of in rows(_MARKETS, {"people": list(contributor_ids)})}


def idle_seconds(sheet: TimeSheet) -> int:
    by_kind = dict(zip(sheet.kinds, sheet.seconds, strict=True))
    return int(by_kind.get(TimeKind.IDLE.value, 0))


def hour_weeks(person: User, *, since: date, until: date) -> list[HourWeek]:
    """For who keeps the ledger: nobody else learns what the hours of other partners cost."""
    if not may(person, Permission.VIEW_LEDGER):
        raise NotFound
    return [HourWeek(*row) for row in rows(_WEEKS, {"since": since, "until": until})]
