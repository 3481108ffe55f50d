"""Releases: deliveries with manifest and certificate, and their files."""

from datetime import datetime
from typing import Any  # Manifests and certificates are JSON.
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import starts
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.house.jobs import JobOut, job_out
from assay.api.v1.projects.shapes import Strict
from assay.delivery.actions.releases import build_release
from assay.delivery.enums import ReleaseKind
from assay.delivery.models import Release
from assay.delivery.queries.releases import (
    file_for,
    files_of,
    paper_digest,
    ready_release_for,
    release_for,
    releases_of,
)
from assay.kit.clock import now
from assay.kit.downloads import download_of
from assay.kit.reasons import NotFound
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.quality.queries.runs import run_for

router = Router(tags=["delivery"])


class QrelsIn(Strict):
    """Empty fields have their usual value: the first question with grades, its list's query, the result's id."""

    question: str = Field("", examples=["relevance"])
    query: str = Field("", description="A content field, or :external_id.", examples=["query"])
    document: str = Field("", description="A content field, or :external_id; of a list empty.", examples=[""])
    grades: dict[str, int] = Field(
        default_factory=dict,
        description="Where answers are words; answers left out are not written.",
        examples=[{"exact": 2, "close": 1, "off": 0}],
    )


class ReleaseIn(Strict):
    run: UUID = Field(description="The consensus run whose labels are delivered.")
    kind: ReleaseKind = Field(ReleaseKind.ALL, description="train never has a test item in it.")
    corrects: UUID | None = Field(
        None, description="An earlier release; the difference comes with the new one."
    )
    note: str = Field("", max_length=2000, examples=["Week 12"])
    qrels: QrelsIn | None = Field(None, description="Also as TREC qrels; {} for the usual settings.")


class ReleaseFileOut(Schema):
    format: str = Field(examples=["jsonl"])
    n_rows: int = Field(examples=[8315])
    n_bytes: int = Field(examples=[912345])
    sha256: str = Field(examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])


class ReleaseOut(Schema):
    uid: UUID
    project: UUID
    run: UUID
    number: int
    kind: str = Field(examples=["all"])
    state: str = Field(examples=["ready"])
    corrects: UUID | None
    only_changes: bool = Field(description="Holds only labels that flags have corrected.", examples=[False])
    note: str = Field(examples=["Week 12"])
    n_tasks: int = Field(examples=[8315])
    n_labels: int = Field(examples=[8315])
    created_at: datetime
    ready_at: datetime | None


class ReleaseDetail(ReleaseOut):
    files: list[ReleaseFileOut]
    certificate_pdf_sha256: str = Field(description="Empty until the PDF is made.", examples=[""])
    diff: dict[str, Any] = Field(examples=[{}])


class ReleaseStarted(Schema):
    release: ReleaseOut
    job: JobOut


@router.get("/projects/{uuid:project}/releases", response=Page[ReleaseOut], operation_id="releases_list")
def list_releases(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[ReleaseOut]:
    """The project's releases, newest first."""
    found = project_for(person_of(request), project, Permission.VIEW_DELIVERIES)
    return page(releases_of(found), paging, release_out)


@router.post(
    "/projects/{uuid:project}/releases", response={202: ReleaseStarted}, operation_id="releases_start"
)
@starts
def start(request: HttpRequest, project: UUID, asked: ReleaseIn) -> ReleaseStarted:
    """Build a release of one run's labels. It is immutable once its job is done."""
    user = person_of(request)
    found = project_for(user, project, Permission.DELIVER)
    run = run_for(user, asked.run, Permission.DELIVER)
    if run.project_id != found.pk:
        raise NotFound
    corrects = release_for(user, asked.corrects) if asked.corrects else None
    qrels = asked.qrels.dict() if asked.qrels else None
    release, job = build_release(
        user, run=run, kind=asked.kind, corrects=corrects, note=asked.note, qrels=qrels, now=now()
    )
    return ReleaseStarted(release=release_out(release), job=job_out(job))


@router.get("/releases/{uuid:release}", response=ReleaseDetail, operation_id="releases_get")
def get(request: HttpRequest, release: UUID) -> ReleaseDetail:
    """One release with its files."""
    found = release_for(person_of(request), release)
    files = [
        ReleaseFileOut(
            format=each.format, n_rows=each.n_rows, n_bytes=each.file.n_bytes, sha256=each.file.sha256
        )
        for each in files_of(found)
    ]
    pdf = paper_digest(found)
    return ReleaseDetail(
        **release_out(found).dict(), files=files, certificate_pdf_sha256=pdf, diff=found.diff
    )


@router.get("/releases/{uuid:release}/manifest", response=dict[str, Any], operation_id="releases_manifest")
def manifest(request: HttpRequest, release: UUID) -> dict[str, Any]:
    """Files with hashes and counts, versions, and every parameter."""
    return dict(ready_release_for(person_of(request), release).manifest)


@router.get(
    "/releases/{uuid:release}/certificate", response=dict[str, Any], operation_id="releases_certificate"
)
def certificate(request: HttpRequest, release: UUID) -> dict[str, Any]:
    """What was asked, how it was labeled, how good it is, and what to beware of."""
    return dict(ready_release_for(person_of(request), release).certificate)


@router.get("/releases/{uuid:release}/files/{format}", operation_id="releases_download")
def download(request: HttpRequest, release: UUID, format: str) -> StreamingHttpResponse:  # noqa: A002 — the address.
    """One file of a release, streamed: jsonl, csv, parquet, or of a correction diff."""
    return download_of(file_for(person_of(request), release, format))


def release_out(release: Release) -> ReleaseOut:
    return ReleaseOut(
        uid=release.uid,
        project=release.project.uid,
        run=release.run.uid,
        number=release.number,
        kind=release.kind,
        state=release.state,
        corrects=release.corrects.uid if release.corrects else None,
        only_changes=release.only_changes,
        note=release.note,
        n_tasks=release.n_tasks,
        n_labels=release.n_labels,
        created_at=release.created_at,
        ready_at=release.ready_at,
    )
