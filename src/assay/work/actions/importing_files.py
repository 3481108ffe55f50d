"""Tasks from files, as jobs: bad rows are reported, bad files change nothing, a killed worker goes on where it was."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any  # Cells and results are JSON.
from uuid import UUID

from django.db import transaction

from assay.kit import jobs
from assay.kit.clock import now as read_clock
from assay.kit.files import store
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job, StoredFile
from assay.kit.reasons import Reason, Refused
from assay.kit.rows import Row, Unreadable
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.label_schema import LabelSchema
from assay.work.actions.checking_rows import CLOSED, TaskRow
from assay.work.actions.fetching import check_address, fetched
from assay.work.actions.importing_tasks import (
    MOST_BAD_ROWS,
    BadRow,
    Choices,
    ImportReport,
    import_tasks,
)
from assay.work.actions.reading_files import count_rows, glance, rows_of
from assay.work.models import Batch, ImportColumns, ReportedRow
from assay.work.rules import reasons
from assay.work.rules.columns import Columns, Read, missing, parsed, read_named, read_row, suggested
from assay.work.rules.formats import format_of

TASKS = "work.import_tasks"
# Of a file with more bad rows than this it is enough to know how many there are.
MOST_REPORTED = 100_000
COUNTS = (
    *("n_rows", "n_added", "n_known", "n_different", "n_duplicates"),
    *("n_skipped", "n_labeled", "n_reused", "n_bad"),
)


def start_task_import(
    by: User,
    *,
    batch: Batch,
    now: datetime,
    file: StoredFile | None = None,
    address: str = "",
    columns: Columns | None = None,
    choices: Choices | None = None,
) -> Job:
    """Put the import of a file, or of what lies at an allowed address, on the list; one at a time goes into a batch."""
    require(by, batch.project, Permission.MANAGE_TASKS)
    _refuse(batch, file.name if file else address)
    if not file:
        check_address(address)
    chosen = choices or Choices()
    params = {
        "batch": str(batch.uid),
        "file": str(file.uid) if file else None,
        "address": address,
        "columns": columns.document() if columns else None,
        "skips_duplicates": chosen.skips_duplicates,
        "reuses_labels": chosen.reuses_labels,
    }
    with transaction.atomic():
        if columns:
            _remember(by, batch.project, columns, now)
        key = f"{TASKS}:{batch.uid}"
        return jobs.start(by, kind=TASKS, key=key, params=params, project_uid=batch.project.uid, now=now)


def import_task_upload(
    by: User,
    *,
    batch: Batch,
    name: str,
    chunks: Iterable[bytes],
    now: datetime,
    columns: Columns | None = None,
    choices: Choices | None = None,
) -> Job:
    """Keep an uploaded file and put its import on the list; what is refused leaves nothing behind."""
    with transaction.atomic():
        file = keep_task_file(by, batch=batch, name=name, chunks=chunks, now=now)
        return start_task_import(by, batch=batch, file=file, columns=columns, choices=choices, now=now)


def keep_task_file(
    by: User, *, batch: Batch, name: str, chunks: Iterable[bytes], now: datetime
) -> StoredFile:
    """Keep an uploaded file of tasks, to look at it before its import begins."""
    require(by, batch.project, Permission.MANAGE_TASKS)
    _refuse(batch, name)
    return keep_upload(by, name=name, chunks=chunks, project_uid=batch.project.uid, now=now)


def keep_upload(
    by: User, *, name: str, chunks: Iterable[bytes], project_uid: UUID, now: datetime
) -> StoredFile:
    media_type = "application/octet-stream"
    return store(chunks, name=name, media_type=media_type, now=now, by=by, project_uid=project_uid)


def _refuse(batch: Batch, name: str) -> None:
    if batch.project.schema_version_id is None:
        raise Refused(reasons.NO_SCHEMA())
    if batch.state in CLOSED:
        raise Refused(reasons.BATCH_CLOSED(name=batch.name, state=batch.state))
    if format_of(name) is None:
        raise Refused(reasons.FILE_FORMAT(field="file"))


def _remember(by: User, project: Project, columns: Columns, now: datetime) -> None:
    remembered = {"columns": columns.document(), "changed_at": now, "changed_by": by}
    ImportColumns.objects.update_or_create(project=project, defaults=remembered)


@dataclass(slots=True)
class _Progress:
    """What was done before a crash, and since."""

    running: RunningJob
    before: Mapping[str, Any]
    n_total: int
    n_reported: int

    def after_chunk(self, report: ImportReport, reported: Sequence[BadRow]) -> None:
        """Within the transaction of the chunk: what came in and how far the job is are one."""
        room = reported[: max(0, MOST_REPORTED - self.n_reported)]
        ReportedRow.objects.bulk_create((_kept(self.running.row, row) for row in room), batch_size=2_000)
        self.n_reported += len(room)
        so_far = self.result(report)
        self.running.progress(so_far["n_rows"], self.n_total, so_far)

    def result(self, report: ImportReport) -> dict[str, Any]:
        bad_rows = [{"line": row.line, **_shown_row(row)} for row in report.bad_rows]
        known = self.before.get("bad_rows", [])
        return {
            **({"file": self.before["file"]} if "file" in self.before else {}),
            **{name: getattr(report, name) + self.before.get(name, 0) for name in COUNTS},
            "bad_rows": [*known, *bad_rows][:MOST_BAD_ROWS],
        }


@job(TASKS, resumes=True)
def import_tasks_file(running: RunningJob) -> None:
    """The chunk in which a worker was killed was undone as a whole; the next one begins with its first row."""
    by = starter_of(running.row)
    batch = Batch.objects.select_related("project").get(uid=running.params["batch"])
    file = _file(running, batch)
    n_total = count_rows(file)
    params = running.params
    n_reported = ReportedRow.objects.filter(job=running.row).count()
    progress = _Progress(running, running.cursor, n_total, n_reported)
    report = import_tasks(
        by,
        batch=batch,
        rows=_tasks(file, batch.project, params.get("columns"), int(running.cursor.get("n_rows", 0))),
        now=read_clock(),
        choices=Choices(params.get("skips_duplicates", False), params.get("reuses_labels", False)),
        after_chunk=progress.after_chunk,
    )
    result = progress.result(report)
    result.pop("file", None)
    running.finish_with(result)


def _file(running: RunningJob, batch: Batch) -> StoredFile:
    """The file; what lies at an address is fetched once, so that a resumed job reads the same bytes."""
    uid = running.params["file"] or running.cursor.get("file")
    if uid:
        return StoredFile.objects.get(uid=uid)
    with transaction.atomic():
        address = running.params["address"]
        file = fetched(address, by=running.row.created_by, project_uid=batch.project.uid, now=read_clock())
        running.progress(0, None, {"file": str(file.uid)})
        return file


def _tasks(
    file: StoredFile, project: Project, columns: Mapping[str, Any] | None, skip: int
) -> Iterator[TaskRow]:
    schema = parsed_schema(project.schema_version_id or 0)
    named = parsed(columns) if columns else _by_name(file, schema)
    if named:
        _check_columns(named, file)
    try:
        for row in rows_of(file, skip=skip):
            yield task_of(row, named, schema, project.time_zone)
    except Unreadable as error:
        raise Refused(reasons.FILE_UNREADABLE(field="file", why=str(error))) from error


def _by_name(file: StoredFile, schema: LabelSchema) -> Columns | None:
    """Tables are read by the names of their columns; JSON Lines say what they mean themselves."""
    if format_of(file.name) == "jsonl":
        return None
    found = glance(file)
    if "external_id" not in found.columns:
        named = ", ".join(found.columns)[:200] or "nothing"
        raise Refused(
            reasons.FILE_UNREADABLE(
                field="file",
                why=f"The column external_id is missing: the first line must name it, and has {named}.",
            )
        )
    columns = suggested(schema, found.columns)
    if columns.fields.keys() == {"content"} and "content" not in {block.field for block in schema.content}:
        return None
    return columns


def _check_columns(columns: Columns, file: StoredFile) -> None:
    if format_of(file.name) == "jsonl":
        return
    if lacking := missing(columns, glance(file).columns):
        raise Refused(*(reasons.COLUMN_MISSING(field="columns", column=each) for each in lacking))


def task_of(row: Row, columns: Columns | None, schema: LabelSchema, zone: str) -> TaskRow:
    if row.fault:
        return TaskRow(row.line, "", {}, problems=(reasons.ROW_UNREADABLE(why=row.fault),))
    read = read_row(columns, schema, row.cells, zone) if columns else _named(row.cells, zone)
    found = TaskRow(
        line=row.line,
        external_id=read.external_id,
        content=read.content,
        market=read.market,
        priority=read.priority,
        expires_at=read.expires_at,
        gold=read.gold,
        gold_reason=read.gold_reason,
        content_severity=read.content_severity,
        content_category=read.content_category,
    )
    return replace(found, problems=read.problems) if read.problems else found


def _named(cells: Mapping[str, Any], zone: str) -> Read:
    """A row that names its parts itself, as the columns are named: {external_id, content, market, gold…}."""
    gold = cells.get("gold")
    accepted = gold if isinstance(gold, dict) else {}
    lists = {key: each if isinstance(each, list) else [each] for key, each in accepted.items()}
    return read_named(cells, content=cells.get("content") or {}, gold=lists, zone=zone)


def starter_of(row: Job) -> User:
    """Imports are always started by somebody, under whose permissions they run."""
    return User.objects.get(pk=row.created_by_id or 0)


def shown(reason: Reason) -> dict[str, str | None]:
    return {"code": reason.code, "text": reason.text, "field": reason.field}


def _shown_row(row: BadRow) -> dict[str, Any]:
    return {"external_id": row.external_id, "reasons": [shown(each) for each in row.reasons]}


def _kept(row: Job, bad: BadRow) -> ReportedRow:
    """PostgreSQL takes no zero character, which may be just what is wrong with the id."""
    external_id = bad.external_id.replace("\x00", "")
    found = [shown(each) for each in bad.reasons]
    return ReportedRow(job=row, line=bad.line, external_id=external_id, outcome=bad.outcome, reasons=found)
