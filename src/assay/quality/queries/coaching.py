"""What coaching looks at and is measured by: counts of one person between two moments."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from assay.kit.sql import rows
from assay.people.models import Contributor, User
from assay.quality.models import Review, ReviewError
from assay.stats.sampling import Share, wilson

# By when the work was done: what was done before a session and reviewed after it counts as before.
_REVIEWED = """
SELECT count(*)::int, count(*) FILTER (WHERE coalesce(a.is_correct, r.is_correct))::int,
    count(*) FILTER (WHERE NOT EXISTS (
        SELECT FROM quality_reviewerror e JOIN quality_errortype t ON t.id = e.error_type_id
        WHERE e.review_id = r.id AND t.key = %(error)s::text AND NOT EXISTS (
            SELECT FROM quality_dispute d WHERE d.review_id = r.id AND d.state = 'overturned'
              AND (d.error_id IS NULL OR d.error_id = e.id))))::int
FROM quality_review r
JOIN work_judgment j ON j.id = r.judgment_id
LEFT JOIN quality_reviewadjustment a ON a.review_id = r.id
WHERE r.contributor_id = %(who)s::bigint AND r.project_id = %(project)s::bigint
  AND r.tier = 'client' AND r.purpose IN ('sample', 'lot')
  AND j.submitted_at > %(since)s::timestamptz AND j.submitted_at <= %(until)s::timestamptz
"""
_GOLD = """
SELECT count(*)::int, count(*) FILTER (WHERE g.is_correct)::int
FROM quality_goldresult g JOIN projects_stage s ON s.id = g.stage_id
WHERE g.contributor_id = %(who)s::bigint AND s.project_id = %(project)s::bigint
  AND g.judged_at > %(since)s::timestamptz AND g.judged_at <= %(until)s::timestamptz
  AND NOT EXISTS (SELECT FROM work_retracted x WHERE x.judgment_id = g.judgment_id)
"""
_UPHELD = """
SELECT count(*)::int, count(*) FILTER (WHERE r.is_correct = a.is_correct)::int
FROM quality_review r JOIN quality_reviewitem i ON i.audited_id = r.id JOIN quality_review a ON a.item_id = i.id
WHERE r.reviewer_id = %(who)s::bigint AND r.project_id = %(project)s::bigint
  AND r.reviewed_at > %(since)s::timestamptz AND r.reviewed_at <= %(until)s::timestamptz
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """In one project, after `since` and up to `until`."""

    project: int
    since: datetime
    until: datetime

    def params(self, who: int, **more: object) -> dict[str, object]:
        return {"who": who, "project": self.project, "since": self.since, "until": self.until, **more}


def reviewed_in(stretch: Stretch, contributor: Contributor, error_key: str = "") -> tuple[Share, Share]:
    """(right after disputes, without that error type) of the judgments that the client's reviewers looked at."""
    ((n, n_right, n_without),) = rows(_REVIEWED, stretch.params(contributor.pk, error=error_key))
    return wilson(n_right, n), wilson(n_without, n)


def gold_in(stretch: Stretch, contributor: Contributor) -> Share:
    ((n, k),) = rows(_GOLD, stretch.params(contributor.pk))
    return wilson(k, n)


def upheld_in(stretch: Stretch, reviewer: User) -> Share:
    """Of a reviewer's verdicts that were audited, those that were upheld."""
    ((n, k),) = rows(_UPHELD, stretch.params(reviewer.pk))
    return wilson(k, n)


def reviews_to_pin(contributor: Contributor, since: datetime, most: int) -> list[Review]:
    """The client's reviews of somebody that found something, newest first: what a session looks at together."""
    errors = ReviewError.objects.filter(review=OuterRef("pk"))
    found = Review.objects.filter(
        Exists(errors), contributor=contributor, tier="client", reviewed_at__gt=since
    )
    found = (
        found.filter(purpose__in=["sample", "lot"])
        .exclude(adjustment__is_correct=True)
        .select_related("project", "judgment__task")
    )
    return list(found.prefetch_related("errors__error_type").order_by("-reviewed_at", "-pk")[:most])


def reviews_made(reviewer: User, since: datetime, most: int) -> QuerySet[Review]:
    """What somebody has reviewed, newest first: for who coaches a QA."""
    found = Review.objects.filter(reviewer=reviewer, reviewed_at__gt=since, purpose__in=["sample", "lot"])
    found = found.select_related("project", "judgment__task").prefetch_related("errors__error_type")
    return found.order_by("-reviewed_at", "-pk")[:most]
