"""Content: files it shows, and content that is taken out of the work, or deleted for good."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates, starts
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.house.jobs import JobOut, job_out
from assay.api.v1.projects.shapes import Strict
from assay.delivery.queries.holding import releases_holding
from assay.kit.clock import now
from assay.kit.models import StoredFile
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.projects.queries.pictures import files_of
from assay.work.actions.purging import purge_tasks
from assay.work.actions.uploading import upload_file, upload_zip
from assay.work.actions.withdrawing import MOST_AT_ONCE, withdraw_named

router = Router(tags=["projects"])


class Named(Strict):
    external_ids: list[str] = Field(min_length=1, max_length=MOST_AT_ONCE, examples=[["query-17/result-3"]])


class WithdrawalIn(Named):
    reason: str = Field(min_length=1, max_length=2000, examples=["The shop has closed."])


class HoldingOut(Schema):
    uid: UUID
    number: int = Field(examples=[3])
    kind: str = Field(examples=["all"])
    ready_at: datetime
    n_tasks: int = Field(description="Of the named ones.", examples=[2])


class WithdrawalOut(Schema):
    n_withdrawn: int = Field(examples=[2])
    n_already: int = Field(examples=[0])
    n_claims: int = Field(description="People who had one in hand; they are told.", examples=[1])
    unknown: list[str] = Field(examples=[["query-99/result-1"]])
    releases: list[HoldingOut] = Field(description="Releases that hold them, delivered before.")


class PurgeOut(Schema):
    n_purged: int = Field(examples=[2])


class FileOut(Schema):
    address: str = Field(
        description="What content names.",
        examples=["sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )
    name: str = Field(examples=["red-shoe.jpg"])
    media_type: str = Field(examples=["image/jpeg"])
    n_bytes: int = Field(examples=[183_204])
    created_at: datetime


@router.post(
    "/projects/{uuid:project}/withdrawals", response={201: WithdrawalOut}, operation_id="tasks_withdraw_list"
)
@creates
def withdraw(request: HttpRequest, project: UUID, asked: WithdrawalIn) -> WithdrawalOut:
    """Take tasks out of every queue at once, by external id. Lists the releases that hold them."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_TASKS)
    done = withdraw_named(
        user, project=found, external_ids=asked.external_ids, reason=asked.reason, now=now()
    )
    releases = [HoldingOut(**each.document()) for each in releases_holding(found, asked.external_ids)]
    return WithdrawalOut(
        n_withdrawn=done.n_withdrawn,
        n_already=done.n_already,
        n_claims=done.n_claims,
        unknown=list(done.unknown),
        releases=releases,
    )


@router.post("/projects/{uuid:project}/purges", response={201: PurgeOut}, operation_id="tasks_purge")
@creates
def purge(request: HttpRequest, project: UUID, asked: Named) -> PurgeOut:
    """Delete the content of withdrawn tasks for good; their names and the hash of the content stay."""
    user = person_of(request)
    found = project_for(user, project, Permission.PURGE_CONTENT)
    return PurgeOut(n_purged=purge_tasks(user, project=found, external_ids=asked.external_ids, now=now()))


@router.get("/projects/{uuid:project}/files", response=Page[FileOut], operation_id="files_list")
def list_files(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[FileOut]:
    """Pictures, sounds and videos of the project, newest first."""
    found = project_for(person_of(request), project, Permission.MANAGE_TASKS)
    return page(files_of(found), paging, file_out)


@router.post("/projects/{uuid:project}/files", response={201: FileOut}, operation_id="files_create")
@creates
def create_file(request: HttpRequest, project: UUID, file: File[UploadedFile]) -> FileOut:
    """Keep one picture, sound or video; content shows it as `sha256:…`. What it is, is told by its bytes."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_TASKS)
    kept = upload_file(user, project=found, name=file.name or "", chunks=file.chunks(), now=now())
    return file_out(kept)


@router.post("/projects/{uuid:project}/files/zip", response={202: JobOut}, operation_id="files_unpack")
@starts
def unpack(request: HttpRequest, project: UUID, file: File[UploadedFile]) -> JobOut:
    """Keep everything in a ZIP file that can be shown; the others are reported."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_TASKS)
    return job_out(upload_zip(user, project=found, name=file.name or "", chunks=file.chunks(), now=now()))


def file_out(file: StoredFile) -> FileOut:
    return FileOut(
        address=f"sha256:{file.sha256}",
        name=file.name,
        media_type=file.media_type,
        n_bytes=file.n_bytes,
        created_at=file.created_at,
    )
