"""Recorded judgments come in at once, under the same rules as if every one had been claimed and submitted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

import psycopg
from django.db import connection, transaction

from assay.kit.audit import act_as
from assay.kit.ids import new_uid
from assay.kit.sql import read
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Stage
from assay.projects.queries.permission import require
from assay.work.rules.submission import check_seconds

CHUNK = 10_000
_IMPORT = read("assay.work.actions", "import_judgments.sql")
_INCOMING = """
CREATE TEMP TABLE IF NOT EXISTS incoming_judgment (
    nth int, task_id bigint, contributor_id bigint, answers jsonb, seconds float8, submitted_at timestamptz,
    work_on date, is_suggested boolean, claim_uid uuid, judgment_uid uuid) ON COMMIT DELETE ROWS
"""


@dataclass(frozen=True, slots=True)
class RecordedJudgment:
    """One recorded answer; the answers were validated against the schema in force and are canonical JSON."""

    task_id: int
    contributor_id: int
    answers_json: str
    handling_seconds: float
    submitted_at: datetime
    work_on: date
    is_suggested: bool = False


@dataclass(slots=True)
class JudgmentReport:
    """How many rows were stored, and why the others were not."""

    n_stored: int = 0
    n_repeats: int = 0
    n_no_slot: int = 0
    n_not_eligible: int = 0
    n_unknown_task: int = 0


def import_judgments(
    by: User | None, *, stage: Stage, rows: Iterable[RecordedJudgment], now: datetime
) -> JudgmentReport:
    """Store recorded judgments in chunks; the first row of a (task, contributor) pair counts."""
    require(by, stage.project, Permission.MANAGE_TASKS)
    report = JudgmentReport()
    source = iter(rows)
    while chunk := list(islice(source, CHUNK)):
        with transaction.atomic():
            act_as(by)
            _import_chunk(stage, chunk, report, now)
    return report


def _import_chunk(
    stage: Stage, chunk: Sequence[RecordedJudgment], report: JudgmentReport, now: datetime
) -> None:
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(_INCOMING)
        cursor.execute("TRUNCATE incoming_judgment")
        with cursor.copy("COPY incoming_judgment FROM STDIN") as copy:
            for nth, row in enumerate(chunk):
                check_seconds(row.handling_seconds)
                copy.write_row(
                    (
                        nth,
                        row.task_id,
                        row.contributor_id,
                        row.answers_json,
                        row.handling_seconds,
                        row.submitted_at,
                        row.work_on,
                        row.is_suggested,
                        new_uid(),
                        new_uid(),
                    )
                )
        outcomes = dict(cursor.execute(_IMPORT, {"stage": stage.pk, "now": now}).fetchall())
    report.n_stored += outcomes.get("stored", 0)
    report.n_repeats += outcomes.get("never_twice", 0)
    report.n_no_slot += outcomes.get("no_slot", 0)
    report.n_not_eligible += outcomes.get("not_eligible", 0)
    report.n_unknown_task += outcomes.get("unknown_task", 0)
