"""Days that fall short of the minimum of an hour, and what was proposed and decided about extra pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum

from assay.kit.reasons import NotFound
from assay.kit.sql import rows
from assay.money.enums import ExtraKind, ExtraState, RateUnit
from assay.money.models import ExtraPay, RateLine
from assay.money.queries.ledger import require_ledger
from assay.money.rules.periods import last_day
from assay.money.rules.top_ups import is_settled
from assay.people.models import Contributor, User

# Days of people whom nobody employs, every answer settled (rejections, too), for which nothing was proposed yet.
_DAYS = """
SELECT d.contributor_id, s.project_id, d.day_on, sum(d.handling_seconds), p.dispute_days
FROM work_workday d JOIN projects_stage s ON s.id = d.stage_id JOIN projects_project p ON p.id = s.project_id
JOIN people_contributor c ON c.id = d.contributor_id
WHERE d.day_on >= %(since)s::date AND d.day_on < %(today)s::date AND c.vendor_id IS NULL
  AND NOT EXISTS (
    SELECT FROM money_extrapay x WHERE x.contributor_id = d.contributor_id AND x.project_id = s.project_id
      AND x.starts_on = d.day_on AND x.kind = 'top_up')
  AND NOT EXISTS (
    SELECT FROM money_earning e LEFT JOIN money_pendingearning w ON w.earning_id = e.id
    WHERE e.contributor_id = d.contributor_id AND e.work_on = d.day_on AND e.project_id = s.project_id
      AND (w.earning_id IS NOT NULL OR e.vendor_id IS NOT NULL))
  AND NOT EXISTS (
    SELECT FROM quality_review r JOIN work_judgment j ON j.id = r.judgment_id
    WHERE j.contributor_id = d.contributor_id AND j.work_on = d.day_on AND j.project_id = s.project_id
      AND r.verdict = 'rejected' AND r.purpose <> 'planted'
      AND (r.disputable_until >= %(today)s::date
        OR EXISTS (SELECT FROM quality_dispute q WHERE q.review_id = r.id AND q.state = 'open')))
GROUP BY d.contributor_id, s.project_id, d.day_on, p.dispute_days HAVING sum(d.handling_seconds) > 0
ORDER BY d.day_on, s.project_id, d.contributor_id
"""
_EARNED = """
SELECT e.contributor_id, e.project_id, e.work_on, e.currency, sum(e.amount_micro)::bigint
FROM unnest(%(people)s::bigint[], %(projects)s::bigint[], %(days)s::date[]) AS w(contributor, project, day_on)
JOIN money_earning e ON e.contributor_id = w.contributor AND e.work_on = w.day_on AND e.project_id = w.project
GROUP BY 1, 2, 3, 4
"""
Of = tuple[int, int, date]


@dataclass(frozen=True, slots=True)
class SettledDay:
    """Somebody's day in a project: active seconds, and by currency what its answers came to."""

    contributor: int
    project: int
    day_on: date
    seconds: float
    earned: dict[str, int]


def has_minimum() -> bool:
    """Whether any card says what an hour comes to at least."""
    return RateLine.objects.filter(unit=RateUnit.MINIMUM).exists()


def settled_days(*, since: date, today: date) -> list[SettledDay]:
    days = rows(_DAYS, {"since": since, "today": today})
    found = [row for row in days if is_settled(row[2], dispute_days=row[4], today=today)]
    of = {
        "people": [row[0] for row in found],
        "projects": [row[1] for row in found],
        "days": [row[2] for row in found],
    }
    earned: dict[Of, dict[str, int]] = {}
    for contributor, project, day_on, currency, micro in rows(_EARNED, of) if found else ():
        earned.setdefault((contributor, project, day_on), {})[currency] = micro
    return [
        SettledDay(contributor, project, day_on, seconds, earned.get((contributor, project, day_on), {}))
        for contributor, project, day_on, seconds, _days in found
    ]


def extras(person: User, state: ExtraState | None = None) -> QuerySet[ExtraPay]:
    """For who keeps the ledger; what waits comes first, the oldest day before."""
    require_ledger(person)
    found = ExtraPay.objects.select_related("contributor", "project", "line", "rule", "decided_by", "posting")
    if state is not None:
        found = found.filter(state=state)
    return found.order_by("starts_on", "pk") if state == ExtraState.PROPOSED else found.order_by("-pk")


def waiting(person: User) -> list[tuple[str, int]]:
    """By currency: how much waits for approval."""
    sums = extras(person, ExtraState.PROPOSED).order_by("currency").values_list("currency")
    return [(currency, micro) for currency, micro in sums.annotate(Sum("amount_micro"))]


def chosen_extras(person: User, uids: Sequence[UUID]) -> list[ExtraPay]:
    """All of them: one that is not there is not left out in silence."""
    found = list(extras(person).filter(uid__in=uids))
    if len(found) < len(set(uids)):
        raise NotFound
    return found


def own_extras(contributor: Contributor, month: date) -> QuerySet[ExtraPay]:
    """What was posted to somebody in a month; `month`: its first day."""
    found = ExtraPay.objects.select_related("project", "line", "rule").filter(contributor=contributor)
    booked = found.filter(posting__booked_on__range=(month, last_day(month)))
    return booked.filter(kind__in=ExtraKind.values).order_by("starts_on", "pk")
