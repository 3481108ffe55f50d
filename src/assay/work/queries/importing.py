"""What an import is prepared from: a kept file, the columns of the last one, and rows that are reported."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from assay.kit.models import Job, StoredFile
from assay.kit.reasons import NotFound
from assay.projects.models import Project
from assay.work.models import ImportColumns, ReportedRow
from assay.work.rules.columns import Columns, missing, parsed
from assay.work.rules.formats import format_of

UPLOADED = "application/octet-stream"


def task_file_for(project: Project, uid: UUID) -> StoredFile:
    """An uploaded file of tasks of this project; NotFound otherwise."""
    found = StoredFile.objects.filter(
        uid=uid, project_uid=project.uid, media_type=UPLOADED, retired_at=None
    ).first()
    if found is None or format_of(found.name) is None:
        raise NotFound
    return found


def columns_of_project(project: Project, names: Iterable[str]) -> Columns | None:
    """The columns of the project's last import, if a file with these names has them all."""
    known = ImportColumns.objects.filter(project=project).values_list("columns", flat=True).first()
    if known is None:
        return None
    columns = parsed(known)
    return None if missing(columns, names) else columns


def reported_rows(job: Job) -> Iterator[ReportedRow]:
    """In the order of the file; streamed."""
    yield from ReportedRow.objects.filter(job=job).order_by("line", "pk").iterator(chunk_size=2_000)
