"""Tasks, assignment by hand, and recorded judgments from elsewhere."""

from datetime import datetime
from typing import Any  # Content is JSON.
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from assay.api.frame import reasons
from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates, starts
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.house.jobs import JobOut, job_out
from assay.api.v1.projects import batches
from assay.api.v1.projects.batches import batch_for
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now, working_day
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Contributor, User
from assay.people.queries.scope import visible_contributors
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import project_for
from assay.work.actions.assigning import assign
from assay.work.actions.importing_recordings import import_judgment_upload
from assay.work.actions.queues import label_stage
from assay.work.actions.withdrawing import withdraw_tasks
from assay.work.enums import ItemState
from assay.work.models import QueueItem, Task

router = Router(tags=["projects"])
MOST_PAIRS = 5_000


class TaskOut(Schema):
    uid: UUID
    external_id: str = Field(examples=["query-17/result-3"])
    batch: UUID
    market: str | None = Field(examples=["DE-de"])
    content: dict[str, Any] = Field(examples=[{"query": "red shoes"}])
    is_gold: bool
    is_test: bool = Field(description="Kept for testing: never leaves in a training release.")
    created_at: datetime
    expires_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_reason: str = Field(examples=[""])
    purged_at: datetime | None = Field(description="Since then the content is gone for good.")


class StageProgress(Schema):
    stage: str = Field(examples=["label"])
    state: str = Field(examples=["open"])
    n_judgments: int = Field(examples=[2])
    n_needed: int = Field(examples=[1])
    n_skips: int = Field(examples=[0])


class TaskDetail(TaskOut):
    stages: list[StageProgress]


class Reasoned(Strict):
    reason: str = Field(min_length=1, max_length=2000, examples=["The shop has closed."])


class Pair(Strict):
    task: str = Field(description="The task's external id.", examples=["query-17/result-3"])
    contributor: UUID


class AssignmentsIn(Strict):
    pairs: list[Pair] = Field(min_length=1, max_length=MOST_PAIRS)
    until: datetime


class AssignmentOut(Schema):
    task: str = Field(examples=["query-17/result-3"])
    contributor: UUID
    outcome: str = Field(
        examples=["assigned"],
        description="assigned, never_twice, no_slot, stopped, not_eligible, unknown_task.",
    )


class AssignmentsOut(Schema):
    n_assigned: int
    not_assigned: list[AssignmentOut]


# On the router that has the POST: Django asks the first view of an address only, whatever the method.
@batches.router.get("/batches/{uuid:batch}/tasks", response=Page[TaskOut], operation_id="tasks_list")
def list_tasks(
    request: HttpRequest, batch: UUID, paging: Query[Paging], external_id: str | None = None
) -> Page[TaskOut]:
    """The batch's tasks in their order; `external_id` finds one."""
    found = batch_for(person_of(request), batch, Permission.VIEW_ANSWERS)
    rows = found.tasks.select_related("batch", "market")
    if external_id is not None:
        rows = rows.filter(external_id=external_id)
    return page(rows, paging, task_out, newest_first=False)


@router.get("/tasks/{uuid:task}", response=TaskDetail, operation_id="tasks_get")
def get(request: HttpRequest, task: UUID) -> TaskDetail:
    """One task, and where it stands in each stage."""
    return _detail(task_for(person_of(request), task, Permission.VIEW_ANSWERS))


@router.post("/tasks/{uuid:task}/withdraw", response=TaskDetail, operation_id="tasks_withdraw")
def withdraw(request: HttpRequest, task: UUID, asked: Reasoned) -> TaskDetail:
    """Take the task out of the work; judgments made so far stay."""
    user = person_of(request)
    found = task_for(user, task, Permission.MANAGE_TASKS)
    withdraw_tasks(
        user, project=found.project, external_ids=[found.external_id], reason=asked.reason, now=now()
    )
    return _detail(task_for(user, task, Permission.MANAGE_TASKS))


@router.post(
    "/projects/{uuid:project}/assignments", response={201: AssignmentsOut}, operation_id="assignments_create"
)
@creates
def assign_by_hand(request: HttpRequest, project: UUID, asked: AssignmentsIn) -> AssignmentsOut:
    """Give tasks to people. They find them before everything else; slots and rules hold."""
    user = person_of(request)
    found = project_for(user, project, Permission.ASSIGN_WORK)
    at = now()
    if asked.until.tzinfo is None or asked.until <= at:
        raise Refused(
            reasons.INVALID(field="until", why="This must be a moment in the future, with its offset.")
        )
    outcomes = _assigned(user, found, asked, at)
    left_out = [
        AssignmentOut(task=pair.task, contributor=pair.contributor, outcome=outcome)
        for pair, outcome in zip(asked.pairs, outcomes, strict=True)
        if outcome != "assigned"
    ]
    return AssignmentsOut(n_assigned=len(asked.pairs) - len(left_out), not_assigned=left_out)


@router.post(
    "/projects/{uuid:project}/judgments/imports", response={202: JobOut}, operation_id="judgments_import"
)
@starts
def import_judgments(request: HttpRequest, project: UUID, file: File[UploadedFile]) -> JobOut:
    """Recorded judgments as `.jsonl`: {task, contributor, answers, handling_seconds}."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_TASKS)
    job = import_judgment_upload(user, project=found, name=file.name or "", chunks=file.chunks(), now=now())
    return job_out(job)


def task_for(user: User, uid: UUID, permission: Permission) -> Task:
    """The task, where its project is in scope and the permission is given."""
    task = Task.objects.select_related("project", "batch", "market").filter(uid=uid).first()
    if task is None:
        raise NotFound
    project_for(user, task.project.uid, permission)
    return task


def task_out(task: Task) -> TaskOut:
    return TaskOut(
        uid=task.uid,
        external_id=task.external_id,
        batch=task.batch.uid,
        market=task.market.code if task.market else None,
        content=task.content,
        is_gold=task.is_gold,
        is_test=task.is_test,
        created_at=task.created_at,
        expires_at=task.expires_at,
        withdrawn_at=task.withdrawn_at,
        withdrawn_reason=task.withdrawn_reason,
        purged_at=task.purged_at,
    )


def _detail(task: Task) -> TaskDetail:
    items = QueueItem.objects.filter(task=task).select_related("stage").order_by("stage__position")
    stages = [
        StageProgress(
            stage=item.stage.kind,
            state=ItemState(item.state).name.lower(),
            n_judgments=item.n_judgments,
            n_needed=item.n_needed,
            n_skips=item.n_skips,
        )
        for item in items
    ]
    return TaskDetail(**task_out(task).dict(), stages=stages)


def _assigned(user: User, project: Project, asked: AssignmentsIn, at: datetime) -> list[str]:
    """The outcome of every pair, in their order."""
    tasks, people = _tasks_of(project, asked.pairs), _people_of(user, asked.pairs)
    known = [pair for pair in asked.pairs if pair.task in tasks]
    assigned = assign(
        user,
        stage=label_stage(project),
        pairs=[(tasks[pair.task], people[pair.contributor]) for pair in known],
        until=asked.until,
        day_on=working_day(at, project.time_zone),
        now=at,
    )
    outcomes = iter(assigned)
    return [next(outcomes).outcome if pair.task in tasks else "unknown_task" for pair in asked.pairs]


def _tasks_of(project: Project, pairs: list[Pair]) -> dict[str, int]:
    names = {pair.task for pair in pairs}
    return dict(Task.objects.filter(project=project, external_id__in=names).values_list("external_id", "pk"))


def _people_of(user: User, pairs: list[Pair]) -> dict[UUID, int]:
    """All of them must be in scope."""
    uids = {pair.contributor for pair in pairs}
    people: dict[UUID, int] = dict(
        Contributor.objects.filter(pk__in=visible_contributors(user).filter(uid__in=uids)).values_list(
            "uid", "pk"
        )
    )
    if len(people) != len(uids):
        raise NotFound
    return people
