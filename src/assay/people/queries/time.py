"""Time of the people of a site: shifts, sheets of days, and what they come to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from assay.kit.reasons import NotFound
from assay.kit.sql import rows
from assay.people.enums import ActivityStage, TimeKind
from assay.people.models import (
    ActivityProgress,
    ActivitySpan,
    Contributor,
    Shift,
    Site,
    TimeEntry,
    TimeSheet,
    User,
)
from assay.people.queries.organisation import visible_sites
from assay.people.queries.scope import others_visible, people_within, scope_of
from assay.people.rules.roles import Permission
from assay.people.rules.time import (
    AWAY,
    BACK,
    PRODUCTIVE,
    Period,
    Stretch,
    Tally,
    day_of,
    day_sheet,
    tally,
    total,
)

Told = TypeVar("Told", bound="Shift | ActivitySpan | TimeEntry")
# Of approved sheets; wellbeing is left out.
_SHARES = """
SELECT s.site_id, grouping(s.site_id), s.day_on, count(DISTINCT s.contributor_id),
    coalesce(sum(u.seconds) FILTER (WHERE u.kind = ANY (%(productive)s::text[])), 0)::bigint,
    sum(u.seconds)::bigint
FROM people_timesheet s
JOIN people_contributor c ON c.id = s.contributor_id
CROSS JOIN LATERAL unnest(s.kinds, s.seconds) AS u (kind, seconds)
WHERE s.withdrawn_at IS NULL AND s.day_on > %(since)s::date AND s.day_on <= %(until)s::date
  AND u.kind = ANY (%(measured)s::text[]) AND s.contributor_id = ANY (%(people)s::bigint[])
  AND (%(sites)s::bigint[] IS NULL OR s.site_id = ANY (%(sites)s::bigint[]))
  AND (%(team)s::bigint IS NULL OR c.team_id = %(team)s::bigint)
GROUP BY GROUPING SETS ((s.day_on), (s.day_on, s.site_id)) ORDER BY 3, 1
"""
OF_STAGE = {ActivityStage.LABEL: TimeKind.WORK, ActivityStage.REVIEW: TimeKind.REVIEW}
DAY = timedelta(days=1)
LATE = timedelta(hours=2)
WEEK = 7


@dataclass(frozen=True, slots=True)
class PersonDay:
    """`approved` is what holds where it exists; the sheet is what there is to see."""

    day_on: date
    period: Period
    shifts: tuple[Shift, ...]
    sheet: tuple[Stretch, ...]
    tally: Tally
    approved: TimeSheet | None


@dataclass(frozen=True, slots=True)
class PersonWeek:
    contributor: Contributor
    days: tuple[PersonDay, ...]

    @property
    def tally(self) -> Tally:
        return total(day.tally for day in self.days)

    @property
    def reviews(self) -> bool:
        """Whether the person is one of the site's QAs: more of the time at work went into reviews."""
        found = self.tally
        return found.of([TimeKind.REVIEW]) > found.of([TimeKind.WORK])


def site_with_time(user: User, uid: UUID) -> Site:
    """A site whose people somebody sees."""
    found = visible_sites(user).filter(uid=uid, retired_at=None).first()
    if found is None:
        raise NotFound
    return found


def sites_with_time(user: User) -> list[Site]:
    return list(visible_sites(user).filter(retired_at=None).order_by("vendor__name", "name"))


def people_at(user: User, site: Site) -> QuerySet[Contributor]:
    """Those of the site whom this person sees: a team lead the own team."""
    return others_visible(user).filter(site=site).order_by("pseudonym")


def kept_by(user: User) -> QuerySet[Contributor]:
    """The people for whom somebody plans shifts and approves time."""
    return people_within(scope_of(user, Permission.KEEP_TIME)).filter(site__isnull=False)


def may_keep_time(user: User, site: Site) -> bool:
    return kept_by(user).filter(site=site).exists()


def week_of(people: Iterable[Contributor], zone: str, monday: date) -> list[PersonWeek]:
    """Seven days from a Monday on; four queries however many people."""
    return days_of(people, zone, monday, WEEK)


def days_of(people: Iterable[Contributor], zone: str, first: date, n_days: int) -> list[PersonWeek]:
    people = list(people)
    bounds = [_midnight(first + nth * DAY, zone) for nth in range(n_days + 1)]
    found = _found(people, bounds[0] - DAY, bounds[-1] + DAY)
    sheets = {
        (sheet.contributor_id, sheet.day_on): sheet
        for sheet in TimeSheet.objects.filter(
            contributor__in=people, day_on__range=(first, first + n_days * DAY), withdrawn_at=None
        )
    }
    return [
        PersonWeek(
            person,
            tuple(
                _day(
                    first + nth * DAY,
                    (bounds[nth], bounds[nth + 1]),
                    found[person.pk],
                    sheets.get((person.pk, first + nth * DAY)),
                )
                for nth in range(n_days)
            ),
        )
        for person in people
    ]


def statements_of(contributor: Contributor, period: Period) -> QuerySet[TimeEntry]:
    """What was said about any part of it, the last first."""
    said = TimeEntry.objects.filter(contributor=contributor).select_related("said_by")
    return said.filter(started_at__lt=period.ended_at, ended_at__gt=period.started_at).order_by("-pk")


def sheets_of(contributor: Contributor, day_on: date) -> QuerySet[TimeSheet]:
    """As it was approved, with what was withdrawn."""
    sheets = TimeSheet.objects.filter(contributor=contributor, day_on=day_on)
    return sheets.select_related("contributor__site", "approved_by", "withdrawn_by").order_by("-pk")


def coming_shifts(contributor: Contributor, now: datetime) -> QuerySet[Shift]:
    """The next two weeks."""
    shifts = Shift.objects.filter(contributor=contributor, cancelled_at=None, ends_at__gt=now)
    return shifts.filter(starts_at__lt=now + 14 * DAY).order_by("starts_at")


def shift_in_sight(user: User, uid: UUID) -> Shift:
    """A shift of somebody whom this person sees."""
    found = (
        Shift.objects.select_related("contributor", "site")
        .filter(uid=uid, contributor__in=others_visible(user).order_by())
        .first()
    )
    if found is None:
        raise NotFound
    return found


def sheet_in_sight(user: User, uid: UUID) -> TimeSheet:
    """An approved sheet of somebody whom this person sees."""
    found = (
        TimeSheet.objects.select_related("contributor__site")
        .filter(uid=uid, contributor__in=others_visible(user).order_by())
        .first()
    )
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class SharedDay:
    """A day of several people, as approved: productive seconds, and all that is measured."""

    n_people: int
    productive: int
    measured: int


def approved_shares(
    people: Iterable[int],
    since: date,
    until: date,
    *,
    sites: Sequence[int] | None = None,
    team: int | None = None,
) -> dict[int | None, list[SharedDay]]:
    """Each day after `since` by site; None is all of them together, left out where sites were asked for."""
    params = {
        "people": list(people),
        "since": since,
        "until": until,
        "sites": None if sites is None else list(sites),
        "team": team,
        "productive": sorted(PRODUCTIVE),
        "measured": sorted(PRODUCTIVE | AWAY),
    }
    found: defaultdict[int | None, list[SharedDay]] = defaultdict(list)
    for site, is_whole, _day, n, productive, measured in rows(_SHARES, params):
        if not is_whole or sites is None:
            found[None if is_whole else site].append(SharedDay(n, productive, measured))
    return dict(found)


def traced_since(stage: ActivityStage, now: datetime) -> datetime:
    """From when on traces of that work are to be written again: late answers move a little, older ones stay."""
    until = ActivityProgress.objects.filter(stage=stage).values_list("traced_until", flat=True).first()
    return now - BACK if until is None else max(min(until, now) - LATE, now - BACK)


@dataclass(slots=True)
class _Found:
    shifts: Sequence[Shift] = ()
    activity: Sequence[ActivitySpan] = ()
    said: Sequence[TimeEntry] = ()


def _found(people: Sequence[Contributor], since: datetime, until: datetime) -> Mapping[int, _Found]:
    keys = [person.pk for person in people]
    shifts = Shift.objects.filter(cancelled_at=None, starts_at__lt=until, ends_at__gt=since)
    activity = ActivitySpan.objects.filter(started_at__lt=until, ended_at__gt=since)
    said = TimeEntry.objects.filter(started_at__lt=until, ended_at__gt=since)
    found: defaultdict[int, _Found] = defaultdict(_Found)
    for key, planned in _by_person(shifts.filter(contributor__in=keys).order_by("starts_at")).items():
        found[key].shifts = planned
    for key, spans in _by_person(activity.filter(contributor__in=keys).order_by("started_at")).items():
        found[key].activity = spans
    for key, words in _by_person(said.filter(contributor__in=keys).order_by("pk")).items():
        found[key].said = words
    return found


def _by_person(told: QuerySet[Told]) -> dict[int, list[Told]]:
    found: defaultdict[int, list[Told]] = defaultdict(list)
    for row in told:
        found[row.contributor_id].append(row)
    return found


def _day(
    day_on: date, bounds: tuple[datetime, datetime], found: _Found, approved: TimeSheet | None
) -> PersonDay:
    near = [shift for shift in found.shifts if bounds[0] - DAY <= shift.starts_at < bounds[1]]
    period = day_of(*bounds, [_period(shift) for shift in near])
    shifts = tuple(shift for shift in near if shift.starts_at >= bounds[0])
    sheet = day_sheet(
        period,
        shifts=[_period(shift) for shift in shifts],
        activity=[
            Stretch(each.started_at, each.ended_at, OF_STAGE[ActivityStage(each.stage)])
            for each in found.activity
        ],
        said=[Stretch(each.started_at, each.ended_at, TimeKind(each.kind)) for each in found.said],
    )
    now_said = tally(sheet, [_period(shift) for shift in shifts])
    return PersonDay(day_on, period, shifts, sheet, _approved(approved) if approved else now_said, approved)


def _stretch(told: ActivitySpan | TimeEntry, kind: TimeKind) -> Stretch:
    return Stretch(told.started_at, told.ended_at, kind)


def _approved(sheet: TimeSheet) -> Tally:
    seconds = {TimeKind(kind): float(n) for kind, n in zip(sheet.kinds, sheet.seconds, strict=True)}
    return Tally(seconds, sheet.shift_seconds, sheet.kept_seconds)


def _period(shift: Shift) -> Period:
    return Period(shift.starts_at, shift.ends_at)


def _midnight(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
