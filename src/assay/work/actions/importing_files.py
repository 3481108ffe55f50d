"""Tasks from uploaded files, as jobs: a bad row is reported, a bad file changes nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import PurePath
from typing import Any  # Cells and results are JSON.
from uuid import UUID

from django.db import transaction

from assay.kit import jobs
from assay.kit.clock import now as read_clock
from assay.kit.files import opened, store
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job, StoredFile
from assay.kit.reasons import Reason, Refused
from assay.kit.rows import Row, Unreadable, csv_rows, json_rows
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import require
from assay.work.actions.importing_tasks import MOST_BAD_ROWS, ImportReport, TaskRow, import_in_chunks
from assay.work.models import Batch
from assay.work.rules import reasons

TASKS = "work.import_tasks"


def start_task_import(by: User, *, batch: Batch, file: StoredFile, now: datetime) -> Job:
    """Put the import of a file on the list; one import at a time goes into a batch."""
    require(by, batch.project, Permission.MANAGE_TASKS)
    if batch.project.schema_version_id is None:
        raise Refused(reasons.NO_SCHEMA())
    if format_of(file.name) is None:
        raise Refused(reasons.FILE_FORMAT(field="file"))
    return jobs.start(
        by,
        kind=TASKS,
        key=f"{TASKS}:{batch.uid}",
        params={"file": str(file.uid), "batch": str(batch.uid)},
        project_uid=batch.project.uid,
        now=now,
    )


def import_task_upload(by: User, *, batch: Batch, name: str, chunks: Iterable[bytes], now: datetime) -> Job:
    """Keep an uploaded file and put its import on the list; what is refused leaves nothing behind."""
    if format_of(name) is None:
        raise Refused(reasons.FILE_FORMAT(field="file"))
    with transaction.atomic():
        file = keep_upload(by, name=name, chunks=chunks, project_uid=batch.project.uid, now=now)
        return start_task_import(by, batch=batch, file=file, now=now)


def keep_upload(
    by: User, *, name: str, chunks: Iterable[bytes], project_uid: UUID, now: datetime
) -> StoredFile:
    media_type = "application/octet-stream"
    return store(chunks, name=name, media_type=media_type, now=now, by=by, project_uid=project_uid)


@dataclass(slots=True)
class _Progress:
    """What was done before a crash, and since."""

    before: Mapping[str, Any]
    report: ImportReport = field(default_factory=ImportReport)
    n_faults: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)

    def note(self, row: Row) -> None:
        """A row that is no row is counted beside those the import itself refuses."""
        self.n_faults += 1
        if len(self.faults) < MOST_BAD_ROWS:
            reason = reasons.ROW_UNREADABLE(why=row.fault)
            self.faults.append({"line": row.line, "external_id": "", "reasons": [shown(reason)]})

    def result(self) -> dict[str, Any]:
        report = self.report
        refused = [
            {
                "line": bad.line,
                "external_id": bad.external_id,
                "reasons": [shown(each) for each in bad.reasons],
            }
            for bad in report.bad_rows
        ]
        bad_rows = sorted([*refused, *self.faults], key=lambda bad: int(bad["line"]))
        counts = {
            "n_rows": report.n_rows + self.n_faults,
            "n_added": report.n_added,
            "n_known": report.n_known,
            "n_bad": report.n_bad + self.n_faults,
        }
        return {
            **{name: n + self.before.get(name, 0) for name, n in counts.items()},
            "bad_rows": [*self.before.get("bad_rows", []), *bad_rows][:MOST_BAD_ROWS],
        }


@job(TASKS)
def import_tasks_file(running: RunningJob) -> None:
    """Rows of the chunk in which a worker was killed are known already, and stay as they are."""
    file = StoredFile.objects.get(uid=running.params["file"])
    batch = Batch.objects.select_related("project").get(uid=running.params["batch"])
    n_rows = count_rows(file)
    progress = _Progress(running.cursor)
    with opened(file) as source:
        unseen = islice(rows_of(file.name, source), int(running.cursor.get("n_rows", 0)), None)
        tasks = _tasks(unseen, format_of(file.name) == "csv", progress)
        for report in import_in_chunks(starter_of(running.row), batch=batch, rows=tasks, now=read_clock()):
            progress.report = report
            so_far = progress.result()
            running.progress(so_far["n_rows"], n_rows, so_far)
    running.finish_with(progress.result())


def _tasks(rows: Iterable[Row], is_csv: bool, progress: _Progress) -> Iterator[TaskRow]:  # noqa: FBT001 — one caller.
    for row in rows:
        if row.fault:
            progress.note(row)
            continue
        cells = dict(row.cells)
        external_id, market = name_of(cells.pop("external_id", "")), cells.pop("market", None)
        # In CSV every other column is a field of the content.
        content = cells if is_csv else cells.get("content")
        yield TaskRow(row.line, external_id, content or {}, str(market) if market else None)


def name_of(cell: object) -> str:
    """An identifier of the outside: a text or a whole number, and nothing where it is neither."""
    return str(cell) if isinstance(cell, str | int) and not isinstance(cell, bool) else ""


def starter_of(row: Job) -> User:
    """Imports are always started by somebody, under whose permissions they run."""
    return User.objects.get(pk=row.created_by_id or 0)


def shown(reason: Reason) -> Mapping[str, str | None]:
    return {"code": reason.code, "text": reason.text, "field": reason.field}


def format_of(name: str) -> str | None:
    suffix = PurePath(name).suffix.lower()
    return {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}.get(suffix)


def rows_of(name: str, source: Any) -> Iterator[Row]:  # An open binary file.
    if format_of(name) == "csv":
        return csv_rows(source, needed=("external_id",))
    return json_rows(source)


def count_rows(file: StoredFile) -> int:
    """Read once to the end before anything is written, so that a broken file changes nothing."""
    try:
        with opened(file) as source:
            return sum(1 for _ in rows_of(file.name, source))
    except Unreadable as error:
        raise Refused(reasons.FILE_UNREADABLE(field="file", why=str(error))) from error
