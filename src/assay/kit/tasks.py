"""What the worker runs: jobs, the minute, and jobs that a killed worker has left behind."""

import logging
import zlib
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils.module_loading import autodiscover_modules
from procrastinate.contrib.django import app

from assay.kit.chain import open_next_month, seal
from assay.kit.jobs import ASIDE, PERIODIC, defer, run_now
from assay.kit.models import Job, JobState

_ADVISORY = 4204
LEFT_BEHIND = timedelta(minutes=2)
# Seconds after which a job that mostly waits lets others come first.
TURN = 60.0
log = logging.getLogger(__name__)


@app.task(name="assay.run_job", queue="jobs")
def run_job(*, job_id: int) -> None:
    row = Job.objects.filter(pk=job_id).first()
    if row is not None:
        run_now(row, turn=TURN)


@app.task(name="assay.beside", queue="jobs")
def run_beside(*, name: str) -> None:
    """One at a time of each name; a second one has nothing to do."""
    autodiscover_modules("jobs")
    with connection.cursor() as cursor:
        key = [_ADVISORY, zlib.crc32(name.encode()) % 2**31]
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        if not cursor.fetchone()[0]:
            return
        try:
            ASIDE[name]()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


@app.periodic(cron="* * * * *")
@app.task(name="assay.minute", queue="minute", queueing_lock="assay.minute", priority=1)
def minute(timestamp: int) -> None:
    autodiscover_modules("jobs")
    moment = datetime.fromtimestamp(timestamp, UTC)
    for body in PERIODIC:
        # What fails of one is logged, and keeps no other from its minute.
        try:
            body(moment)
        except Exception:
            log.exception("%s failed in its minute", f"{body.__module__}.{body.__qualname__}")
    take_up_left_behind(moment)
    seal(now=moment)


@app.periodic(cron="17 3 * * *")
@app.task(name="assay.night", queue="minute", queueing_lock="assay.night")
def night(timestamp: int) -> None:
    open_next_month(now=datetime.fromtimestamp(timestamp, UTC))


def take_up_left_behind(now: datetime, *, older_than: timedelta = LEFT_BEHIND) -> int:
    """Jobs that nobody runs any more go on the list again; a runner that still lives keeps its lock. How many."""
    unfinished = Job.objects.filter(
        state__in=[JobState.QUEUED, JobState.RUNNING], created_at__lte=now - older_than
    )
    ids = list(unfinished.order_by("pk").values_list("pk", flat=True)[:100])
    for pk in ids:
        defer(pk)
    return len(ids)
