"""Tasks of a project as rows with their labels, and changes of many of them as sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from assay.projects.models import Project
from assay.quality.models import Label
from assay.quality.queries.runs import LOW
from assay.web.projects.task_rows import TaskRow, task_row
from assay.web.projects.words import PRIORITIES
from assay.web.wording import wording_of
from assay.work.models import Batch, Task, TaskChange
from assay.work.rules.changing import TaskAction

CHANGED: Mapping[str, str] = {
    TaskAction.WITHDRAW: gettext_noop("Withdrawn"),
    TaskAction.ONE_MORE: gettext_noop("One more judgment asked for"),
    TaskAction.OVERLAP: gettext_noop("Overlap set to %(overlap)s"),
    TaskAction.PRIORITY: gettext_noop("Priority set to %(priority)s"),
    TaskAction.MOVE: gettext_noop("Moved to %(batch)s"),
}


@dataclass(frozen=True, slots=True)
class ListedTask:
    """A task as its row; `label` is the first one, of `n_labels`."""

    row: TaskRow
    batch: UUID
    batch_name: str
    is_gold: bool
    label: str
    probability: float | None
    is_low: bool
    is_tie: bool
    n_more_labels: int


def listed_tasks(
    tasks: Iterable[Task], fields: Sequence[str], labels: Mapping[int, Sequence[Label]], project: Project
) -> list[ListedTask]:
    return [_listed(task, fields, labels.get(task.pk, ()), project) for task in tasks]


def _listed(task: Task, fields: Sequence[str], labels: Sequence[Label], project: Project) -> ListedTask:
    """The label that deserves a look comes first: a tie, then the least probable."""
    first = min(labels, key=lambda each: (not each.is_tie, each.probability or 0.0), default=None)
    wording = wording_of(project.schema_version_id or 0) if first else None
    return ListedTask(
        row=task_row(task, fields),
        batch=task.batch.uid,
        batch_name=task.batch.name,
        is_gold=task.is_gold,
        label=wording.answer(first.question, first.value) if first and wording else "",
        probability=first.probability if first else None,
        is_low=first is not None and first.probability is not None and first.probability < LOW,
        is_tie=first is not None and first.is_tie,
        n_more_labels=max(0, len(labels) - 1),
    )


@dataclass(frozen=True, slots=True)
class ShownChange:
    uid: UUID
    what: str
    tasks: str
    reason: str
    is_all: bool
    by: str
    at: datetime
    n_left: int
    undone: str
    can_undo: bool


def change_rows(changes: Iterable[TaskChange]) -> list[ShownChange]:
    found = list(changes)
    wanted = [str(each.params["batch"]) for each in found if each.action == TaskAction.MOVE]
    names = {str(uid): name for uid, name in Batch.objects.filter(uid__in=wanted).values_list("uid", "name")}
    return [_change(each, names) for each in found]


def _change(change: TaskChange, names: Mapping[str, str]) -> ShownChange:
    params = dict(change.params)
    words = {
        "overlap": params.get("overlap", ""),
        "priority": _(PRIORITIES[int(params["priority"])]) if "priority" in params else "",
        "batch": names.get(str(params.get("batch", "")), ""),
    }
    n = change.n_changed
    return ShownChange(
        uid=change.uid,
        what=_(CHANGED[change.action]) % words,
        tasks=ngettext("%(n)s task", "%(n)s tasks", n) % {"n": f"{n:,}"},
        reason=str(params.get("reason", "")),
        is_all=change.narrowing is not None,
        by=change.created_by.name,
        at=change.created_at,
        n_left=change.n_left,
        undone=change.undone_by.name if change.undone_by else "",
        can_undo=change.undone_at is None and n > 0,
    )
