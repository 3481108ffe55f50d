"""Uploaded files of rows: kept by content, checked by name before that."""

from collections.abc import Iterator

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from assay.kit.clock import now
from assay.kit.files import store
from assay.kit.models import StoredFile
from assay.kit.reasons import Declaration, Refused
from assay.projects.models import Project
from assay.web.requests import user_of


def kept(
    request: HttpRequest, project: Project, *, formats: tuple[str, ...], otherwise: Declaration
) -> StoredFile:
    """The file of the field `file`; refused with `otherwise` where there is none of these formats."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not (file.name or "").lower().endswith(formats):
        raise Refused(otherwise(field="file"))
    return store(
        chunks_of(file),
        name=file.name or "",
        media_type="application/octet-stream",
        now=now(),
        by=user_of(request),
        project_uid=project.uid,
    )


def chunks_of(file: UploadedFile) -> Iterator[bytes]:
    for chunk in file.chunks():
        yield chunk if isinstance(chunk, bytes) else bytes(chunk)
