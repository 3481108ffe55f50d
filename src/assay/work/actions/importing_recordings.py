"""Recorded judgments from uploaded files, as jobs: the rules of claims and submissions hold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any  # Cells and results are JSON.

from django.db import transaction

from assay.kit import jobs
from assay.kit.clock import now as read_clock
from assay.kit.clock import working_day
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job, StoredFile
from assay.kit.reasons import Reason, Refused
from assay.kit.rows import Row
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Membership, Project, Stage
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules import answers as answer_rules
from assay.projects.rules.label_schema import LabelSchema
from assay.work.actions.importing_files import keep_upload, shown, starter_of
from assay.work.actions.importing_judgments import CHUNK, RecordedJudgment, import_judgments
from assay.work.actions.importing_tasks import MOST_BAD_ROWS
from assay.work.actions.queues import label_stage
from assay.work.actions.reading_files import count_rows, rows_of
from assay.work.models import Task
from assay.work.rules import reasons
from assay.work.rules.columns import name_of
from assay.work.rules.formats import format_of
from assay.work.rules.submission import check_seconds

JUDGMENTS = "work.import_judgments"


def start_judgment_import(by: User, *, project: Project, file: StoredFile, now: datetime) -> Job:
    """Put the import of a file on the list; one at a time goes into a project."""
    require(by, project, Permission.MANAGE_TASKS)
    if project.schema_version_id is None:
        raise Refused(reasons.NO_SCHEMA())
    if format_of(file.name) != "jsonl":
        raise Refused(reasons.JUDGMENTS_FORMAT(field="file"))
    params = {"file": str(file.uid), "project": str(project.uid)}
    key = f"{JUDGMENTS}:{project.uid}"
    return jobs.start(by, kind=JUDGMENTS, key=key, params=params, project_uid=project.uid, now=now)


def import_judgment_upload(
    by: User, *, project: Project, name: str, chunks: Iterable[bytes], now: datetime
) -> Job:
    """Keep an uploaded file and put its import on the list; what is refused leaves nothing behind."""
    if format_of(name) != "jsonl":
        raise Refused(reasons.JUDGMENTS_FORMAT(field="file"))
    with transaction.atomic():
        file = keep_upload(by, name=name, chunks=chunks, project_uid=project.uid, now=now)
        return start_judgment_import(by, project=project, file=file, now=now)


@dataclass(frozen=True, slots=True)
class _Target:
    stage: Stage
    schema: LabelSchema
    contributors: Mapping[str, int]
    now: datetime


@job(JUDGMENTS, resumes=True)
def import_judgments_file(running: RunningJob) -> None:
    """Rows of the chunk in which a worker was killed come back as repeats: nothing is stored twice."""
    file = StoredFile.objects.get(uid=running.params["file"])
    project = Project.objects.get(uid=running.params["project"])
    target = _Target(
        label_stage(project), parsed_schema(project.schema_version_id or 0), _members(project), read_clock()
    )
    n_rows = count_rows(file)
    counts: dict[str, Any] = {"n_rows": 0, "n_bad": 0, "bad_rows": [], **running.cursor}
    rows = rows_of(file, skip=int(counts["n_rows"]))
    while chunk := list(islice(rows, CHUNK)):
        _import_chunk(running, target, chunk, counts)
        running.progress(counts["n_rows"], n_rows, counts)
    running.finish_with(counts)


def _import_chunk(running: RunningJob, target: _Target, chunk: Sequence[Row], counts: dict[str, Any]) -> None:
    by = starter_of(running.row)
    good = list(_sound(target, chunk, counts))
    report = import_judgments(by, stage=target.stage, rows=good, now=target.now)
    for name in ("n_stored", "n_repeats", "n_no_slot", "n_not_eligible"):
        counts[name] = counts.get(name, 0) + getattr(report, name)
    counts["n_rows"] += len(chunk)


def _sound(target: _Target, chunk: Sequence[Row], counts: dict[str, Any]) -> Iterator[RecordedJudgment]:
    ids = {name_of(row.cells.get("task")) for row in chunk}
    tasks = dict(
        Task.objects.filter(project_id=target.stage.project_id, external_id__in=ids).values_list(
            "external_id", "pk"
        )
    )
    for row in chunk:
        problems = _problems(target, row, tasks)
        if not problems:
            yield _recorded(target, row.cells, tasks)
            continue
        counts["n_bad"] += 1
        if len(counts["bad_rows"]) < MOST_BAD_ROWS:
            counts["bad_rows"].append({"line": row.line, "reasons": [shown(each) for each in problems]})


def _problems(target: _Target, row: Row, tasks: Mapping[str, int]) -> list[Reason]:
    if row.fault:
        return [reasons.ROW_UNREADABLE(why=row.fault)]
    task, contributor = name_of(row.cells.get("task")), name_of(row.cells.get("contributor"))
    if task not in tasks:
        return [reasons.UNKNOWN_TASK(field="task", task=task[:200])]
    if contributor not in target.contributors:
        return [reasons.UNKNOWN_CONTRIBUTOR(field="contributor", contributor=contributor[:60])]
    seconds = row.cells.get("handling_seconds", 0)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return [reasons.SECONDS_INVALID(field="handling_seconds")]
    try:
        check_seconds(seconds)
    except Refused as refused:
        return list(refused.reasons)
    return answer_rules.validate(target.schema, row.cells.get("answers"))


def _recorded(target: _Target, cells: Mapping[str, Any], tasks: Mapping[str, int]) -> RecordedJudgment:
    return RecordedJudgment(
        task_id=tasks[name_of(cells["task"])],
        contributor_id=target.contributors[str(cells["contributor"])],
        answers_json=answer_rules.canonical(target.schema, cells["answers"]),
        handling_seconds=float(cells.get("handling_seconds", 0)),
        submitted_at=target.now,
        work_on=working_day(target.now, "UTC"),
    )


def _members(project: Project) -> dict[str, int]:
    members = Membership.objects.filter(project=project, retired_at=None)
    return {str(uid): pk for uid, pk in members.values_list("contributor__uid", "contributor_id")}
