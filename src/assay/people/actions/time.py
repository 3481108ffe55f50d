"""Time: traces of work, what is said about it, and approving days."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import Refused
from assay.kit.sql import rows
from assay.people.actions.keeping_time import lock_kept
from assay.people.enums import ActivityStage, TimeKind
from assay.people.models import ActivityProgress, ActivitySpan, Contributor, TimeEntry, TimeSheet, User
from assay.people.queries.time import PersonDay, days_of, traced_since
from assay.people.rules import reasons
from assay.people.rules.time import AHEAD, BACK, LONGEST_GAP, LONGEST_SAID, OWN_WORDS
from assay.people.rules.words import refuse_why

CHUNK = 5_000
# Pieces of work between which there is no long gap are one stretch.
_SPANS = """
WITH done AS ({work}),
marked AS (
    SELECT who, a, b, a > max(b) OVER (PARTITION BY who ORDER BY a, b ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        + make_interval(secs => %(gap)s::float8) AS is_new
    FROM done WHERE a < b
),
counted AS (
    SELECT who, a, b, count(*) FILTER (WHERE is_new) OVER (PARTITION BY who ORDER BY a, b) AS nth FROM marked
)
SELECT who, min(a), max(b) FROM counted GROUP BY who, nth ORDER BY who, 2
"""


def trace(stage: ActivityStage, *, work: str, since: datetime | None, now: datetime) -> None:
    """Write the traces of a kind of work anew, from `since` on; without it from shortly before it was done last.

    `work` is the SQL of a higher domain that gives (who, a, b) of each piece of work: contributor, from, to.
    """
    start = since or traced_since(stage, now)
    spans = rows(_SPANS.format(work=work), {"since": start, "gap": LONGEST_GAP.total_seconds()})
    with transaction.atomic():
        ActivitySpan.objects.filter(stage=stage, ended_at__gte=start, started_at__gte=start).delete()
        ActivitySpan.objects.bulk_create(
            (ActivitySpan(contributor_id=who, stage=stage, started_at=a, ended_at=b) for who, a, b in spans),
            batch_size=CHUNK,
        )
        ActivityProgress.objects.update_or_create(stage=stage, defaults={"traced_until": now})


def say_time(
    by: User,
    *,
    contributor: Contributor,
    kind: TimeKind,
    started_at: datetime,
    ended_at: datetime,
    reason: str,
    now: datetime,
) -> TimeEntry:
    """What a stretch of time was. People say their own breaks; the rest says who keeps their time, with a reason."""
    with transaction.atomic():
        act_as(by)
        own = contributor.user_id == by.pk
        if not own:
            lock_kept(by, {contributor.pk})
            _check_why(reason, "reason")
        elif kind not in OWN_WORDS:
            raise Refused(reasons.TIME_NOT_YOURS(field="kind"))
        _check(kind, started_at, ended_at, now)
        _check_open(contributor, started_at, ended_at)
        return TimeEntry.objects.create(
            contributor=contributor,
            started_at=started_at,
            ended_at=ended_at,
            kind=kind,
            reason=reason.replace("\0", "").strip()[:300],
            said_by=by,
            said_at=now,
        )


def approve_days(
    by: User, *, people: Sequence[Contributor], first: date, n_days: int, now: datetime
) -> list[TimeSheet]:
    """Freeze every day that is over, was not approved yet, and has time or a shift."""
    with transaction.atomic():
        act_as(by)
        if any(person.user_id == by.pk for person in people):
            raise Refused(reasons.OWN_TIME())
        lock_kept(by, {person.pk for person in people})
        made: list[TimeSheet] = []
        for zone in sorted({_zone(person) for person in people}):
            here = [person for person in people if _zone(person) == zone]
            for week in days_of(here, zone, first, n_days):
                made += [
                    _sheet(by, week.contributor, day, now)
                    for day in week.days
                    if day.approved is None
                    and day.period.ended_at <= now
                    and (day.tally.seconds or day.shifts)
                ]
        sheets = TimeSheet.objects.bulk_create(made)
        emit("people.days_approved", sheets=sheets, now=now)
        return sheets


def withdraw_sheet(by: User, *, sheet: TimeSheet, why: str, now: datetime) -> None:
    """The day is open again; what was approved stays in sight."""
    with transaction.atomic():
        act_as(by)
        lock_kept(by, {sheet.contributor_id})
        _check_why(why, "why")
        locked = TimeSheet.objects.select_for_update(no_key=True).get(pk=sheet.pk)
        if locked.withdrawn_at is not None:
            raise Refused(reasons.WITHDRAWN_ALREADY())
        locked.withdrawn_at, locked.withdrawn_by, locked.withdrawn_why = now, by, why.strip()[:300]
        locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
        emit("people.sheet_withdrawn", sheet=locked, now=now)


def _check_why(why: str, field: str) -> None:
    if refused := refuse_why(why, field=field):
        raise Refused(refused)


def _check(kind: TimeKind, started_at: datetime, ended_at: datetime, now: datetime) -> None:
    if not timedelta() < ended_at - started_at <= LONGEST_SAID:
        raise Refused(reasons.TIME_LENGTH(field="ended_at", hours=int(LONGEST_SAID.total_seconds() // 3600)))
    if started_at < now - BACK:
        raise Refused(reasons.SHIFT_LONG_AGO(field="started_at", days=BACK.days))
    if started_at > now + AHEAD:
        raise Refused(reasons.SHIFT_FAR_AHEAD(field="started_at", days=AHEAD.days))
    if ended_at > now and kind not in {TimeKind.LEAVE, TimeKind.SICK, TimeKind.TRAINING, TimeKind.MEETING}:
        raise Refused(reasons.TIME_AHEAD(field="ended_at"))


def _check_open(contributor: Contributor, started_at: datetime, ended_at: datetime) -> None:
    """Time of an approved day stays as it is. The row of the person is locked, so that no day is approved meanwhile."""
    Contributor.objects.select_for_update(no_key=True).get(pk=contributor.pk)
    first = started_at.date() - timedelta(days=2)
    n_days = (ended_at.date() - first).days + 2
    for day in days_of([contributor], _zone(contributor), first, n_days)[0].days:
        if day.approved and day.period.started_at < ended_at and started_at < day.period.ended_at:
            raise Refused(reasons.TIME_APPROVED(field="started_at", day=day.day_on.isoformat()))


def _sheet(by: User, contributor: Contributor, day: PersonDay, now: datetime) -> TimeSheet:
    assert contributor.site_id is not None
    kinds = sorted(day.tally.seconds)
    return TimeSheet(
        contributor=contributor,
        site_id=contributor.site_id,
        day_on=day.day_on,
        kinds=[kind.value for kind in kinds],
        seconds=[round(day.tally.seconds[kind]) for kind in kinds],
        paid_seconds=round(day.tally.paid),
        shift_seconds=round(day.tally.shift_seconds),
        kept_seconds=round(day.tally.kept_seconds),
        approved_at=now,
        approved_by=by,
    )


def _zone(contributor: Contributor) -> str:
    return contributor.site.time_zone if contributor.site else "UTC"
