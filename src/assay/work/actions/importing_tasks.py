"""Tasks come in: validated, idempotent by external id, in chunks; good rows are kept, bad rows are reported."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any  # Content is whatever the label schema says.

import msgspec
import psycopg
from django.db import connection, transaction
from django.db.models import F

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.ids import new_uid
from assay.kit.reasons import Reason
from assay.kit.sql import read
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import require
from assay.work.actions.checking_rows import Target, TaskRow, files_named, problems_of, target_of
from assay.work.actions.queues import queue_for
from assay.work.enums import Priority, RowOutcome
from assay.work.facts import Sensitivity
from assay.work.models import Batch, Queue, TaskFile
from assay.work.rules import reasons
from assay.work.rules.exposure import sensitivity
from assay.work.rules.split import is_test_item

__all__ = ["BadRow", "Choices", "ImportReport", "TaskRow", "import_tasks"]

CHUNK = 5_000
MOST_BAD_ROWS = 1_000
_INSERT = read("assay.work.actions", "import_tasks.sql")
_canonical = msgspec.json.Encoder(order="deterministic")
_INCOMING = """
CREATE TEMP TABLE IF NOT EXISTS incoming_task (
    uid uuid, external_id varchar(200), market_id bigint, content jsonb, sha256 bytea, is_test boolean,
    expires_at timestamptz, queue_id bigint, nth int, severity smallint, category varchar(20)) ON COMMIT DELETE ROWS
"""


@dataclass(frozen=True, slots=True)
class Choices:
    """What becomes of content that the project has already, and of content that has a label already."""

    skips_duplicates: bool = False
    reuses_labels: bool = False


@dataclass(frozen=True, slots=True)
class BadRow:
    line: int
    external_id: str
    reasons: tuple[Reason, ...]
    outcome: RowOutcome = RowOutcome.BAD


@dataclass(slots=True)
class ImportReport:
    """`n_labeled` tasks show content that had a valid label; of those, `n_reused` took it over."""

    n_rows: int = 0
    n_added: int = 0
    n_known: int = 0
    n_different: int = 0
    n_duplicates: int = 0
    n_skipped: int = 0
    n_labeled: int = 0
    n_reused: int = 0
    n_bad: int = 0
    bad_rows: list[BadRow] = field(default_factory=list)


@dataclass(slots=True)
class CameIn:
    """What a chunk brought, for higher domains to act on; they write back what they found."""

    task_ids: Sequence[int]
    reuses_labels: bool
    n_labeled: int = 0
    n_reused: int = 0


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """What a row of a batch of gold says is right."""

    task_id: int
    answers: Mapping[str, Sequence[Any]]
    reason: str


_Place = tuple[str | None, Priority | None, Sensitivity]
# Called within the transaction of a chunk: the report so far, and the rows of the chunk that are reported.
AfterChunk = Callable[[ImportReport, Sequence[BadRow]], None]


def import_tasks(
    by: User,
    *,
    batch: Batch,
    rows: Iterable[TaskRow],
    now: datetime,
    choices: Choices | None = None,
    after_chunk: AfterChunk | None = None,
    needs: Permission = Permission.MANAGE_TASKS,
) -> ImportReport:
    """Add tasks to a batch; each chunk is one transaction. Rows whose external id is known are left as they are."""
    require(by, batch.project, needs)
    report = ImportReport()
    running = _Running(by, target_of(by, batch, now), choices or Choices(), report)
    source = iter(rows)
    while chunk := list(islice(source, CHUNK)):
        with transaction.atomic():
            act_as(by)
            reported = _import_chunk(running, chunk)
            if after_chunk is not None:
                after_chunk(report, reported)
    return report


@dataclass(frozen=True)
class _Running:
    by: User
    target: Target
    choices: Choices
    report: ImportReport


def _import_chunk(running: _Running, chunk: Sequence[TaskRow]) -> list[BadRow]:
    good, reported = [], []
    stored = files_named(running.target.batch.project, chunk)
    for row in chunk:
        if problems := problems_of(running.target, row, stored):
            reported.append(BadRow(row.line, row.external_id[:200], tuple(problems)))
        else:
            good.append(row)
    report = running.report
    report.n_rows += len(chunk)
    report.n_bad += len(reported)
    report.bad_rows += reported[: MOST_BAD_ROWS - len(report.bad_rows)]
    alike = _take_in(running, good) if good else []
    return sorted([*reported, *alike], key=lambda row: row.line)


def _take_in(running: _Running, good: Sequence[TaskRow]) -> list[BadRow]:
    """The good rows become tasks; those whose content is there already are given back."""
    report, skips = running.report, running.choices.skips_duplicates
    n_added, n_different, twins, ids = _write(running.target, good, running.choices)
    report.n_added += n_added
    report.n_different += n_different
    report.n_known += len(good) - n_added - (len(twins) if skips else 0)
    report.n_duplicates += len(twins)
    report.n_skipped += len(twins) if skips else 0
    Batch.objects.filter(pk=running.target.batch.pk).update(n_tasks=F("n_tasks") + n_added)
    _keep_files(good, ids)
    _tell(running, good, ids)
    outcome = RowOutcome.SKIPPED if skips else RowOutcome.DUPLICATE
    return [
        BadRow(good[nth].line, good[nth].external_id, (reasons.SAME_CONTENT(task=twin),), outcome)
        for nth, twin in twins
    ]


def _tell(running: _Running, good: Sequence[TaskRow], ids: Sequence[tuple[int, int]]) -> None:
    batch, now = running.target.batch, running.target.now
    if batch.is_gold:
        known = [KnownAnswer(pk, good[nth].gold, good[nth].gold_reason) for nth, pk in ids if good[nth].gold]
        if known:
            emit("work.gold_came_in", by=running.by, project=batch.project, known=known, now=now)
        return
    came_in = CameIn([pk for _, pk in ids], running.choices.reuses_labels)
    emit("work.tasks_came_in", by=running.by, project=batch.project, came_in=came_in, now=now)
    running.report.n_labeled += came_in.n_labeled
    running.report.n_reused += came_in.n_reused


def _write(
    target: Target, good: Sequence[TaskRow], choices: Choices
) -> tuple[int, int, list[tuple[int, str]], list[tuple[int, int]]]:
    queues: dict[_Place, Queue] = {}
    for market, priority, content in dict.fromkeys(_place(target, row) for row in good):
        market_id = target.markets[market] if market else None
        queues[market, priority, content] = queue_for(
            target.batch, target.stage, market_id, priority=priority, sensitivity=content, now=target.now
        )
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(_INCOMING)
        cursor.execute("TRUNCATE incoming_task")
        with cursor.copy("COPY incoming_task FROM STDIN") as copy:
            for nth, row in enumerate(good):
                copy.write_row(_copied(target, row, queues[_place(target, row)].pk, nth))
        found = cursor.execute(_INSERT, _insert_params(target, choices)).fetchone() or (0, 0, "[]", "[]")
        return found[0], found[1], msgspec.json.decode(found[2]), msgspec.json.decode(found[3])


def _place(target: Target, row: TaskRow) -> _Place:
    """What decides on the queue of a row."""
    return row.market, row.priority, sensitivity(target.content, row.content_severity, row.content_category)


def _copied(target: Target, row: TaskRow, queue_id: int, nth: int) -> tuple[object, ...]:
    document = _canonical.encode(row.content)
    project = target.batch.project
    return (
        new_uid(),
        row.external_id,
        target.markets[row.market] if row.market else None,
        document.decode(),
        hashlib.sha256(document).digest(),
        is_test_item(project.uid, row.external_id, project.test_share),
        row.expires_at,
        queue_id,
        nth,
        row.content_severity,
        row.content_category,
    )


def _insert_params(target: Target, choices: Choices) -> dict[str, object]:
    return {
        "project": target.batch.project_id,
        "batch": target.batch.pk,
        "stage": target.stage.pk,
        "overlap": target.stage.overlap,
        "is_gold": target.batch.is_gold,
        "skips_twins": choices.skips_duplicates,
        "now": target.now,
    }


def _keep_files(good: Sequence[TaskRow], ids: Sequence[tuple[int, int]]) -> None:
    shown = [TaskFile(task_id=pk, sha256=sha256) for nth, pk in ids for sha256 in sorted(good[nth].files)]
    TaskFile.objects.bulk_create(shown, batch_size=2_000)
