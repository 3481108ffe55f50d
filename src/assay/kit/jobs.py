"""Long work: started in a transaction, run by a worker, resumed after a crash from its cursor without doubles.

A domain registers its kinds in `<domain>/jobs.py`:

    @job("delivery.build_release")
    def build(running: RunningJob) -> None: ...

    @every_minute
    def expire_leases(now: datetime) -> None: ...
"""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Parameters, cursors and results of a job are JSON.
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.module_loading import autodiscover_modules

from assay.kit.clock import now as read_clock
from assay.kit.hooks import emit
from assay.kit.models import Job, JobState
from assay.kit.reasons import Refused, declare

RUNNING_ALREADY = declare("job.running_already", "This is being done already.", status=409)
NOT_RESUMABLE = declare(
    "job.not_resumable", "Only an import that was cancelled or has failed can be resumed.", status=409
)
_ADVISORY = 4202

Body = Callable[["RunningJob"], None]
KINDS: dict[str, Body] = {}
RESUMABLE: set[str] = set()
PERIODIC: list[Callable[[datetime], object]] = []
ASIDE: dict[str, Callable[[], object]] = {}


class Cancelled(Exception):
    """Somebody asked to stop; raised by `progress`, after which nothing more is written."""


class GivenWay(Exception):
    """Its turn is over; raised by `give_way`, and the job goes on from its cursor when it comes to it again."""


@dataclass
class RunningJob:
    """The job as its body sees it; `at` is the moment of a simulated history, `until` when its turn is over."""

    row: Job
    at: datetime | None = None
    until: float | None = None

    @property
    def params(self) -> Mapping[str, Any]:
        return dict(self.row.params)

    @property
    def cursor(self) -> Mapping[str, Any]:
        return dict(self.row.cursor)

    @property
    def now(self) -> datetime:
        """The present moment: a job is an edge, where the clock is read."""
        return self.at or read_clock()

    def progress(
        self, n_done: int, n_total: int | None = None, cursor: Mapping[str, Any] | None = None
    ) -> None:
        """Note how far it is. Called inside the transaction of the effect, both are committed together."""
        self.row.n_done = n_done
        self.row.n_total = n_total if n_total is not None else self.row.n_total
        self.row.cursor = dict(cursor) if cursor is not None else self.row.cursor
        self.row.save(update_fields=["n_done", "n_total", "cursor"])
        if Job.objects.filter(pk=self.row.pk, cancel_requested_at__isnull=False).exists():
            raise Cancelled

    def give_way(self) -> None:
        """Where a job waits more than it works: after its turn others come first. Its cursor must be noted."""
        if self.until is not None and time.monotonic() >= self.until:
            raise GivenWay

    def finish_with(self, result: Mapping[str, Any]) -> None:
        """What the page and the API show of a finished job. Inside the transaction of its last effect, so that
        a job that is taken up again after it is never done twice."""
        self.row.result = dict(result)
        self.row.save(update_fields=["result"])


def job(kind: str, *, resumes: bool = False) -> Callable[[Body], Body]:
    """Register the body of a kind of job; `resumes` where a cancelled one can go on from its cursor."""

    def add(body: Body) -> Body:
        KINDS[kind] = body
        if resumes:
            RESUMABLE.add(kind)
        return body

    return add


def every_minute(body: Callable[[datetime], object]) -> Callable[[datetime], object]:
    """Register something a worker does every minute; it gets the time."""
    PERIODIC.append(body)
    return body


def aside(name: str) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register short work that nobody watches and that may end anywhere: no row tells of it."""

    def add(body: Callable[[], object]) -> Callable[[], object]:
        ASIDE[name] = body
        return body

    return add


def run_aside(name: str) -> None:
    """Let a worker run it soon; once, however often it was asked for in the meantime."""
    from procrastinate.exceptions import AlreadyEnqueued

    from assay.kit.tasks import run_beside

    with suppress(AlreadyEnqueued), transaction.atomic():
        run_beside.configure(queueing_lock=f"assay.aside.{name}").defer(name=name)


def start(
    by: Any,  # A User; kit lies below people.
    *,
    kind: str,
    key: str,
    now: datetime,
    params: Mapping[str, Any] | None = None,
    project_uid: UUID | None = None,
) -> Job:
    """Put a job on the list; a worker sees it once the surrounding transaction is committed."""
    try:
        with transaction.atomic():
            row = Job.objects.create(
                kind=kind,
                key=key,
                params=dict(params or {}),
                created_at=now,
                created_by=by,
                project_uid=project_uid,
            )
    except IntegrityError as error:
        raise Refused(RUNNING_ALREADY()) from error
    transaction.on_commit(lambda: defer(row.pk))
    return row


def defer(job_id: int) -> None:
    from assay.kit.tasks import run_job

    run_job.defer(job_id=job_id)


def cancel(row: Job, *, now: datetime) -> None:
    """Ask a job to stop; it stops at its next progress."""
    with transaction.atomic():
        never_began = Job.objects.filter(pk=row.pk, state=JobState.QUEUED)
        if never_began.update(state=JobState.CANCELLED, finished_at=now):
            emit("kit.job_never_began", job=row)
        Job.objects.filter(pk=row.pk, state=JobState.RUNNING).update(cancel_requested_at=now)


def can_resume(row: Job) -> bool:
    autodiscover_modules("jobs")
    return row.kind in RESUMABLE and row.state in {JobState.CANCELLED, JobState.FAILED}


def resume(row: Job, *, now: datetime) -> None:
    """Let a job that was cancelled or has failed go on from its cursor: what is done stays done."""
    if not can_resume(row):
        raise Refused(NOT_RESUMABLE())
    ended = Job.objects.filter(pk=row.pk, state__in=(JobState.CANCELLED, JobState.FAILED))
    try:
        with transaction.atomic():
            n = ended.update(
                state=JobState.QUEUED, cancel_requested_at=None, error="", finished_at=None, started_at=None
            )
    except IntegrityError as error:
        raise Refused(RUNNING_ALREADY()) from error
    if n:
        transaction.on_commit(lambda: defer(row.pk))


def run_now(row: Job, *, at: datetime | None = None, turn: float | None = None) -> Job:
    """Run a job to its end in this process: for workers, tests and commands. A second runner does nothing.

    In a simulated history it begins and ends `at` a moment of that history. With a `turn` (seconds) one that gives way
    is put on the list again after it.
    """
    autodiscover_modules("jobs")
    gave_way = False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_ADVISORY, row.pk % 2**31])
        if not cursor.fetchone()[0]:
            return row
        try:
            row.refresh_from_db()
            if row.state in {JobState.QUEUED, JobState.RUNNING}:
                until = None if turn is None else time.monotonic() + turn
                gave_way = _run(RunningJob(row, at, until))
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_ADVISORY, row.pk % 2**31])
    if gave_way:
        defer(row.pk)
    return row


def _run(running: RunningJob) -> bool:
    """Whether it gave way, and is still to be ended."""
    row, at = running.row, running.at
    # A result is written with the last effect: who was killed right after it has nothing left to do.
    if row.state == JobState.RUNNING and row.result:
        _end(row, JobState.DONE, at=at)
        return False
    row.state = JobState.RUNNING
    row.started_at = row.started_at or at or read_clock()
    row.save(update_fields=["state", "started_at"])
    try:
        KINDS[row.kind](running)
    except GivenWay:
        return True
    except Cancelled:
        _end(row, JobState.CANCELLED, at=at)
    except Refused as refused:
        _end(row, JobState.FAILED, str(refused), at=at)
    except Exception as error:
        _end(row, JobState.FAILED, f"{type(error).__name__}: {error}"[:2000], at=at)
        raise
    else:
        _end(row, JobState.DONE, at=at)
    return False


def _end(row: Job, state: JobState, error: str = "", *, at: datetime | None = None) -> None:
    row.state, row.error, row.finished_at = state, error, at or read_clock()
    row.save(update_fields=["state", "error", "finished_at"])
