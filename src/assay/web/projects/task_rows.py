"""Tasks as rows of a batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from assay.projects.models import Project
from assay.projects.queries.schemas import parsed_schema
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
    n_asked: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class TaskList:
    rows: tuple[TaskRow, ...]
    following: UUID | None
    external_id: str
    is_first: bool


def task_list(page: TaskPage, fields: Sequence[str], external_id: str, *, is_first: bool) -> TaskList:
    """`fields` are those that the schema shows, in its order: the first one is the preview."""
    rows = tuple(task_row(each, fields) for each in page.tasks)
    return TaskList(rows, page.following, external_id, is_first)


def fields_of(project: Project) -> tuple[str, ...]:
    """The fields that the schema in force shows, in its order."""
    if project.schema_version_id is None:
        return ()
    content = parsed_schema(project.schema_version_id).content
    return tuple(
        dict.fromkeys([block.field for block in content] + [each.query for each in content if each.query])
    )


def task_row(task: Task, fields: Sequence[str]) -> TaskRow:
    """Of several stages the last one that the task has reached."""
    item = max(task.items.all(), key=lambda each: each.stage.position, default=None)
    label, tone = ITEM_STATES[item.state] if item else ("–", "")
    return TaskRow(
        uid=task.uid,
        external_id=task.external_id,
        preview=_preview(task, fields),
        market=task.market.code if task.market else "",
        stage=item.stage.name if item else "",
        state=_(label),
        tone=tone,
        n_judgments=item.n_judgments if item else 0,
        n_needed=item.n_needed if item else 0,
        n_asked=item.n_judgments + item.n_needed if item else 0,
        created_at=task.created_at,
    )


def _preview(task: Task, fields: Sequence[str]) -> str:
    """The beginning of the texts."""
    texts = (task.content.get(name) for name in fields)
    whole = " · ".join(" ".join(text[: LONGEST * 2].split()) for text in texts if isinstance(text, str))
    return whole if len(whole) <= LONGEST else f"{whole[:LONGEST]}…"
