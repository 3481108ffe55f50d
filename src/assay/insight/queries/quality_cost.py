"""What quality cost in a month: earnings told apart by what they were for, and time that nothing is booked for."""

from collections import defaultdict
from datetime import date
from typing import Any  # A report is JSON.

from assay.insight.enums import QualityPart, WhyNot
from assay.insight.models import QualityCost
from assay.insight.rules.quality_cost import BOOKED, PARTS, PartCost, per_correct
from assay.insight.rules.returns import Figure, Price
from assay.kit.sql import rows
from assay.projects.models import Project
from assay.quality.queries.accuracy import accuracy_of_project
from assay.stats.sampling import Estimate

# Of work of the month, with what was taken back since. An answer is counted once: gold before rework before discarded.
_BOOKED = """
WITH paid AS (
    SELECT judgment_id, currency, sum(amount_micro)::bigint AS micro
    FROM money_earning
    WHERE project_id = %(project)s::bigint AND work_on >= %(since)s::date AND work_on < %(until)s::date
    GROUP BY judgment_id, currency HAVING sum(amount_micro) <> 0
), told AS (
    SELECT p.currency, p.micro, CASE
        WHEN j.is_gold THEN 'gold'
        WHEN w.judgment_id IS NOT NULL THEN 'rework'
        WHEN t.judgment_id IS NOT NULL THEN 'discarded'
        WHEN EXISTS (
            SELECT FROM work_judgment o LEFT JOIN work_retracted x ON x.judgment_id = o.id
            WHERE o.task_id = j.task_id AND o.stage_id = j.stage_id AND o.id < j.id AND x.judgment_id IS NULL
              AND o.contributor_id IS NOT NULL
        ) THEN 'overlap'
        ELSE 'first' END AS part
    FROM paid p
    JOIN work_judgment j ON j.id = p.judgment_id
    LEFT JOIN work_retracted t ON t.judgment_id = j.id
    LEFT JOIN quality_rework w ON w.project_id = %(project)s::bigint AND w.judgment_id = j.id
)
SELECT currency, part, sum(micro)::bigint, count(*) FROM told GROUP BY currency, part ORDER BY currency, part
"""
_HOURS = """
SELECT currency, sum(amount_micro)::bigint, count(DISTINCT sheet_id) FROM money_hourearning
WHERE project_id = %(project)s::bigint AND day_on >= %(since)s::date AND day_on < %(until)s::date
GROUP BY currency HAVING sum(amount_micro) <> 0 ORDER BY currency
"""
_MACHINES = """
SELECT e.currency, sum(e.amount_micro)::bigint, count(*) FROM money_ledgerentry e
JOIN money_ledgeraccount a ON a.id = e.account_id
WHERE a.kind = 'machine' AND a.project_id = %(project)s::bigint
  AND e.booked_on >= %(since)s::date AND e.booked_on < %(until)s::date
GROUP BY e.currency HAVING sum(e.amount_micro) <> 0 ORDER BY e.currency
"""
_REVIEWS = """
SELECT CASE WHEN purpose IN ('audit', 'planted') THEN 'audit' ELSE 'review' END, count(*),
    coalesce(sum(handling_seconds), 0)
FROM quality_review
WHERE project_id = %(project)s::bigint AND reviewed_at >= %(since)s::date::timestamp AT TIME ZONE 'UTC'
  AND reviewed_at < %(until)s::date::timestamp AT TIME ZONE 'UTC'
GROUP BY 1 ORDER BY 1
"""
_RETURNS = """
SELECT count(*) FROM delivery_escape e JOIN delivery_release r ON r.id = e.release_id
WHERE r.project_id = %(project)s::bigint AND e.is_upheld
  AND e.created_at >= %(since)s::date::timestamp AT TIME ZONE 'UTC'
  AND e.created_at < %(until)s::date::timestamp AT TIME ZONE 'UTC'
"""


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def reckoned(project: Project, month: date) -> tuple[dict[str, Any], dict[str, Any]]:
    """`booked` by currency and part, and `spent` by part; what nothing was counted of is left out."""
    params = {"project": project.pk, "since": month, "until": next_month(month)}
    booked: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for currency, part, micro, n in rows(_BOOKED, params):
        booked[currency][part] = {"micro": int(micro), "n": n}
    for currency, micro, n in rows(_HOURS, params):
        booked[currency][QualityPart.HOURS.value] = {"micro": int(micro), "n": n}
    for currency, micro, n in rows(_MACHINES, params):
        booked[currency][QualityPart.MACHINES.value] = {"micro": int(micro), "n": n}
    spent = {part: {"n": n, "seconds": round(seconds, 1)} for part, n, seconds in rows(_REVIEWS, params)}
    [(n_returned,)] = rows(_RETURNS, params)
    if n_returned:
        spent[QualityPart.RETURNS.value] = {"n": n_returned}
    return dict(booked), spent


def quality_costs(project: Project) -> list[QualityCost]:
    """Every month that was reckoned, newest first."""
    found = QualityCost.objects.filter(project=project).select_related("reckoned_by")
    return list(found.order_by("-month_on"))


def correct_label(project: Project, price: Price | WhyNot) -> tuple[Estimate, Figure | WhyNot]:
    """The share of answers that reviewers found right, and what a correct label costs by it."""
    right = accuracy_of_project(project.pk).adjusted
    return right, price if isinstance(price, WhyNot) else per_correct(price.each, right)


def parts_of(report: QualityCost, currency: str) -> list[PartCost]:
    """Every part: booked, counted, or neither."""
    booked = report.booked.get(currency, {})
    found = []
    for part in PARTS:
        if part in BOOKED:
            own = booked.get(part.value, {"micro": 0, "n": 0})
            found.append(PartCost(part, own["micro"], own["n"]))
        else:
            counted = report.spent.get(part.value, {})
            found.append(PartCost(part, None, counted.get("n"), counted.get("seconds")))
    return found
