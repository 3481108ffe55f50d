"""Predictions come in: row by row, each once per version and task; what cannot be one is reported and left out."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any  # Cells and results are JSON.

import msgspec
from django.db import transaction

from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.clock import now as read_clock
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job, StoredFile
from assay.kit.reasons import Reason, Refused
from assay.kit.rows import Row
from assay.kit.sql import rows
from assay.labelers.actions.checking import check_gold
from assay.labelers.actions.registry import lock
from assay.labelers.models import LabelerVersion
from assay.labelers.queries.registry import KEEPS
from assay.labelers.rules import registry as rules
from assay.people.models import User
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules import answers as answer_rules
from assay.projects.rules.label_schema import LabelSchema
from assay.work.actions.importing_files import keep_upload, shown, starter_of
from assay.work.actions.importing_tasks import MOST_BAD_ROWS
from assay.work.actions.reading_files import count_rows, rows_of
from assay.work.models import Task
from assay.work.rules import reasons
from assay.work.rules.columns import name_of
from assay.work.rules.formats import format_of

PREDICTIONS = "labelers.import_predictions"
CHUNK, CHUNK_BYTES = 5_000, 8 << 20
_STORE = """
INSERT INTO labelers_prediction (version_id, task_id, schema_version_id, answers, confidence, received_at)
SELECT %(version)s::bigint, g.task_id, %(schema)s::bigint, g.answers::jsonb, g.confidence, %(now)s::timestamptz
FROM unnest(%(tasks)s::bigint[], %(answers)s::text[], %(confidences)s::float8[])
    WITH ORDINALITY AS g (task_id, answers, confidence, nth)
ORDER BY g.nth
ON CONFLICT (version_id, task_id) DO NOTHING
RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Said:
    """What a version says of one task; the answers were validated and are canonical JSON."""

    task_id: int
    answers_json: str
    confidence: float | None


@dataclass(slots=True)
class Taken:
    """`n_repeats`: of tasks this version has spoken of already; its first word counts."""

    n_rows: int = 0
    n_predictions: int = 0
    n_repeats: int = 0
    n_bad: int = 0
    bad_rows: list[dict[str, Any]] = field(default_factory=list)


def take_predictions(
    by: User | None, *, version: LabelerVersion, given: Sequence[Mapping[str, Any]], now: datetime
) -> Taken:
    """Some predictions at once: task, answers and, if there is one, confidence."""
    if len(given) > rules.MOST_AT_ONCE:
        raise Refused(rules.TOO_MANY(field="predictions", most=rules.MOST_AT_ONCE))
    taken = Taken()
    listed = [Row(nth, dict(cells)) for nth, cells in enumerate(given, start=1)]
    with transaction.atomic():
        _take(by, version, listed, taken, now=now)
    return taken


def store_predictions(
    version: LabelerVersion, schema_version_id: int, said: Sequence[Said], *, now: datetime
) -> int:
    """How many were new; within the caller's transaction, who holds the labeler."""
    params = {
        "version": version.pk,
        "schema": schema_version_id,
        "tasks": [each.task_id for each in said],
        "answers": [each.answers_json for each in said],
        "confidences": [each.confidence for each in said],
        "now": now,
    }
    return len(rows(_STORE, params))


def start_prediction_import(by: User, *, version: LabelerVersion, file: StoredFile, now: datetime) -> Job:
    """Put the import of a file on the list; one at a time goes into a version."""
    project = version.labeler.project
    _refuse(by, project, file.name)
    params = {"file": str(file.uid), "version": str(version.uid)}
    key = f"{PREDICTIONS}:{version.uid}"
    return jobs.start(by, kind=PREDICTIONS, key=key, params=params, project_uid=project.uid, now=now)


def import_prediction_upload(
    by: User, *, version: LabelerVersion, name: str, chunks: Iterable[bytes], now: datetime
) -> Job:
    """Keep an uploaded file and put its import on the list; what is refused leaves nothing behind."""
    project = version.labeler.project
    _refuse(by, project, name)
    with transaction.atomic():
        file = keep_upload(by, name=name, chunks=chunks, project_uid=project.uid, now=now)
        return start_prediction_import(by, version=version, file=file, now=now)


@job(PREDICTIONS, resumes=True)
def import_predictions_file(running: RunningJob) -> None:
    """A chunk and how far the job is are one transaction: nothing is stored twice, nothing is left out."""
    file = StoredFile.objects.get(uid=running.params["file"])
    version = LabelerVersion.objects.select_related("labeler__project").get(uid=running.params["version"])
    n_rows = count_rows(file)
    taken = Taken(**running.cursor)
    source = rows_of(file, skip=taken.n_rows)
    for chunk in _chunks(source):
        with transaction.atomic():
            _take(starter_of(running.row), version, chunk, taken, now=read_clock())
            running.progress(taken.n_rows, n_rows, _document(taken))
    running.finish_with(_document(taken))


def _chunks(source: Iterable[Row]) -> Iterator[list[Row]]:
    """As many rows as are taken in at once; fewer where they are long."""
    chunk: list[Row] = []
    n_bytes = 0
    for row in source:
        chunk.append(row)
        n_bytes += len(msgspec.json.encode(row.cells))
        if len(chunk) >= CHUNK or n_bytes >= CHUNK_BYTES:
            yield chunk
            chunk, n_bytes = [], 0
    if chunk:
        yield chunk


def _refuse(by: User, project: Project, name: str) -> None:
    require(by, project, KEEPS)
    if project.schema_version_id is None:
        raise Refused(rules.NO_SCHEMA())
    if format_of(name) != "jsonl":
        raise Refused(rules.FORMAT(field="file"))


def _take(
    by: User | None, version: LabelerVersion, chunk: Sequence[Row], taken: Taken, *, now: datetime
) -> None:
    """Within the caller's transaction."""
    project = version.labeler.project
    require(by, project, KEEPS)
    if project.schema_version_id is None:
        raise Refused(rules.NO_SCHEMA())
    act_as(by)
    lock(version.labeler)
    schema = parsed_schema(project.schema_version_id)
    good = list(_sound(project, schema, chunk, taken))
    n_stored = store_predictions(version, project.schema_version_id, good, now=now)
    taken.n_rows += len(chunk)
    taken.n_predictions += n_stored
    taken.n_repeats += len(good) - n_stored
    check_gold(version, now=now)


def _sound(project: Project, schema: LabelSchema, chunk: Sequence[Row], taken: Taken) -> Iterator[Said]:
    names = {name_of(row.cells.get("task")) for row in chunk}
    found = Task.objects.filter(project=project, external_id__in=names)
    tasks = {name: (pk, content) for name, pk, content in found.values_list("external_id", "pk", "content")}
    for row in chunk:
        problems = _problems(schema, row, tasks)
        if problems:
            taken.n_bad += 1
            if len(taken.bad_rows) < MOST_BAD_ROWS:
                taken.bad_rows.append({"line": row.line, "reasons": [shown(each) for each in problems]})
            continue
        confidence = rules.confidence_of(row.cells)
        assert not isinstance(confidence, Reason)
        text = answer_rules.canonical(schema, row.cells["answers"])
        yield Said(tasks[name_of(row.cells["task"])][0], text, confidence)


def _problems(schema: LabelSchema, row: Row, tasks: Mapping[str, tuple[int, Any]]) -> list[Reason]:
    if row.fault:
        return [reasons.ROW_UNREADABLE(why=row.fault)]
    name = name_of(row.cells.get("task"))
    if name not in tasks:
        return [reasons.UNKNOWN_TASK(field="task", task=name[:200])]
    confidence = rules.confidence_of(row.cells)
    wrong = [confidence] if isinstance(confidence, Reason) else []
    answers = row.cells.get("answers")
    if isinstance(answers, dict) and (large := answer_rules.too_large(json.dumps(answers).encode())):
        return [*wrong, large]
    return [*wrong, *answer_rules.validate(schema, answers, tasks[name][1])]


def _document(taken: Taken) -> dict[str, Any]:
    return {
        "n_rows": taken.n_rows,
        "n_predictions": taken.n_predictions,
        "n_repeats": taken.n_repeats,
        "n_bad": taken.n_bad,
        "bad_rows": taken.bad_rows,
    }
