"""Batches, and tasks that come into them: a few as JSON, many as a file."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal  # Content is JSON.
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates, starts
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.house.jobs import JobOut, job_out
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import is_allowed, project_for
from assay.quality.actions.reusing import reuse_in_batch
from assay.work.actions import batches as actions
from assay.work.actions.importing_files import COUNTS, import_task_upload, start_task_import
from assay.work.actions.importing_tasks import Choices, ImportReport, TaskRow, import_tasks
from assay.work.enums import BatchState, ContentCategory, ContentSeverity, Priority
from assay.work.models import Batch
from assay.work.rules.columns import columns_of, parsed

router = Router(tags=["projects"])
MOST_ROWS = 1_000
COLUMNS = '{"external_id": "id", "fields": {"query": "q"}, "market": "locale"}'


class BatchIn(Strict):
    name: str = Field(min_length=1, max_length=160, examples=["Week 12"])
    priority: Priority = Field(Priority.NORMAL, description="1 urgent to 4 low.")
    due_at: datetime | None = None
    is_gold: bool = Field(default=False, description="Its tasks get known answers and are mixed in.")


class BatchChange(Strict):
    priority: Priority | None = None
    due_at: datetime | None = None
    state: BatchState | None = Field(None, examples=["paused"])


class BatchOut(Schema):
    uid: UUID
    project: UUID
    name: str = Field(examples=["Week 12"])
    state: str = Field(examples=["open"])
    priority: int = Field(examples=[3])
    due_at: datetime | None
    is_gold: bool
    n_tasks: int | None = Field(description="Null for who sees the project through own people only.")
    created_at: datetime


class TaskIn(Strict):
    external_id: str = Field(examples=["query-17/result-3"])
    content: dict[str, Any] = Field(examples=[{"query": "red shoes", "text": "A shop for shoes"}])
    market: str | None = Field(None, examples=["DE-de"])
    priority: Priority | None = Field(None, description="Of its own, before the batch's: 1 urgent to 4 low.")
    expires_at: datetime | None = Field(None, description="Then it is withdrawn and its content purged.")
    content_severity: ContentSeverity | None = Field(
        None, description="How hard it is to look at: 0 benign to 4 extreme; none: the project's default."
    )
    content_category: ContentCategory | Literal[""] = Field("", description="What makes it hard to look at.")


class Choosing(Strict):
    duplicates: Literal["import", "skip"] = Field(
        "import", description="What becomes of content that the project has under another external id."
    )
    labels: Literal["collect", "reuse"] = Field(
        "collect", description="Content that has a valid label: collect judgments, or reuse the label."
    )

    def choices(self) -> Choices:
        return Choices(self.duplicates == "skip", self.labels == "reuse")


class TasksIn(Choosing):
    tasks: list[TaskIn] = Field(min_length=1, max_length=MOST_ROWS)


class FileHow(Choosing):
    columns: str = Field(
        "", description="Which column means what, as JSON; empty: by their names.", examples=[COLUMNS]
    )


class TasksFromAddressIn(Choosing):
    address: str = Field(max_length=2000, examples=["s3://labels-in/week-12.parquet"])
    columns: dict[str, Any] | None = Field(None, examples=[json.loads(COLUMNS)])


class Reused(Schema):
    n_reused: int = Field(examples=[120])


class BadRowReason(Schema):
    code: str = Field(examples=["content.missing"])
    text: str = Field(examples=["The field query is missing."])
    field: str | None = Field(examples=["query"])


class BadRow(Schema):
    line: int
    external_id: str = Field(examples=["query-17/result-3"])
    reasons: list[BadRowReason]


class Imported(Schema):
    n_rows: int
    n_added: int
    n_known: int = Field(description="Their external id was there already; they stay as they are.")
    n_different: int = Field(description="Of those known, the ones with other content than here.")
    n_duplicates: int = Field(description="Their content is there already under another external id.")
    n_skipped: int = Field(description="Of those duplicates, the ones left out.")
    n_labeled: int = Field(description="Their content has a valid label already.")
    n_reused: int = Field(description="Of those, the ones that took the label over.")
    n_bad: int
    bad_rows: list[BadRow]


@router.get("/projects/{uuid:project}/batches", response=Page[BatchOut], operation_id="batches_list")
def list_batches(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[BatchOut]:
    """The project's batches, newest first; gold only for those who may see answers."""
    user = person_of(request)
    found = project_for(user, project)
    rows = found.batches.select_related("project")
    if not is_allowed(user, found, Permission.VIEW_ANSWERS):
        rows = rows.filter(is_gold=False)
    return page(rows, paging, _shown_to(user, found))


@router.post("/projects/{uuid:project}/batches", response={201: BatchOut}, operation_id="batches_create")
@creates
def create(request: HttpRequest, project: UUID, asked: BatchIn) -> BatchOut:
    """An empty batch, open for tasks and for work."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_TASKS)
    return batch_out(actions.create_batch(user, project=found, now=now(), **asked.dict()))


@router.get("/batches/{uuid:batch}", response=BatchOut, operation_id="batches_get")
def get(request: HttpRequest, batch: UUID) -> BatchOut:
    """One batch."""
    user = person_of(request)
    found = batch_for(user, batch, Permission.VIEW_PROJECT)
    if found.is_gold and not is_allowed(user, found.project, Permission.VIEW_ANSWERS):
        raise NotFound
    return _shown_to(user, found.project)(found)


@router.patch("/batches/{uuid:batch}", response=BatchOut, operation_id="batches_edit")
def edit(request: HttpRequest, batch: UUID, asked: BatchChange) -> BatchOut:
    """Change priority, due date or state while work goes on."""
    user = person_of(request)
    found = batch_for(user, batch, Permission.MANAGE_TASKS)
    return batch_out(actions.edit_batch(user, batch=found, now=now(), **asked.dict()))


@router.post("/batches/{uuid:batch}/tasks", response={201: Imported}, operation_id="tasks_create")
@creates
def add_tasks(request: HttpRequest, batch: UUID, asked: TasksIn) -> Imported:
    """Add up to 1,000 tasks at once. Good rows are kept, bad rows are reported with their reasons."""
    user = person_of(request)
    found = batch_for(user, batch, Permission.MANAGE_TASKS)
    rows = (
        TaskRow(
            *(line, each.external_id, each.content, each.market, each.priority, aware(each.expires_at)),
            content_severity=each.content_severity,
            content_category=str(each.content_category),
        )
        for line, each in enumerate(asked.tasks, start=1)
    )
    return _imported(import_tasks(user, batch=found, rows=rows, choices=asked.choices(), now=now()))


@router.post("/batches/{uuid:batch}/imports", response={202: JobOut}, operation_id="tasks_import")
@starts
def import_file(request: HttpRequest, batch: UUID, file: File[UploadedFile], how: Form[FileHow]) -> JobOut:
    """Add tasks from `.csv`, `.jsonl` (both may be `.gz`) or `.parquet`.

    Lines of JSON are {external_id, content, market, priority, expires_at, gold, gold_reason, content_severity,
    content_category}; tables have columns.
    """
    user = person_of(request)
    job = import_task_upload(
        user,
        batch=batch_for(user, batch, Permission.MANAGE_TASKS),
        name=file.name or "",
        chunks=file.chunks(),
        columns=columns_of(how.columns) if how.columns else None,
        choices=how.choices(),
        now=now(),
    )
    return job_out(job)


@router.post(
    "/batches/{uuid:batch}/imports/address", response={202: JobOut}, operation_id="tasks_import_address"
)
@starts
def import_address(request: HttpRequest, batch: UUID, asked: TasksFromAddressIn) -> JobOut:
    """Add tasks from a file below a prefix that an administrator allowed; the server reads it."""
    user = person_of(request)
    job = start_task_import(
        user,
        batch=batch_for(user, batch, Permission.MANAGE_TASKS),
        address=asked.address,
        columns=parsed(asked.columns) if asked.columns else None,
        choices=asked.choices(),
        now=now(),
    )
    return job_out(job)


@router.post("/batches/{uuid:batch}/reuse", response=Reused, operation_id="labels_reuse")
def reuse(request: HttpRequest, batch: UUID) -> Reused:
    """Take over labels for tasks of the batch whose content has one by now, and which nobody has begun."""
    user = person_of(request)
    found = batch_for(user, batch, Permission.MANAGE_TASKS)
    return Reused(n_reused=reuse_in_batch(user, batch=found, now=now()))


def batch_for(user: User, uid: UUID, permission: Permission) -> Batch:
    """The batch, where its project is in scope and the permission is given."""
    batch = Batch.objects.select_related("project").filter(uid=uid).first()
    if batch is None:
        raise NotFound
    project_for(user, batch.project.uid, permission)
    return batch


def aware(moment: datetime | None) -> datetime | None:
    """A moment without an offset is one of UTC, as everywhere in the API."""
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _shown_to(user: User, project: Project) -> Callable[[Batch], BatchOut]:
    """How many tasks there are is for who may see how far the project is."""
    sees_all = is_allowed(user, project, Permission.VIEW_PROGRESS)
    return lambda batch: batch_out(batch, sees_all=sees_all)


def batch_out(batch: Batch, *, sees_all: bool = True) -> BatchOut:
    return BatchOut(
        uid=batch.uid,
        project=batch.project.uid,
        name=batch.name,
        state=batch.state,
        priority=batch.priority,
        due_at=batch.due_at,
        is_gold=batch.is_gold,
        n_tasks=batch.n_tasks if sees_all else None,
        created_at=batch.created_at,
    )


def _imported(report: ImportReport) -> Imported:
    bad_rows = [
        BadRow(
            line=row.line,
            external_id=row.external_id,
            reasons=[
                BadRowReason(code=reason.code, text=reason.said, field=reason.field) for reason in row.reasons
            ],
        )
        for row in report.bad_rows
    ]
    return Imported(bad_rows=bad_rows, **{name: getattr(report, name) for name in COUNTS})
