"""Imports as rows: how far they are, what came of them, and their bad rows as a file."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # A writer of csv has no type of its own; reasons are JSON.
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from assay.kit.csv_safety import guard
from assay.kit.models import Job, JobState
from assay.projects.queries.jobs import job_for
from assay.web.jobs.shown import STATES
from assay.web.requests import signed_in, user_of
from assay.work.queries.importing import reported_rows

# Their reported rows are kept as rows, however many.
WITH_ROWS = frozenset({"work.import_tasks", "work.unpack_files"})


@dataclass(frozen=True, slots=True)
class ImportRow:
    uid: UUID
    state: str
    tone: str
    created_at: datetime
    by: str
    n_rows: int
    n_added: int
    n_bad: int


def import_rows(jobs: Iterable[Job]) -> list[ImportRow]:
    return [_row(job) for job in jobs]


def _row(job: Job) -> ImportRow:
    label, tone = STATES[JobState(job.state)]
    found = job.result or job.cursor
    return ImportRow(
        uid=job.uid,
        state=_(label),
        tone=tone,
        created_at=job.created_at,
        by=job.created_by.name if job.created_by else "Assay",
        n_rows=int(found.get("n_rows", 0)),
        n_added=int(found.get("n_added", found.get("n_stored", 0))),
        n_bad=int(found.get("n_bad", 0)),
    )


class Echo:
    """What csv writes to: gives back the line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


@signed_in
@require_GET
def bad_rows(request: HttpRequest, job: UUID) -> StreamingHttpResponse:
    """The reported rows as CSV: line, item, what became of it and why; no cell is a formula to a spreadsheet."""
    found = job_for(user_of(request), job)
    response = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="bad-rows-{found.uid}.csv"'
    return response


def _lines(job: Job) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield writer.writerow(["line", "external_id", "outcome", "field", "code", "reason"])
    if job.kind in WITH_ROWS:
        for found in reported_rows(job):
            yield from _a_line_each(writer, (found.line, found.external_id, found.outcome), found.reasons)
        return
    for row in (job.result or job.cursor).get("bad_rows", []):
        yield from _a_line_each(
            writer, (row["line"], row.get("external_id", ""), "bad"), row.get("reasons", [])
        )


def _a_line_each(writer: Any, row: tuple[int, str, str], reasons: Any) -> Iterator[str]:
    """A line for each reason that the row has."""
    line, *named = row
    for reason in reasons:
        cells = (*named, reason.get("field") or "", reason["code"], reason["text"])
        yield writer.writerow([line, *(guard(str(cell)) for cell in cells)])
