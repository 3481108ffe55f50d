"""Looking ahead: who has no work and which work has nobody, this week and the next; told once, gone when it is gone."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.clock import working_day
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.people.actions.inbox import settle_told, tell
from assay.people.enums import Role, StaffKind
from assay.people.models import User
from assay.people.queries.holders import holders_over
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission
from assay.planning.models import CapacityFinding
from assay.planning.queries.allocating import cells_of, workers_of
from assay.planning.queries.bottlenecks import open_findings, sentence_of
from assay.planning.queries.progress import monday_of
from assay.planning.rules.allocation import Cell, Outcome, Terms, Worker, reckon
from assay.planning.rules.bottlenecks import Finding, Free, Waiting, findings_of
from assay.planning.rules.pools import PER_HOUR

LOOK = "planning.look_ahead"
WEEK = timedelta(days=7)
# Not before everybody's yesterday is over and rolled up.
FROM_HOUR = 4
TOLD = (Role.OPERATIONS_LEAD, Role.CROWD_MANAGER)


def look_daily(*, now: datetime) -> Job | None:
    """Once a day, by itself."""
    key = f"{LOOK}:{working_day(now, 'UTC')}"
    if now.hour < FROM_HOUR or Job.objects.filter(key=key).exists():
        return None
    return jobs.start(None, kind=LOOK, key=key, params={}, now=now)


def start_look(by: User | None, *, now: datetime) -> Job:
    """Somebody wants to know now."""
    require_everywhere(by, Permission.ALLOCATE_WORK)
    return jobs.start(by, kind=LOOK, key=LOOK, params={}, now=now)


@job(LOOK)
def look_in_job(running: RunningJob) -> None:
    """Reckons without writing first, so that nothing is locked meanwhile."""
    running.finish_with({"n_findings": look_ahead(now=running.now)})


def look_ahead(*, now: datetime) -> int:
    """This week, what is left of it, and the next; how many findings there are."""
    this = monday_of(working_day(now, "UTC"))
    found = {week_on: _look_at(week_on, now) for week_on in (this, this + WEEK)}
    with transaction.atomic():
        act_as(None)
        for week_on, findings in found.items():
            keep_findings(findings, week_on=week_on, now=now)
        _go(open_findings().exclude(week_on__in=found), now)
    return sum(map(len, found.values()))


def keep_reckoned(
    workers: Sequence[Worker], cells: Sequence[Cell], outcome: Outcome, *, week_on: date, now: datetime
) -> None:
    """Of a week that was reckoned for another reason, where it is this one or the next."""
    this = monday_of(working_day(now, "UTC"))
    if week_on in {this, this + WEEK}:
        keep_findings(_found(workers, cells, outcome, week_on), week_on=week_on, now=now)


def keep_findings(findings: Sequence[Finding], *, week_on: date, now: datetime) -> None:
    """Numbers of what was known follow; what is new is told; what is found no more is gone, and so is its message."""
    with transaction.atomic():
        own = open_findings().filter(week_on=week_on).select_for_update(no_key=True)
        known = {(each.kind, each.place, each.languages): each for each in own}
        for finding in findings:
            row = known.pop((finding.kind, finding.place, finding.languages), None)
            is_new = row is None
            row = row or CapacityFinding(kind=finding.kind, week_on=week_on, found_at=now)
            for name in ("place", "languages", "n_people", "hours", "day_on", "days"):
                setattr(row, name, getattr(finding, name))
            row.projects, row.reckoned_at = list(finding.projects), now
            row.save()
            if is_new:
                _tell(row, now)
        _go(open_findings().filter(pk__in=[each.pk for each in known.values()]), now)


def _look_at(week_on: date, now: datetime) -> list[Finding]:
    cells = cells_of(week_on, now)
    if not cells:
        return []
    terms = Terms()
    workers = workers_of(cells, terms, week_on=week_on, now=now)
    return _found(workers, cells, reckon(workers, cells, terms, week_on=week_on, now=now), week_on)


def _found(
    workers: Sequence[Worker], cells: Sequence[Cell], outcome: Outcome, week_on: date
) -> list[Finding]:
    given: dict[int, float] = {}
    for part in outcome.given:
        given[part.contributor] = given.get(part.contributor, 0.0) + part.quarters / PER_HOUR
    people = [Free(each.site, each.languages, each.days, given.get(each.key, 0.0)) for each in workers]
    needs = [
        Waiting(cell.asks.language or "", met.name, met.hours, met.served, met.n_able)
        for cell, met in zip(cells, outcome.met, strict=True)
    ]
    return findings_of(people, needs, week_on)


def _tell(found: CapacityFinding, now: datetime) -> None:
    sentence, about = sentence_of(found, found.week_on)
    people = {pk for pks in holders_over(TOLD, None).values() for pk in pks}
    tell(
        sorted(people),
        kind=StaffKind.CAPACITY,
        sentence=sentence,
        about=about,
        address=_address(found),
        now=now,
    )


def _go(gone: QuerySet[CapacityFinding], now: datetime) -> None:
    addresses = [_address(each) for each in gone]
    gone.update(gone_at=now)
    settle_told(StaffKind.CAPACITY, addresses, now=now)


def _address(found: CapacityFinding) -> str:
    return f"/allocation/#finding-{found.uid}"
