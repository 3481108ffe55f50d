"""Gold accuracy: always with its n and its interval, over a window of the newest scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # Answers are JSON.
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assay.kit.reasons import NotFound
from assay.kit.sql import rows
from assay.people.models import Contributor, User
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import visible_projects
from assay.quality.models import Gold, GoldResult
from assay.stats.sampling import Share, wilson
from assay.work.models import Claim, Task

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
SELECT c.uid, c.pseudonym, window_.n_right, window_.n
FROM people_contributor c
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE newest.is_correct) AS n_right, count(*) AS n
    FROM (SELECT r.is_correct FROM quality_goldresult r JOIN projects_stage s ON s.id = r.stage_id
          WHERE s.project_id = %(project)s::bigint AND r.contributor_id = c.id
          ORDER BY r.judged_at DESC, r.id DESC LIMIT %(window)s::int) newest
) window_
WHERE c.id = ANY (%(contributors)s::bigint[]) AND window_.n > 0
ORDER BY c.pseudonym
"""


def accuracy_by_contributor(
    project_id: int, contributor_ids: list[int], window: int = WINDOW
) -> list[ContributorAccuracy]:
    """Windowed accuracy of the named contributors in one query; who has no score is left out."""
    params = {"project": project_id, "window": window, "contributors": contributor_ids}
    return [ContributorAccuracy(uid, name, wilson(k, n)) for uid, name, k, n in rows(_BY_CONTRIBUTOR, params)]


def scored_contributors(project_id: int) -> QuerySet[Contributor]:
    """Everybody with a gold score in the project, by pseudonym."""
    scores = GoldResult.objects.filter(contributor=OuterRef("pk"), stage__project_id=project_id)
    return Contributor.objects.filter(Exists(scores)).order_by("pseudonym")


def gold_of(project_id: int) -> QuerySet[Gold]:
    """The project's gold, in use first, with how many people were shown it, how many answered, and answered right."""
    right = Count("results", filter=Q(results__is_correct=True))
    claims = Claim.objects.filter(task=OuterRef("task")).values("task")
    shown = Subquery(claims.annotate(n=Count("contributor", distinct=True)).values("n"))
    found = Gold.objects.filter(project_id=project_id).select_related("task", "created_by")
    found = found.annotate(n_scores=Count("results"), n_right=right, n_shown=Coalesce(shown, 0))
    return found.order_by(F("retired_at").desc(nulls_first=True), "-pk")


def n_gold_in_use(project_id: int) -> int:
    """Gold tasks that may still be shown."""
    return Gold.objects.filter(project_id=project_id, retired_at=None).count()


def tasks_without_answer(project_id: int) -> QuerySet[Task]:
    """Tasks of gold batches whose accepted answer nobody has given yet."""
    waiting = Task.objects.filter(batch__project_id=project_id, batch__is_gold=True, is_gold=True)
    return waiting.filter(gold=None, withdrawn_at=None).order_by("pk")


def gold_task_for(project_id: int, external_id: str) -> Task | None:
    """A task of a gold batch by its external id, with the answer it may have already."""
    found = Task.objects.select_related("gold").filter(project_id=project_id, external_id=external_id)
    return found.filter(is_gold=True).first()


def feedback(task_id: int, *, is_correct: bool) -> Feedback | None:
    """The known answer of a gold task and its reason."""
    gold = Gold.objects.filter(task_id=task_id).first()
    return None if gold is None else Feedback(is_correct, gold.answers, gold.reason)


def gold_for(user: User, uid: UUID) -> Gold:
    """A gold task of a project that the person sees; NotFound otherwise."""
    visible = visible_projects(user, Permission.MANAGE_GOLD)
    found = Gold.objects.select_related("project", "task").filter(uid=uid, project__in=visible).first()
    if found is None:
        raise NotFound
    return found
