"""Rules of bonuses, and the months of work that they are held against."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from assay.kit.reasons import NotFound
from assay.kit.sql import rows
from assay.money.models import BonusRule
from assay.money.rules.bonuses import BonusTerms, MonthOfWork
from assay.money.rules.periods import last_day
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import opened_projects

# What the client's reviewers found on a random sample, after disputes; of people whom nobody employed then. People for
# whom something was proposed by that rule, or whose pay of the month is not final yet, are left out.
_MONTH = """
WITH reviewed AS (
    SELECT v.contributor_id, count(*)::int AS n,
        count(*) FILTER (WHERE coalesce(a.is_correct, v.is_correct))::int AS n_right
    FROM quality_review v JOIN work_judgment j ON j.id = v.judgment_id
    LEFT JOIN quality_reviewadjustment a ON a.review_id = v.id
    WHERE v.project_id = %(project)s::bigint AND v.tier = 'client' AND v.purpose IN ('sample', 'lot')
      AND j.work_on BETWEEN %(first)s::date AND %(last)s::date AND j.vendor_id IS NULL AND v.contributor_id IS NOT NULL
    GROUP BY v.contributor_id HAVING count(*) >= %(least)s::int
), earned AS (
    SELECT e.contributor_id, sum(e.amount_micro) FILTER (WHERE e.currency = %(currency)s)::bigint AS micro,
        bool_or(w.earning_id IS NOT NULL) AS is_pending
    FROM money_earning e LEFT JOIN money_pendingearning w ON w.earning_id = e.id
    WHERE e.project_id = %(project)s::bigint AND e.work_on BETWEEN %(first)s::date AND %(last)s::date
      AND e.vendor_id IS NULL
    GROUP BY e.contributor_id
)
SELECT r.contributor_id, r.n, r.n_right, coalesce(e.micro, 0)::bigint
FROM reviewed r LEFT JOIN earned e ON e.contributor_id = r.contributor_id
WHERE NOT coalesce(e.is_pending, false) AND NOT EXISTS (
    SELECT FROM money_extrapay x WHERE x.rule_id = %(rule)s::bigint AND x.contributor_id = r.contributor_id
      AND x.starts_on = %(first)s::date)
ORDER BY r.contributor_id
"""


def has_rules() -> bool:
    return BonusRule.objects.exists()


def rules_of(project: Project) -> QuerySet[BonusRule]:
    """Those that hold first, the newest before."""
    found = BonusRule.objects.select_related("project", "set_by").filter(project=project)
    return found.order_by("ended_at", "-pk")


def rule_for(person: User, uid: UUID) -> BonusRule:
    seen = opened_projects(person, [Permission.VIEW_RATES])
    found = BonusRule.objects.select_related("project", "set_by").filter(uid=uid, project__in=seen).first()
    if found is None:
        raise NotFound
    return found


def terms_of(rule: BonusRule) -> BonusTerms:
    return BonusTerms(
        rule.name,
        rule.least_share,
        rule.least_n,
        rule.cap_micro,
        rule.currency,
        rule.reason,
        rule.percent,
        rule.fixed_micro,
    )


def month_of_work(rule: BonusRule, month: date) -> Mapping[int, MonthOfWork]:
    """By contributor."""
    found = rows(
        _MONTH,
        {
            "rule": rule.pk,
            "project": rule.project_id,
            "first": month,
            "last": last_day(month),
            "least": rule.least_n,
            "currency": rule.currency,
        },
    )
    return {contributor: MonthOfWork(n, n_right, micro) for contributor, n, n_right, micro in found}
