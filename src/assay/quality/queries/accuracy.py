"""A project's accuracy as if all judgments had been reviewed alike, whatever its review plan looks at more."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from assay.kit.sql import rows
from assay.projects.models import Stage
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


# Of each person what was reviewed of each stratum, and how many judgments of the stratum one that was taken stands for.
_OF_PEOPLE = """
SELECT r.contributor_id, q.n_seen::float8 / greatest(q.n_taken, 1), count(*),
    count(*) FILTER (WHERE coalesce(a.is_correct, r.is_correct))
FROM quality_review r
JOIN quality_reviewitem i ON i.id = r.item_id
JOIN quality_reviewquota q ON q.plan_id = i.plan_id AND q.rule = i.rule AND q.stratum = i.stratum
LEFT JOIN quality_reviewadjustment a ON a.review_id = r.id
WHERE r.project_id = %(project)s::bigint AND r.stage_id = %(stage)s::bigint AND r.tier = 'client'
  AND r.purpose = 'sample' AND r.reviewed_at <= %(as_of)s::timestamptz AND r.contributor_id IS NOT NULL
GROUP BY r.contributor_id, q.id, 2
ORDER BY r.contributor_id, q.id
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


def reviewed_people(stage: Stage, *, as_of: datetime) -> dict[int, Estimate]:
    """By contributor: right after disputes, weighted as if all that the person did had been reviewed alike."""
    params = {"project": stage.project_id, "stage": stage.pk, "as_of": as_of}
    strata: dict[int, list[Stratum]] = defaultdict(list)
    for contributor_id, stands_for, n, k in rows(_OF_PEOPLE, params):
        strata[contributor_id].append(Stratum(max(n, round(n * stands_for)), n, k))
    return {contributor_id: weighted_share(found) for contributor_id, found in strata.items()}
