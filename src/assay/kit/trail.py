"""Reading the audit trail: by table, row, actor and time, newest first, paged by key."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from assay.kit.keeping import VERIFY
from assay.kit.models import AuditBlock, AuditEvent, Job, JobState

SOURCE = "kit_auditevent"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is empty narrows nothing. `actor` is a user's identifier as text; "" with `by_system` the system."""

    table: str = ""
    row: int | None = None
    actor: str = ""
    by_system: bool = False
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Seal:
    """How far the trail is sealed, and what the last verification of the chain found."""

    number: int | None
    sealed_at: datetime | None
    last: Job | None
    running: Job | None


def events(wanted: Wanted, *, before: int | None = None) -> QuerySet[AuditEvent]:
    """Events older than the key `before`; take as many as fit on a page."""
    found = AuditEvent.objects.order_by("-id")
    for condition in _conditions(wanted, before):
        found = found.filter(condition)
    return found


def seal() -> Seal:
    """Two small queries; nothing is recomputed here: that is the job's work."""
    block = AuditBlock.objects.filter(source=SOURCE).order_by("-number").first()
    jobs = Job.objects.filter(kind=VERIFY).order_by("-pk")
    return Seal(
        number=block.number if block else None,
        sealed_at=block.sealed_at if block else None,
        last=jobs.filter(state=JobState.DONE).first(),
        running=jobs.filter(state__in=[JobState.QUEUED, JobState.RUNNING]).first(),
    )


def _conditions(wanted: Wanted, before: int | None) -> Iterable[Q]:
    if before is not None:
        yield Q(id__lt=before)
    if wanted.table:
        yield Q(table_name=wanted.table)
    if wanted.row is not None:
        yield Q(row_id=wanted.row)
    if wanted.actor or wanted.by_system:
        yield Q(actor=wanted.actor)
    if wanted.since:
        yield Q(recorded_at__gte=wanted.since)
    if wanted.until:
        yield Q(recorded_at__lt=wanted.until)
