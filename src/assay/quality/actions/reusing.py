"""Labels are taken over by content that is the same: found by its hash, carried into every run from then on."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.sql import rows
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.quality.enums import RunState
from assay.quality.models import ConsensusRun, Reuse
from assay.work.actions.queues import label_stage
from assay.work.actions.reusing import ask_after_all, settle_without_judgments
from assay.work.models import Batch, Task

AT_ONCE = 5_000
# The same content in the same market, with a whole label and no tie in it, which was not itself taken over.
_SOURCES = """
SELECT t.id, s.id
FROM work_task t
CROSS JOIN LATERAL (
    SELECT o.id FROM work_task o
    WHERE o.project_id = t.project_id AND o.sha256 = t.sha256 AND o.id <> t.id AND o.withdrawn_at IS NULL
      AND NOT o.is_gold AND o.market_id IS NOT DISTINCT FROM t.market_id
      AND EXISTS (SELECT FROM quality_label l WHERE l.run_id = %(run)s::bigint AND l.task_id = o.id)
      AND NOT EXISTS (
          SELECT FROM quality_label l WHERE l.run_id = %(run)s::bigint AND l.task_id = o.id AND l.is_tie)
      AND NOT EXISTS (SELECT FROM quality_reuse r WHERE r.task_id = o.id AND r.ended_at IS NULL)
    LIMIT 1
) s
WHERE t.id = ANY (%(tasks)s::bigint[]) AND t.withdrawn_at IS NULL AND NOT t.is_gold
"""
_CARRY = """
INSERT INTO quality_label (run_id, task_id, question, subject, value, probability, posterior, is_tie, n_judgments,
    reused_from_id)
SELECT l.run_id, r.task_id, l.question, l.subject, l.value, l.probability, l.posterior, l.is_tie, l.n_judgments,
    r.source_id
FROM quality_reuse r
JOIN work_task t ON t.id = r.task_id AND t.withdrawn_at IS NULL
JOIN quality_label l ON l.run_id = %(run)s::bigint AND l.task_id = r.source_id
WHERE r.ended_at IS NULL AND t.project_id = %(project)s::bigint
ON CONFLICT (run_id, task_id, question, subject) DO NOTHING
RETURNING task_id
"""


def labeled_alike(project: Project, task_ids: Sequence[int]) -> dict[int, int]:
    """Tasks whose content has a valid label already, each with the task that has it.

    Valid is what the newest run says under the label schema in force: it has mapped older answers to it.
    """
    run = _newest(project)
    if run is None or not task_ids:
        return {}
    return dict(rows(_SOURCES, {"run": run.pk, "tasks": list(task_ids)}))


def reuse_labels(by: User | None, *, project: Project, task_ids: Sequence[int], now: datetime) -> int:
    """Take over the labels that the same content has; tasks that somebody has begun are left alone. How many."""
    require(by, project, Permission.MANAGE_TASKS)
    run = _newest(project)
    with transaction.atomic():
        act_as(by)
        sources = labeled_alike(project, task_ids)
        if run is None or not sources:
            return 0
        settled = settle_without_judgments(list(sources), stage_id=run.stage_id, now=now)
        Reuse.objects.bulk_create(
            Reuse(task_id=pk, source_id=sources[pk], run=run, reused_at=now, reused_by=by) for pk in settled
        )
        return len(settled)


def reuse_in_batch(by: User, *, batch: Batch, now: datetime) -> int:
    """The same for everything in a batch that came in before its content had a label; how many."""
    require(by, batch.project, Permission.MANAGE_TASKS)
    n, after = 0, 0
    tasks = Task.objects.filter(batch=batch, withdrawn_at=None).order_by("pk")
    while ids := list(tasks.filter(pk__gt=after).values_list("pk", flat=True)[:AT_ONCE]):
        n += reuse_labels(by, project=batch.project, task_ids=ids, now=now)
        after = ids[-1]
    return n


def carry_over(run: ConsensusRun) -> tuple[int, int]:
    """Give the run's labels of their sources to the tasks that took them over; how many labels, of how many tasks."""
    found = [pk for (pk,) in rows(_CARRY, {"run": run.pk, "project": run.project_id})]
    return len(found), len(set(found))


def end_reuse(*, source_ids: Sequence[int], now: datetime) -> None:
    """What is withdrawn lends its label no longer: who took it over is asked about again."""
    lent = Reuse.objects.filter(source_id__in=source_ids, ended_at=None)
    tasks = list(lent.values_list("task_id", flat=True))
    if tasks:
        lent.update(ended_at=now)
        ask_after_all(tasks, now=now)


def settle_again(task_ids: Sequence[int], *, now: datetime) -> None:
    """Of tasks that were withdrawn and came back, those whose label is still lent to them leave the queue again."""
    lent: dict[int, list[int]] = defaultdict(list)
    found = Reuse.objects.filter(task_id__in=task_ids, ended_at=None)
    for stage_id, task_id in found.values_list("run__stage_id", "task_id"):
        lent[stage_id].append(task_id)
    for stage_id, tasks in lent.items():
        settle_without_judgments(tasks, stage_id=stage_id, now=now)


def _newest(project: Project) -> ConsensusRun | None:
    """The newest run, if it is one under the schema in force."""
    runs = ConsensusRun.objects.filter(project=project, stage=label_stage(project), state=RunState.DONE)
    newest = runs.order_by("-number").first()
    is_current = newest is not None and newest.params.get("schema_version_id") == project.schema_version_id
    return newest if is_current else None
