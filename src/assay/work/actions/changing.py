"""Many tasks are changed at once: those chosen, or all that fit what was asked for; and every change can be undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Parameters are kept as JSON.
from uuid import UUID

from django.db import transaction
from django.db.models import F

from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.rules.reasons import NEEDS_REASON
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in, require
from assay.work.actions import changing_steps as steps
from assay.work.actions.queues import label_stage
from assay.work.enums import Priority
from assay.work.models import ChangedTask, Task, TaskChange
from assay.work.queries.narrowing import Narrowing
from assay.work.queries.task_list import tasks_of
from assay.work.rules import changing as reasons
from assay.work.rules.changing import TaskAction

CHANGE, UNDO = "work.change_tasks", "work.undo_change"
MOST_CHOSEN = 500
CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to happen to the tasks; each action reads its own part."""

    action: TaskAction
    reason: str = ""
    overlap: int = 0
    priority: int = 0
    batch: UUID | None = None

    def params(self) -> dict[str, Any]:
        """The part this action reads."""
        read: dict[TaskAction, dict[str, Any]] = {
            TaskAction.WITHDRAW: {"reason": self.reason.strip()},
            TaskAction.ONE_MORE: {},
            TaskAction.OVERLAP: {"overlap": self.overlap},
            TaskAction.PRIORITY: {"priority": self.priority},
            TaskAction.MOVE: {"batch": str(self.batch)},
        }
        return read[self.action]


def change_chosen(
    by: User, *, project: Project, tasks: Sequence[UUID], wish: Wish, now: datetime
) -> TaskChange:
    """Change at most 500 tasks by their identifiers at once; what is not in the project is left out."""
    _check(by, project, wish)
    if not tasks:
        raise Refused(reasons.NO_TASK_CHOSEN(field="task"))
    with transaction.atomic():
        act_as(by)
        change = _begin(by, project, wish, None, now=now)
        found = Task.objects.filter(project=project, uid__in=list(tasks)[:MOST_CHOSEN]).order_by("pk")
        _apply(change, list(found.values_list("pk", flat=True)))
        return _ended(change)


def start_change(
    by: User, *, project: Project, narrowing: Narrowing, wish: Wish, now: datetime
) -> tuple[TaskChange, Job]:
    """Change all tasks that fit now, as a job; one change of many tasks at a time in a project."""
    _check(by, project, wish)
    with transaction.atomic():
        act_as(by)
        change = _begin(by, project, wish, narrowing.as_texts(), now=now)
        started = jobs.start(
            by,
            kind=CHANGE,
            key=f"{CHANGE}:{project.uid}",
            params={"change": str(change.uid)},
            project_uid=project.uid,
            now=now,
        )
        return change, started


@job(CHANGE)
def change_all(running: RunningJob) -> None:
    """Along the tasks in the order they came in; a chunk and how far it is are written together."""
    change = TaskChange.objects.select_related("project").get(uid=running.params["change"])
    by = _starter(running.row)
    require(by, change.project, Permission.MANAGE_TASKS)
    narrowing, given = Narrowing(**(change.narrowing or {})), permissions_in(by, change.project)
    last = str(running.cursor.get("last") or _newest(change.project))
    after = str(running.cursor.get("after", ""))
    n_done = int(running.cursor.get("n_seen", 0))
    while True:
        page = tasks_of(change.project, narrowing, given, sort="oldest", after=after, size=CHUNK, last=last)
        n_done += len(page.tasks)
        with transaction.atomic():
            act_as(by)
            _apply(change, [task.pk for task in page.tasks])
            after = str(page.following or "")
            running.progress(n_done, None, {"after": after, "last": last, "n_seen": n_done})
            if not after:
                _ended(change)
                running.finish_with(_result(change))
                return


def undo_change(by: User, *, change: TaskChange, now: datetime) -> TaskChange | Job:
    """Put back what the change has changed, as far as nobody has changed it since; a long one as a job."""
    require(by, change.project, Permission.MANAGE_TASKS)
    with transaction.atomic():
        act_as(by)
        locked = TaskChange.objects.select_for_update(no_key=True).get(pk=change.pk)
        if locked.undone_at is not None:
            raise Refused(reasons.CHANGE_UNDONE())
        if not locked.is_whole and Job.objects.filter(
            kind=CHANGE, params__change=str(change.uid), state__in=("queued", "running")
        ):
            raise Refused(reasons.CHANGE_GOES_ON())
        TaskChange.objects.filter(pk=locked.pk).update(undone_at=now, undone_by=by)
        locked.refresh_from_db()
        if locked.n_changed <= MOST_CHOSEN:
            _restore(locked, list(locked.tasks.order_by("task_id")), now)
            return locked
        return jobs.start(
            by,
            kind=UNDO,
            key=f"{UNDO}:{change.uid}",
            params={"change": str(change.uid)},
            project_uid=change.project.uid,
            now=now,
        )


@job(UNDO, resumes=True)
def undo_all(running: RunningJob) -> None:
    """In the order of the tasks, chunk by chunk."""
    change = TaskChange.objects.select_related("project").get(uid=running.params["change"])
    by = _starter(running.row)
    require(by, change.project, Permission.MANAGE_TASKS)
    after, n_done = int(running.cursor.get("after", 0)), int(running.cursor.get("n_seen", 0))
    while changed := list(change.tasks.filter(task_id__gt=after).order_by("task_id")[:CHUNK]):
        after, n_done = changed[-1].task_id, n_done + len(changed)
        with transaction.atomic():
            act_as(by)
            _restore(change, changed, change.undone_at or running.now)
            running.progress(n_done, change.n_changed, {"after": after, "n_seen": n_done})
    change.refresh_from_db()
    running.finish_with({"n_restored": change.n_restored, "change": str(change.project.uid)})


def change_for(by: User, uid: UUID, project: Project) -> TaskChange:
    """A change of this project; NotFound otherwise."""
    require(by, project, Permission.MANAGE_TASKS)
    found = TaskChange.objects.select_related("project").filter(uid=uid, project=project).first()
    if found is None:
        raise NotFound
    return found


def _check(by: User, project: Project, wish: Wish) -> None:
    require(by, project, Permission.MANAGE_TASKS)
    if wish.action == TaskAction.WITHDRAW and not wish.reason.strip():
        raise Refused(NEEDS_REASON(field="reason"))
    if wish.action == TaskAction.OVERLAP:
        most = label_stage(project).overlap_max
        if not 1 <= wish.overlap <= most:
            raise Refused(reasons.OVERLAP_BEYOND(field="overlap", most=most))
    if wish.action == TaskAction.PRIORITY and wish.priority not in Priority.values:
        raise Refused(reasons.NO_PRIORITY(field="priority"))
    if wish.action == TaskAction.MOVE and steps.target(project, wish.params()) is None:
        raise Refused(reasons.NO_TARGET_BATCH(field="batch"))


def _begin(
    by: User, project: Project, wish: Wish, narrowing: Mapping[str, str] | None, *, now: datetime
) -> TaskChange:
    return TaskChange.objects.create(
        project=project,
        action=wish.action,
        params=wish.params(),
        narrowing=narrowing,
        created_at=now,
        created_by=by,
    )


def _apply(change: TaskChange, task_ids: Sequence[int]) -> None:
    """One chunk: what each task was is kept beside what became of it."""
    changed = steps.STEPS[TaskAction(change.action)].apply(change, task_ids)
    ChangedTask.objects.bulk_create(
        ChangedTask(change=change, task_id=pk, before=before, after=after)
        for pk, (before, after) in changed.items()
    )
    numbers = {
        "n_changed": F("n_changed") + len(changed),
        "n_left": F("n_left") + len(task_ids) - len(changed),
    }
    TaskChange.objects.filter(pk=change.pk).update(**numbers)


def _restore(change: TaskChange, changed: Sequence[ChangedTask], now: datetime) -> None:
    n_restored = steps.STEPS[TaskAction(change.action)].restore(change, changed, now)
    TaskChange.objects.filter(pk=change.pk).update(n_restored=F("n_restored") + n_restored)
    change.refresh_from_db()


def _ended(change: TaskChange) -> TaskChange:
    TaskChange.objects.filter(pk=change.pk).update(is_whole=True)
    change.refresh_from_db()
    return change


def _result(change: TaskChange) -> dict[str, object]:
    return {"n_changed": change.n_changed, "n_left": change.n_left, "change": str(change.project.uid)}


def _newest(project: Project) -> str:
    """What comes in while the job runs is not changed."""
    found = Task.objects.filter(project=project).order_by("-pk").values_list("uid", flat=True).first()
    return str(found or "")


def _starter(row: Job) -> User:
    """Whoever started it: the job runs under their permissions."""
    return User.objects.get(pk=row.created_by_id or 0)
