"""Gold accuracy: always with its n and its interval, over a window of the newest scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # Answers are JSON.
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from assay.quality.models import Gold, GoldResult
from assay.stats.sampling import Share, wilson

WINDOW = 50


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a contributor is shown right after a gold task, where the stage says so."""

    is_correct: bool
    answers: Mapping[str, Any]
    reason: str


@dataclass(frozen=True, slots=True)
class ContributorAccuracy:
    contributor: UUID
    pseudonym: str
    share: Share


def gold_accuracy(contributor_id: int, stage_id: int, window: int = WINDOW) -> Share:
    """The newest `window` gold scores of a contributor at a stage."""
    newest = GoldResult.objects.filter(contributor_id=contributor_id, stage_id=stage_id).order_by(
        "-judged_at"
    )[:window]
    scores = list(newest.values_list("is_correct", flat=True))
    return wilson(sum(scores), len(scores))


def project_gold_accuracy(project_id: int) -> Share:
    """All gold scores of a project."""
    found = GoldResult.objects.filter(gold__project_id=project_id).aggregate(
        n=Count("pk"), k=Count("pk", filter=Q(is_correct=True))
    )
    return wilson(found["k"], found["n"])


_BY_CONTRIBUTOR = """
SELECT c.uid, c.pseudonym, count(*) FILTER (WHERE r.is_correct), count(*)
FROM (
    SELECT contributor_id, is_correct, row_number() OVER (PARTITION BY contributor_id ORDER BY judged_at DESC) AS nth
    FROM quality_goldresult r JOIN projects_stage s ON s.id = r.stage_id WHERE s.project_id = %s
) r JOIN people_contributor c ON c.id = r.contributor_id
WHERE r.nth <= %s AND c.id = ANY (%s)
GROUP BY c.id ORDER BY c.pseudonym
"""


def accuracy_by_contributor(
    project_id: int, contributor_ids: list[int], window: int = WINDOW
) -> list[ContributorAccuracy]:
    """Windowed accuracy of the named contributors in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_CONTRIBUTOR, [project_id, window, contributor_ids])
        return [ContributorAccuracy(uid, name, wilson(k, n)) for uid, name, k, n in cursor.fetchall()]


def feedback(task_id: int, *, is_correct: bool) -> Feedback | None:
    """The known answer of a gold task and its reason."""
    gold = Gold.objects.filter(task_id=task_id).first()
    return None if gold is None else Feedback(is_correct, gold.answers, gold.reason)
