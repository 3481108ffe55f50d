"""Pictures, sounds and videos of a project: brought in one by one or as ZIP, and named in content by their hash."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assay.kit.clock import now
from assay.kit.csv_safety import guard
from assay.kit.media import KINDS, NOT_SHOWN
from assay.kit.models import StoredFile
from assay.kit.reasons import Refused
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import project_for
from assay.projects.queries.pictures import files_of
from assay.web.jobs.starting import to_job
from assay.web.projects.import_rows import Echo
from assay.web.projects.uploads import chunks_of
from assay.web.requests import page_of, signed_in, user_of
from assay.work.actions.uploading import upload_file, upload_zip


@dataclass(frozen=True, slots=True)
class FileRow:
    name: str
    address: str
    shown_at: str
    media_type: str
    n_bytes: int
    created_at: datetime

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


@signed_in
@require_http_methods(["GET", "POST"])
def files(request: HttpRequest, project: UUID) -> HttpResponse:
    """The project's files, newest first, and the form that brings in more."""
    found = project_for(user_of(request), project, Permission.MANAGE_TASKS)
    if request.method == "POST":
        return _take(request, found)
    page = page_of(request, files_of(found))
    context = {
        "project": found,
        "tab": "files",
        "page": page,
        "rows": [_row(each) for each in page],
        "accept": ",".join((*KINDS, ".zip")),
    }
    return render(request, "web/projects/files.html", context)


def _take(request: HttpRequest, project: Project) -> HttpResponse:
    person, here = user_of(request), reverse("project-files", args=[project.uid])
    sent = request.FILES.getlist("file")
    if len(sent) == 1 and (sent[0].name or "").lower().endswith(".zip"):
        name, chunks = sent[0].name or "", chunks_of(sent[0])
        return to_job(
            request, lambda: upload_zip(person, project=project, name=name, chunks=chunks, now=now()), here
        )
    n_kept = 0
    for each in sent:
        try:
            upload_file(person, project=project, name=each.name or "", chunks=chunks_of(each), now=now())
            n_kept += 1
        except Refused as refused:
            messages.error(request, f"{each.name}: {refused}")
    if n_kept:
        messages.success(request, _("%(n)s files are there now.") % {"n": n_kept})
    elif not sent:
        messages.error(request, NOT_SHOWN().said)
    return redirect(here)


@signed_in
@require_GET
def listed(request: HttpRequest, project: UUID) -> StreamingHttpResponse:
    """Every file with the address that content names, to join with a table of tasks."""
    found = project_for(user_of(request), project, Permission.MANAGE_TASKS)
    response = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="files-{found.uid}.csv"'
    return response


def _lines(project: Project) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield writer.writerow(["name", "address", "media_type", "n_bytes"])
    for each in files_of(project).iterator(chunk_size=2_000):
        yield writer.writerow([guard(each.name), f"sha256:{each.sha256}", each.media_type, each.n_bytes])


def _row(file: StoredFile) -> FileRow:
    return FileRow(
        name=file.name,
        address=f"sha256:{file.sha256}",
        shown_at=f"/files/{file.sha256}",
        media_type=file.media_type,
        n_bytes=file.n_bytes,
        created_at=file.created_at,
    )
