"""Long work: how far it is, and stopping it."""

from datetime import datetime
from typing import Any  # A job's result is JSON.
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.paging import Page, Paging, page
from assay.kit import jobs as actions
from assay.kit.clock import now
from assay.kit.models import Job
from assay.projects.queries.jobs import job_for, visible_jobs

router = Router(tags=["house"])


class JobOut(Schema):
    uid: UUID
    kind: str = Field(examples=["work.import_tasks"])
    project: UUID | None
    state: str = Field(examples=["running"])
    n_done: int = Field(examples=[20000])
    n_total: int | None = Field(examples=[100000])
    result: dict[str, Any] = Field(examples=[{"n_rows": 100000, "n_added": 99998, "n_known": 0, "n_bad": 2}])
    error: str = Field(examples=[""])
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


@router.get("/jobs", response=Page[JobOut], operation_id="jobs_list")
def list_jobs(request: HttpRequest, paging: Query[Paging]) -> Page[JobOut]:
    """Jobs you started, and those of projects whose tasks you manage."""
    return page(visible_jobs(person_of(request)), paging, job_out)


@router.get("/jobs/{uuid:job}", response=JobOut, operation_id="jobs_get")
def get(request: HttpRequest, job: UUID) -> JobOut:
    """One job; ask again while its state is queued or running."""
    return job_out(job_for(person_of(request), job))


@router.post("/jobs/{uuid:job}/cancel", response=JobOut, operation_id="jobs_cancel")
def cancel(request: HttpRequest, job: UUID) -> JobOut:
    """Ask a job to stop. What it has done so far stays."""
    found = job_for(person_of(request), job)
    actions.cancel(found, now=now())
    found.refresh_from_db()
    return job_out(found)


@router.post("/jobs/{uuid:job}/resume", response=JobOut, operation_id="jobs_resume")
def resume(request: HttpRequest, job: UUID) -> JobOut:
    """Let an import go on that was cancelled or has failed. What is done stays done."""
    found = job_for(person_of(request), job)
    actions.resume(found, now=now())
    found.refresh_from_db()
    return job_out(found)


def job_out(job: Job) -> JobOut:
    return JobOut(
        uid=job.uid,
        kind=job.kind,
        project=job.project_uid,
        state=job.state,
        n_done=job.n_done,
        n_total=job.n_total,
        result=job.result,
        error=job.error,
        created_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
    )
