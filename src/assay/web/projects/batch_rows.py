"""Batches as rows: state, priority, due date in the project's zone, and progress."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from assay.people.rules.roles import Permission
from assay.web.projects.words import BATCH_STATES, PRIORITIES
from assay.work.enums import BatchState
from assay.work.models import Batch
from assay.work.queries.progress import TaskCounts, counts_of_batches


@dataclass(frozen=True, slots=True)
class BatchRow:
    uid: UUID
    name: str
    state: str
    state_value: str
    tone: str
    priority: str
    priority_value: int
    due_at: datetime | None
    is_overdue: bool
    is_gold: bool
    counts: TaskCounts | None
    created_at: datetime


def batch_rows(batches: Iterable[Batch], given: frozenset[Permission], now: datetime) -> list[BatchRow]:
    """One more query for the progress of all of them, for who may see it. `batches` should come with their project."""
    found = list(batches)
    if Permission.VIEW_PROGRESS not in given:
        return [_row(each, None, now) for each in found]
    counts = counts_of_batches([each.pk for each in found]) if found else {}
    return [_row(each, counts.get(each.pk, TaskCounts()), now) for each in found]


def _row(batch: Batch, counts: TaskCounts | None, now: datetime) -> BatchRow:
    state, tone = BATCH_STATES[batch.state]
    return BatchRow(
        uid=batch.uid,
        name=batch.name,
        state=_(state),
        state_value=batch.state,
        tone=tone,
        priority=_(PRIORITIES[batch.priority]),
        priority_value=batch.priority,
        due_at=batch.due_at.astimezone(ZoneInfo(batch.project.time_zone)) if batch.due_at else None,
        is_overdue=_is_overdue(batch, counts, now),
        is_gold=batch.is_gold,
        counts=counts,
        created_at=batch.created_at,
    )


def _is_overdue(batch: Batch, counts: TaskCounts | None, now: datetime) -> bool:
    """Past its date with tasks left to do, and not put away; said to nobody who may not see how many are left."""
    is_alive = batch.state in {BatchState.PREPARING, BatchState.OPEN, BatchState.PAUSED}
    is_left = counts is not None and counts.n_done < counts.n_tasks
    return is_alive and batch.due_at is not None and batch.due_at < now and is_left
