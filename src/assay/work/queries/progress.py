"""How far a project is: from roll-ups and day rows, never by counting tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assay.kit.sql import rows

_PROGRESS = """
SELECT coalesce((SELECT sum(n_tasks) FROM work_batch b WHERE b.project_id = p.id AND NOT b.is_gold), 0)::bigint,
    coalesce(sum(q.n_open), 0)::bigint, coalesce(sum(q.n_done), 0)::bigint, min(q.counted_at),
    (SELECT coalesce(sum(d.n_submitted), 0) FROM work_workday d JOIN projects_stage s ON s.id = d.stage_id
     WHERE s.project_id = p.id)::bigint,
    (SELECT coalesce(sum(d.handling_seconds), 0) FROM work_workday d JOIN projects_stage s ON s.id = d.stage_id
     WHERE s.project_id = p.id),
    (SELECT coalesce(sum(d.n_skipped), 0) FROM work_workday d JOIN projects_stage s ON s.id = d.stage_id
     WHERE s.project_id = p.id)::bigint,
    coalesce(sum(q.n_in_work), 0)::bigint, coalesce(sum(q.n_parked), 0)::bigint,
    coalesce(sum(q.n_withdrawn), 0)::bigint
FROM projects_project p LEFT JOIN work_queue q ON q.project_id = p.id AND NOT q.is_gold
WHERE p.id = %(project)s::bigint GROUP BY p.id
"""
_BATCHES = """
SELECT b.id, b.n_tasks, coalesce(sum(q.n_open), 0)::bigint, coalesce(sum(q.n_done), 0)::bigint, min(q.counted_at)
FROM work_batch b LEFT JOIN work_queue q ON q.batch_id = b.id
WHERE b.id = ANY (%(batches)s::bigint[]) GROUP BY b.id
"""
_COUNTS = """
SELECT p.id, coalesce((SELECT sum(n_tasks) FROM work_batch b WHERE b.project_id = p.id AND NOT b.is_gold), 0)::bigint,
    coalesce(sum(q.n_open), 0)::bigint, coalesce(sum(q.n_done), 0)::bigint, min(q.counted_at)
FROM projects_project p LEFT JOIN work_queue q ON q.project_id = p.id AND NOT q.is_gold
WHERE p.id = ANY (%(projects)s::bigint[]) GROUP BY p.id
"""


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """Where tasks of a project or a batch stand, as of the roll-up at `counted_at`."""

    n_tasks: int = 0
    n_open: int = 0
    n_done: int = 0
    counted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    n_tasks: int
    n_open: int
    n_done: int
    counted_at: datetime | None
    n_judgments: int
    handling_seconds: float
    n_skipped: int
    n_in_work: int = 0
    n_parked: int = 0
    n_withdrawn: int = 0

    @property
    def mean_seconds(self) -> float | None:
        """Active seconds per judgment; None before the first."""
        return self.handling_seconds / self.n_judgments if self.n_judgments else None


def progress_of(project_id: int) -> Progress:
    return Progress(*rows(_PROGRESS, {"project": project_id})[0])


def counts_of(project_ids: Sequence[int]) -> dict[int, TaskCounts]:
    """Of every named project, in one query; gold is not among them."""
    return {pk: TaskCounts(*counts) for pk, *counts in rows(_COUNTS, {"projects": list(project_ids)})}


def counts_of_batches(batch_ids: Sequence[int]) -> dict[int, TaskCounts]:
    """Of every named batch, in one query; batches of gold are counted like others."""
    return {pk: TaskCounts(*counts) for pk, *counts in rows(_BATCHES, {"batches": list(batch_ids)})}
