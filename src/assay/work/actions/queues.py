"""Queues are made when the first task needs them; tasks change from one to another."""

from collections.abc import Sequence
from datetime import datetime

from assay.kit.sql import rows
from assay.projects.enums import StageKind
from assay.projects.models import Project, Stage
from assay.work.actions.eligibility import refresh_eligibility
from assay.work.enums import BatchState, Priority
from assay.work.facts import BENIGN, Sensitivity
from assay.work.models import Batch, Queue
from assay.work.rules.rank import rank

# A new position, so that cursors that have passed meet the task again.
_REQUEUE = """
UPDATE work_queueitem SET queue_id = %(queue)s::bigint, position = nextval('work_position')
WHERE id = ANY (%(items)s::bigint[]) RETURNING id
"""


def queue_for(
    batch: Batch,
    stage: Stage,
    market_id: int | None,
    *,
    now: datetime,
    priority: Priority | None = None,
    sensitivity: Sensitivity = BENIGN,
) -> Queue:
    """The queue of a batch's tasks of one market at one stage (and of those with a priority of their own, and of each
    severity and category); made when it is first needed."""
    queue, is_new = Queue.objects.get_or_create(
        batch=batch,
        stage=stage,
        market_id=market_id,
        priority=priority,
        severity=sensitivity.severity,
        category=sensitivity.category,
        defaults={
            "project_id": batch.project_id,
            "is_gold": batch.is_gold,
            "is_open": batch.state == BatchState.OPEN,
            "rank": rank_of(batch, priority),
            "counted_at": now,
        },
    )
    if is_new:
        refresh_eligibility(now=now, queue_ids=[queue.pk])
    return queue


def sensitivity_of(queue: Queue) -> Sensitivity:
    """What its tasks count as: kept when they change to another queue."""
    return Sensitivity(queue.severity, queue.category)


def requeue(item_ids: Sequence[int], *, queue_id: int) -> None:
    """Tasks wait in another queue, as they are; the caller holds them."""
    rows(_REQUEUE, {"queue": queue_id, "items": list(item_ids)})


def label_stage(project: Project) -> Stage:
    """The stage new tasks start in."""
    return Stage.objects.filter(project=project, kind=StageKind.LABEL).order_by("position")[0]


def rank_of(batch: Batch, priority: Priority | None = None) -> int:
    """Of a batch's queue; tasks with a priority of their own keep it whatever the batch's is."""
    return rank(priority or Priority(batch.priority), batch.due_at)
