"""Labels that a policy change may have made wrong."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any  # Labels and concerns are JSON.
from uuid import UUID

import msgspec
from django.db.models import Exists, OuterRef, QuerySet

from assay.kit.reasons import NotFound
from assay.kit.sql import rows
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import GuidelineVersion, Project, Stage
from assay.projects.queries.permission import require, visible_projects
from assay.quality.models import ConsensusRun, InvalidatedTask, Invalidation
from assay.work.models import Task

# A walk by primary key, so that no part of it holds more than some thousand labels. A label counts while it rests on
# a judgment that still counts and was made before the change.
_PART = """
SELECT l.id, l.task_id, l.question, l.value::text FROM quality_label l
JOIN work_task t ON t.id = l.task_id AND t.withdrawn_at IS NULL
LEFT JOIN people_market m ON m.id = t.market_id
WHERE l.run_id = %(run)s::bigint AND l.id > %(after)s::bigint AND l.question = ANY (%(questions)s::text[])
  AND (%(markets)s::text[] IS NULL OR m.code = ANY (%(markets)s::text[]))
  AND EXISTS (
      SELECT FROM work_judgment j
      LEFT JOIN work_retracted r ON r.judgment_id = j.id
      LEFT JOIN projects_guidelineversion g ON g.id = j.guideline_version_id
      WHERE j.task_id = l.task_id AND j.stage_id = %(stage)s::bigint AND NOT j.is_gold AND r.judgment_id IS NULL
        AND coalesce(g.number, 0) < %(number)s::int)
ORDER BY l.id LIMIT %(most)s::int
"""
_SECONDS = """
SELECT count(*)::int, avg(handling_seconds) FROM (
    SELECT handling_seconds FROM work_judgment
    WHERE project_id = %(project)s::bigint AND stage_id = %(stage)s::bigint AND NOT is_gold
      AND contributor_id IS NOT NULL
    ORDER BY id DESC LIMIT 1000
) recent
"""
PART = 5_000


def concerned_labels(
    version: GuidelineVersion, run: ConsensusRun, *, after: int = 0
) -> Iterator[tuple[int, list[int]]]:
    """In parts: the last label that was looked at, and the task of each label that may be wrong."""
    concerns: Mapping[str, Any] = version.concerns
    questions: Mapping[str, Sequence[str]] = concerns.get("questions", {})
    params = {
        "run": run.pk,
        "stage": run.stage_id,
        "number": version.number,
        "questions": list(questions),
        "markets": concerns.get("markets") or None,
        "most": PART,
    }
    while found := rows(_PART, {**params, "after": after}):
        after = found[-1][0]
        named = (task for _label, task, question, value in found if _is_named(value, questions[question]))
        yield after, list(named)


def _is_named(text: str, answers: Sequence[str]) -> bool:
    """Whether the label says one of the answers; of several choices, whether one of them is."""
    if not answers:
        return True
    value = msgspec.json.decode(text)
    said = value if isinstance(value, list) else [value]
    return any(str(each) in answers for each in said)


def recent_seconds(stage: Stage) -> tuple[int, float | None]:
    """How many recent judgments there are, and their mean handling time."""
    n, mean = rows(_SECONDS, {"project": stage.project_id, "stage": stage.pk})[0]
    return int(n), float(mean) if mean is not None else None


def invalidation_of(version: GuidelineVersion) -> Invalidation | None:
    return Invalidation.objects.select_related("decided_by", "run__stage").filter(version=version).first()


def version_for(user: User, project: Project, number: int) -> GuidelineVersion:
    """A version of a project in sight whose answers the person may see."""
    if not visible_projects(user).filter(pk=project.pk).exists():
        raise NotFound
    require(user, project, Permission.VIEW_ANSWERS)
    version = GuidelineVersion.objects.filter(project=project, number=number).first()
    if version is None:
        raise NotFound
    return version


def version_in_sight(user: User, uid: UUID) -> GuidelineVersion:
    """The same by its outer id."""
    found = GuidelineVersion.objects.select_related("project").filter(uid=uid).first()
    if found is None:
        raise NotFound
    return version_for(user, found.project, found.number)


def invalidated_tasks(invalidation: Invalidation) -> QuerySet[Task]:
    """The tasks with such a label."""
    named = InvalidatedTask.objects.filter(invalidation=invalidation, task=OuterRef("pk"))
    return Task.objects.filter(Exists(named))
