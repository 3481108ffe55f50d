"""Tasks as rows of a batch."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from assay.web.projects.words import ITEM_STATES
from assay.work.models import Task
from assay.work.queries.tasks import TaskPage

LONGEST = 120


@dataclass(frozen=True, slots=True)
class TaskRow:
    uid: UUID
    external_id: str
    preview: str
    market: str
    stage: str
    state: str
    tone: str
    n_judgments: int
    n_needed: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class TaskList:
    rows: tuple[TaskRow, ...]
    following: UUID | None
    external_id: str
    is_first: bool


def task_list(page: TaskPage, external_id: str, *, is_first: bool) -> TaskList:
    return TaskList(tuple(_row(each) for each in page.tasks), page.following, external_id, is_first)


def _row(task: Task) -> TaskRow:
    """Of several stages the last one that the task has reached."""
    item = max(task.items.all(), key=lambda each: each.stage.position, default=None)
    label, tone = ITEM_STATES[item.state] if item else ("–", "")
    return TaskRow(
        uid=task.uid,
        external_id=task.external_id,
        preview=_preview(task),
        market=task.market.code if task.market else "",
        stage=item.stage.name if item else "",
        state=_(label),
        tone=tone,
        n_judgments=item.n_judgments if item else 0,
        n_needed=item.n_needed if item else 0,
        created_at=task.created_at,
    )


def _preview(task: Task) -> str:
    """The beginning of the first text."""
    texts = (value for value in task.content.values() if isinstance(value, str) and value.strip())
    first = " ".join(next(texts, "")[: LONGEST * 2].split())
    return first if len(first) <= LONGEST else f"{first[:LONGEST]}…"
