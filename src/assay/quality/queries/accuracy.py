"""A project's accuracy as if all judgments had been reviewed alike, whatever its review plan looks at more."""

from dataclasses import dataclass

from assay.kit.sql import rows
from assay.stats.sampling import Estimate, Stratum, weighted_share

# A stratum is what one rule of one plan counted together; '' is all of the rule, where it has no named ones. What
# nobody reviewed yet has n = 0. Audits count in quotas of their own, which belong to no rule of a plan.
_STRATA = """
SELECT q.n_seen, count(r.id), count(r.id) FILTER (WHERE r.is_correct),
    count(r.id) FILTER (WHERE coalesce(a.is_correct, r.is_correct))
FROM quality_reviewplan p
JOIN quality_reviewquota q ON q.plan_id = p.id AND p.rules @> jsonb_build_array(jsonb_build_object('key', q.rule))
    AND (q.stratum <> '' OR NOT EXISTS (
    SELECT FROM quality_reviewquota o WHERE o.plan_id = p.id AND o.rule = q.rule AND o.stratum <> ''))
LEFT JOIN quality_reviewitem i
    ON i.project_id = p.project_id AND i.plan_id = p.id AND i.rule = q.rule AND i.stratum = q.stratum
    AND i.purpose = 'sample'
LEFT JOIN quality_review r ON r.item_id = i.id
LEFT JOIN quality_reviewadjustment a ON a.review_id = r.id
WHERE p.project_id = %(project)s::bigint AND p.tier = %(tier)s::text
GROUP BY q.id, q.n_seen
ORDER BY q.id
"""


@dataclass(frozen=True, slots=True)
class ProjectAccuracy:
    """Both weighted by what each stratum stands for; `unseen` is the share of judgments in strata without a review."""

    raw: Estimate
    adjusted: Estimate
    unseen: float


def accuracy_of_project(project_id: int, *, tier: str = "client") -> ProjectAccuracy:
    """Correct judgments of all that the review plans looked at, not only of those that reviewers saw."""
    found = rows(_STRATA, {"project": project_id, "tier": tier})
    total = sum(size for size, *_ in found)
    unseen = sum(size for size, n, *_ in found if not n)
    return ProjectAccuracy(
        raw=weighted_share([Stratum(size, n, k) for size, n, k, _ in found]),
        adjusted=weighted_share([Stratum(size, n, k) for size, n, _, k in found]),
        unseen=unseen / total if total else 0.0,
    )
