"""Tasks come in: validated, idempotent by external id, in chunks; good rows are kept, bad rows are reported."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any  # Content is whatever the label schema says.

import msgspec
import psycopg
from django.db import connection, transaction
from django.db.models import F

from assay.kit.audit import act_as
from assay.kit.ids import new_uid
from assay.kit.reasons import Reason
from assay.kit.sql import read
from assay.people.models import Market, User
from assay.people.rules.roles import Permission
from assay.projects.models import Stage
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules import content as content_rules
from assay.projects.rules.label_schema import LabelSchema
from assay.work.actions.queues import label_stage, queue_for
from assay.work.models import Batch, Queue
from assay.work.rules import reasons
from assay.work.rules.split import is_test_item

CHUNK = 5_000
_INSERT = read("assay.work.actions", "import_tasks.sql")
_canonical = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of an import; `line` is where it stands in the file."""

    line: int
    external_id: str
    content: Mapping[str, Any]
    market: str | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    line: int
    external_id: str
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class ImportReport:
    n_rows: int = 0
    n_added: int = 0
    n_known: int = 0
    n_bad: int = 0
    bad_rows: list[BadRow] = field(default_factory=list)


MOST_BAD_ROWS = 1_000


@dataclass(frozen=True)
class _Target:
    batch: Batch
    stage: Stage
    schema: LabelSchema
    markets: Mapping[str, int]
    now: datetime


def import_tasks(by: User, *, batch: Batch, rows: Iterable[TaskRow], now: datetime) -> ImportReport:
    """Add tasks to a batch; each chunk is one transaction. Rows whose external id is known are left as they are."""
    report = ImportReport()
    for chunk_report in import_in_chunks(by, batch=batch, rows=rows, now=now):
        report = chunk_report
    return report


def import_in_chunks(
    by: User, *, batch: Batch, rows: Iterable[TaskRow], now: datetime
) -> Iterator[ImportReport]:
    """The same, giving the report so far after every chunk (for progress, cancel and resume)."""
    project = batch.project
    require(by, project, Permission.MANAGE_TASKS)
    schema = parsed_schema(project.schema_version_id or 0)
    markets = dict(Market.objects.values_list("code", "pk"))
    target = _Target(batch, label_stage(project), schema, markets, now)
    report = ImportReport()
    source = iter(rows)
    while chunk := list(islice(source, CHUNK)):
        with transaction.atomic():
            act_as(by)
            _import_chunk(target, chunk, report)
        yield report


def _import_chunk(target: _Target, chunk: Sequence[TaskRow], report: ImportReport) -> None:
    good: list[TaskRow] = []
    for row in chunk:
        problems = _problems(target, row)
        if problems:
            report.n_bad += 1
            if len(report.bad_rows) < MOST_BAD_ROWS:
                report.bad_rows.append(BadRow(row.line, row.external_id[:200], tuple(problems)))
        else:
            good.append(row)
    n_added = _write(target, good) if good else 0
    report.n_rows += len(chunk)
    report.n_added += n_added
    report.n_known += len(good) - n_added
    Batch.objects.filter(pk=target.batch.pk).update(n_tasks=F("n_tasks") + n_added)


def _problems(target: _Target, row: TaskRow) -> list[Reason]:
    if not row.external_id or len(row.external_id) > 200 or "\x00" in row.external_id:
        return [reasons.EXTERNAL_ID_INVALID(field="external_id")]
    if row.market is not None and row.market not in target.markets:
        return [reasons.UNKNOWN_MARKET(field="market", market=row.market[:40])]
    return content_rules.validate(target.schema, row.content)


def _write(target: _Target, good: Sequence[TaskRow]) -> int:
    queues: dict[str | None, Queue] = {}
    for market in {row.market for row in good}:
        market_id = target.markets[market] if market else None
        queues[market] = queue_for(target.batch, target.stage, market_id, now=target.now)
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS incoming_task (uid uuid, external_id varchar(200), market_id bigint,"
            " content jsonb, sha256 bytea, is_test boolean, queue_id bigint, nth int) ON COMMIT DELETE ROWS"
        )
        cursor.execute("TRUNCATE incoming_task")
        with cursor.copy("COPY incoming_task FROM STDIN") as copy:
            for nth, row in enumerate(good):
                copy.write_row(_copied(target, row, queues[row.market].pk, nth))
        n_added = cursor.execute(_INSERT, _insert_params(target)).fetchone()
        return int(n_added[0]) if n_added else 0


def _copied(target: _Target, row: TaskRow, queue_id: int, nth: int) -> tuple[object, ...]:
    document = _canonical.encode(row.content)
    project = target.batch.project
    return (
        new_uid(),
        row.external_id,
        target.markets[row.market] if row.market else None,
        document.decode(),
        hashlib.sha256(document).digest(),
        is_test_item(project.uid, row.external_id, project.test_share),
        queue_id,
        nth,
    )


def _insert_params(target: _Target) -> dict[str, object]:
    return {
        "project": target.batch.project_id,
        "batch": target.batch.pk,
        "stage": target.stage.pk,
        "overlap": target.stage.overlap,
        "is_gold": target.batch.is_gold,
        "now": target.now,
    }
