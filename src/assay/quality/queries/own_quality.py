"""A contributor's own quality: what reviewers said of their work, with examples and a trend. Nobody else's.

An error that was overturned counts no more: the person is shown what is left after disputes.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from assay.kit.sql import rows
from assay.people.models import Contributor
from assay.quality.enums import ReviewPurpose, ReviewTier, ReworkState
from assay.quality.models import Review, Rework
from assay.stats.sampling import Share, wilson

WEEKS = 8
# What tells of the person: audits and planted ones tell of reviewers, rechecks of what was done again.
COUNTING = (ReviewPurpose.SAMPLE, ReviewPurpose.LOT)
_PROJECTS = """
SELECT p.uid, p.name, count(*)::int, count(*) FILTER (WHERE coalesce(a.is_correct, r.is_correct))::int,
    avg(1 - coalesce(a.points, r.points)), count(*) FILTER (WHERE coalesce(a.is_critical, r.is_critical))::int
FROM quality_review r JOIN projects_project p ON p.id = r.project_id
LEFT JOIN quality_reviewadjustment a ON a.review_id = r.id
WHERE r.contributor_id = %(contributor)s::bigint AND r.tier = 'client' AND r.purpose IN ('sample', 'lot')
  AND r.reviewed_at > %(since)s::timestamptz
GROUP BY p.uid, p.name ORDER BY p.name
"""
_WEEKS = """
SELECT date_trunc('week', r.reviewed_at AT TIME ZONE 'UTC')::date, count(*)::int,
    count(*) FILTER (WHERE coalesce(a.is_correct, r.is_correct))::int
FROM quality_review r LEFT JOIN quality_reviewadjustment a ON a.review_id = r.id
WHERE r.contributor_id = %(contributor)s::bigint AND r.tier = 'client' AND r.purpose IN ('sample', 'lot')
  AND r.reviewed_at > %(since)s::timestamptz
GROUP BY 1 ORDER BY 1
"""
_ERRORS = """
SELECT t.name, e.severity, count(*)::int
FROM quality_reviewerror e JOIN quality_review r ON r.id = e.review_id
JOIN quality_errortype t ON t.id = e.error_type_id
WHERE r.contributor_id = %(contributor)s::bigint AND r.tier = 'client' AND r.purpose IN ('sample', 'lot')
  AND r.reviewed_at > %(since)s::timestamptz
  AND NOT EXISTS (
    SELECT FROM quality_dispute d WHERE d.review_id = r.id AND d.state = 'overturned'
      AND (d.error_id IS NULL OR d.error_id = e.id)
  )
GROUP BY 1, 2 ORDER BY 3 DESC, 1 LIMIT 10
"""


@dataclass(frozen=True, slots=True)
class OwnProject:
    """`mean_score` is 1 minus the weights of errors, over the reviewed judgments."""

    uid: UUID
    name: str
    accuracy: Share
    mean_score: float
    n_critical: int


@dataclass(frozen=True, slots=True)
class OwnWeek:
    begins_on: date
    accuracy: Share


@dataclass(frozen=True, slots=True)
class OwnError:
    name: str
    severity: str
    n: int


def own_accuracy(contributor: Contributor, *, now: datetime) -> list[OwnProject]:
    """Of the last weeks, per project."""
    found = rows(_PROJECTS, _params(contributor, now))
    return [OwnProject(uid, name, wilson(k, n), float(score), c) for uid, name, n, k, score, c in found]


def own_trend(contributor: Contributor, *, now: datetime) -> list[OwnWeek]:
    """Week by week, the oldest first."""
    return [OwnWeek(on, wilson(k, n)) for on, n, k in rows(_WEEKS, _params(contributor, now))]


def own_errors(contributor: Contributor, *, now: datetime) -> list[OwnError]:
    """What was charged most often."""
    return [OwnError(*row) for row in rows(_ERRORS, _params(contributor, now))]


def own_reviews(contributor: Contributor) -> QuerySet[Review]:
    """What was said, newest first."""
    found = Review.objects.filter(contributor=contributor, tier=ReviewTier.CLIENT, purpose__in=COUNTING)
    found = found.select_related("judgment__task", "project", "item", "reviewer", "adjustment")
    return found.prefetch_related("errors__error_type").order_by("-reviewed_at", "-pk")


def own_wrong(contributor: Contributor, *, now: datetime, most: int = 3) -> list[Review]:
    """The newest of the last weeks that were found wrong and not overturned."""
    found = own_reviews(contributor).filter(reviewed_at__gt=now - timedelta(weeks=WEEKS))
    return list(found.filter(Q(is_correct=False), ~Q(adjustment__is_correct=True))[:most])


def own_reworks(contributor: Contributor) -> QuerySet[Rework]:
    """What waits to be answered again, the most urgent first."""
    waiting = Rework.objects.filter(contributor=contributor, state=ReworkState.OPEN)
    return waiting.select_related("task", "review", "project").order_by("due_at")


def _params(contributor: Contributor, now: datetime) -> dict[str, object]:
    return {"contributor": contributor.pk, "since": now - timedelta(weeks=WEEKS)}
