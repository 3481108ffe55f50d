"""The snapshot of facts: incremental, streaming, nothing twice and nothing missing.

A batch covers whole transactions below the snapshot's xmin. A transaction that is still open may have written rows with
lower ids than others that are visible already; it lies above the watermark, and comes with the next snapshot.
"""

from datetime import datetime
from typing import Any  # A job's result is JSON.
from uuid import UUID

from django.db import connection, transaction

from assay.insight.actions import fact_files
from assay.insight.actions.fact_files import FactFile
from assay.insight.enums import FactSource
from assay.insight.models import FactBatch
from assay.insight.queries.facts import (
    TABLES,
    facts_between,
    facts_of_run,
    runs_to_write,
    settled_until,
    watermark,
)
from assay.kit import jobs
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.people.models import User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission

SNAPSHOT = "insight.snapshot_facts"
XIDS_AT_ONCE = 100_000
_LOCK = 4205


def start_snapshot(by: User | None, *, now: datetime) -> Job:
    """Put a snapshot on the list; one at a time."""
    require_everywhere(by, Permission.KEEP_FACTS)
    return jobs.start(by, kind=SNAPSHOT, key=SNAPSHOT, now=now)


@job(SNAPSHOT)
def snapshot_facts(running: RunningJob) -> None:
    """Goes on from the watermark: what a killed snapshot has committed stays, the rest is written again."""
    fact_files.clear_incoming()
    counts = {source.value: 0 for source in FactSource} | dict(running.cursor)
    for source in TABLES:
        _write_transactions(running, source, counts)
    for run in runs_to_write():
        _write_run(running, run, counts)
    fact_files.clear_incoming()
    running.finish_with({"written": counts, "folder": str(fact_files.folder())})


def _write_transactions(running: RunningJob, source: FactSource, counts: dict[str, Any]) -> None:
    since, until = watermark(source), settled_until()
    while since < until:
        upto = min(since + XIDS_AT_ONCE, until)
        files = fact_files.write(source, f"part-{since:020d}", facts_between(source, since, upto))
        if files or upto == until:
            # Stretches without a row are passed over: the next batch begins where the last one ended.
            begun = watermark(source)
            _keep(running, counts, FactBatch(source=source, xid_from=begun, xid_to=upto), files)
        since = upto


def _write_run(running: RunningJob, run: UUID, counts: dict[str, Any]) -> None:
    files = fact_files.write(FactSource.LABELS, "part-0", facts_of_run(run))
    _keep(running, counts, FactBatch(source=FactSource.LABELS, run_uid=run), files)


def _keep(running: RunningJob, counts: dict[str, Any], batch: FactBatch, files: list[FactFile]) -> None:
    """Files first, then the row that names them: a crash in between leaves files that are written again."""
    batch.n_rows = sum(file.n_rows for file in files)
    with transaction.atomic():
        _lock(batch.source)
        last = FactBatch.objects.filter(source=batch.source).order_by("-number").first()
        batch.number = last.number + 1 if last else 1
        batch.files = [file.as_json() for file in files]
        batch.written_at = running.now
        batch.save()
        fact_files.settle(files)
        counts[batch.source] += batch.n_rows
        running.progress(sum(counts.values()), None, counts)


def _lock(source: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, source])
