"""What routing does by itself every minute."""

from datetime import datetime, timedelta

from assay.kit.jobs import every_minute
from assay.people.queries.routing import whose_facts_ran_out
from assay.work.actions import (
    changing,
    importing_files,
    importing_recordings,
    rating_content,
    uploading,
    withdrawing_batches,
)
from assay.work.actions.eligibility import end_grace, refresh_eligibility
from assay.work.actions.leases import give_back_ended_leases
from assay.work.actions.purging import purge_expired
from assay.work.actions.rating_by_answers import rate_by_answers
from assay.work.actions.reporting import call_again
from assay.work.actions.rollups import count_open_tasks
from assay.work.actions.tracing_time import trace_labeling

__all__ = [
    "changing",
    "importing_files",
    "importing_recordings",
    "keep_queues_true",
    "rating_content",
    "uploading",
    "withdrawing_batches",
]


@every_minute
def keep_queues_true(now: datetime) -> None:
    """Ended leases go back, what has run out (pauses, skills, grace periods) takes effect, and roll-ups are fresh."""
    give_back_ended_leases(now=now, most=10_000)
    if changed := whose_facts_ran_out(now - timedelta(minutes=10), now):
        refresh_eligibility(now=now, contributor_ids=changed)
    end_grace(now=now)
    count_open_tasks(now=now)


@every_minute
def call_about_reports(now: datetime) -> None:
    """Reports of illegal content or danger that nobody has taken in hand in time."""
    call_again(now=now)


@every_minute
def let_content_expire(now: datetime) -> None:
    """What expires leaves every queue, and its content is purged."""
    purge_expired(now=now)


@every_minute
def rate_content_by_answers(now: datetime) -> None:
    """What people found in it: a task counts as that, and waits where such content waits."""
    rate_by_answers(now=now)


@every_minute
def trace_time(now: datetime) -> None:
    """Every ten minutes: when people of sites were at work."""
    if now.minute % 10 == 0:
        trace_labeling(now=now)
