"""Shifts, days as they were, and approving them, of the sites whose people you see; and your own."""

from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now, working_day
from assay.kit.reasons import NotFound
from assay.people.actions.shifts import MOST, Planned, cancel_shift, plan_shifts
from assay.people.actions.time import approve_days, say_time, withdraw_sheet
from assay.people.actions.time_targets import publish_time_targets
from assay.people.enums import TimeGroup, TimeKind, TimeMeasure
from assay.people.models import Contributor, Shift
from assay.people.queries.scope import one_of, visible_contributors
from assay.people.queries.time import (
    PersonDay,
    PersonWeek,
    days_of,
    kept_by,
    people_at,
    sheet_in_sight,
    shift_in_sight,
    site_with_time,
    sites_with_time,
)
from assay.people.queries.time_targets import time_targets
from assay.people.rules.time import Tally, total
from assay.people.rules.time_targets import SHIPPED

router = Router(tags=["people"])
MOST_DAYS = 31
HOUR = 3600
_EXAMPLE = {
    group.value: {each.value: share for each, share in found.items()} for group, found in SHIPPED.items()
}
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 1, 1)


class TimeFiguresOut(Schema):
    """Shares are null where there is nothing to measure. Wellbeing is paid and left out of every share."""

    paid_hours: float = Field(examples=[38.5])
    hours: dict[str, float] = Field(description="By kind of time.", examples=[{"work": 30.2, "idle": 4.1}])
    utilization: float | None = Field(description="Productive of paid time.", examples=[0.87])
    occupancy: float | None = Field(description="At work of the time at work or available.", examples=[0.91])
    shrinkage: float | None = Field(examples=[0.13])
    adherence: float | None = Field(description="Of the shifts, somebody was there.", examples=[0.96])


class TimeSiteOut(Schema):
    uid: UUID
    name: str = Field(examples=["Lisbon"])
    vendor: str = Field(examples=["Lingua"])
    time_zone: str = Field(examples=["Europe/Lisbon"])


class TimeSitesOut(Schema):
    sites: list[TimeSiteOut]


class TimeStretchOut(Schema):
    started_at: datetime
    ended_at: datetime
    kind: TimeKind = Field(examples=["work"])


class ShiftOut(Schema):
    uid: UUID
    starts_at: datetime
    ends_at: datetime


class TimeDayOut(Schema):
    day_on: date
    shifts: list[ShiftOut]
    stretches: list[TimeStretchOut]
    figures: TimeFiguresOut
    sheet: UUID | None = Field(description="The approved sheet, whose figures hold; null: not approved.")


class TimePersonOut(Schema):
    contributor: UUID
    pseudonym: str = Field(examples=["Amsel"])
    is_qa: bool = Field(description="More of the time at work went into reviews than into labeling.")
    figures: TimeFiguresOut
    days: list[TimeDayOut]


class SiteTimeOut(Schema):
    figures: TimeFiguresOut
    people: list[TimePersonOut]


class ShiftIn(Strict):
    contributor: UUID
    starts_at: datetime
    ends_at: datetime


class ShiftsIn(Strict):
    shifts: list[ShiftIn] = Field(min_length=1, max_length=MOST)


class ShiftsOut(Schema):
    shifts: list[ShiftOut]


class WhyIn(Strict):
    why: str = Field(min_length=1, max_length=300, examples=["A holiday."])


class SayTimeIn(Strict):
    contributor: UUID
    kind: TimeKind = Field(examples=["training"])
    started_at: datetime
    ended_at: datetime
    reason: str = Field("", max_length=300, examples=["Guideline 3 in the team room."])


class SayTimeOut(Schema):
    uid: UUID


class ApproveTimeIn(Strict):
    people: list[UUID] = Field(min_length=1, max_length=1000)
    first: date = Field(ge=EARLIEST, le=LATEST)
    n_days: int = Field(7, ge=1, le=MOST_DAYS)


class ApprovedTimeOut(Schema):
    sheets: list[UUID] = Field(description="Days that were open and over; others are left as they are.")


class TimeTargetsIn(Strict):
    """Shares of both groups. Shrinkage is what utilization leaves of the whole."""

    targets: dict[TimeGroup, dict[TimeMeasure, float]] = Field(examples=[_EXAMPLE])
    reason: str = Field(min_length=1, max_length=2000, examples=["Contracts of the new year."])


class TimeTargetsOut(Schema):
    number: int = Field(description="0: as shipped.")
    targets: dict[TimeGroup, dict[TimeMeasure, float]] = Field(examples=[_EXAMPLE])


Days = Annotated[int, Query(ge=1, le=MOST_DAYS)]
First = Annotated[date | None, Query(ge=EARLIEST, le=LATEST)]


@router.get("/time/targets", response=TimeTargetsOut, operation_id="time_targets")
def targets(request: HttpRequest) -> TimeTargetsOut:
    """What agents and QAs are to reach of their time; for whoever sees the time of any site."""
    if not sites_with_time(person_of(request)):
        raise NotFound
    return _targets_out()


@router.post("/time/targets", response={201: TimeTargetsOut}, operation_id="time_targets_publish")
@creates
def publish_targets(request: HttpRequest, body: TimeTargetsIn) -> TimeTargetsOut:
    """The next version, which holds from now on."""
    publish_time_targets(person_of(request), targets=body.targets, reason=body.reason, now=now())
    return _targets_out()


@router.get("/time/sites", response=TimeSitesOut, operation_id="time_sites")
def sites(request: HttpRequest) -> TimeSitesOut:
    """The sites whose people you see."""
    return TimeSitesOut(
        sites=[
            TimeSiteOut(uid=each.uid, name=each.name, vendor=each.vendor.name, time_zone=each.time_zone)
            for each in sites_with_time(person_of(request))
        ]
    )


@router.get("/time/sites/{uuid:site}", response=SiteTimeOut, operation_id="time_of_site")
def of_site(request: HttpRequest, site: UUID, first: First = None, n_days: Days = 7) -> SiteTimeOut:
    """Everybody of the site who is in your sight, day by day in the site's time zone; from this Monday on."""
    person = person_of(request)
    found = site_with_time(person, site)
    since = first or _monday(found.time_zone)
    weeks = days_of(people_at(person, found), found.time_zone, since, n_days)
    return SiteTimeOut(
        figures=_figures(total(each.tally for each in weeks)), people=[_person(each) for each in weeks]
    )


@router.get("/me/time", response=TimePersonOut, operation_id="own_time")
def own(request: HttpRequest, first: First = None, n_days: Days = 7) -> TimePersonOut:
    """Your own shifts and hours; who belongs to no site has none."""
    me = (
        Contributor.objects.select_related("site").filter(user=person_of(request), site__isnull=False).first()
    )
    if me is None or me.site is None:
        raise NotFound
    zone = me.site.time_zone
    return _person(days_of([me], zone, first or _monday(zone), n_days)[0])


def _monday(zone: str) -> date:
    today = working_day(now(), zone)
    return today - timedelta(days=today.weekday())


@router.post("/shifts", response={201: ShiftsOut}, operation_id="shifts_plan")
@creates
def plan(request: HttpRequest, body: ShiftsIn) -> ShiftsOut:
    """All of them, or none with every reason; the field of a reason names the shift."""
    person = person_of(request)
    uids = {each.contributor for each in body.shifts}
    people = {each.uid: each for each in kept_by(person).filter(uid__in=uids).select_related("site")}
    if len(people) < len(uids):
        raise NotFound
    asked = [Planned(people[each.contributor], each.starts_at, each.ends_at) for each in body.shifts]
    return ShiftsOut(shifts=[_shift(each) for each in plan_shifts(person, shifts=asked, now=now())])


@router.post("/shifts/{uuid:shift}/cancel", response={204: None}, operation_id="shift_cancel")
def cancel(request: HttpRequest, shift: UUID, body: WhyIn) -> None:
    person = person_of(request)
    cancel_shift(person, shift=shift_in_sight(person, shift), why=body.why, now=now())


@router.post("/time", response={201: SayTimeOut}, operation_id="time_say")
@creates
def say(request: HttpRequest, body: SayTimeIn) -> SayTimeOut:
    """What a stretch of time was: your own break, or with a reason that of somebody whose time you keep."""
    person = person_of(request)
    made = say_time(
        person,
        contributor=one_of(visible_contributors(person), body.contributor),
        kind=body.kind,
        started_at=body.started_at,
        ended_at=body.ended_at,
        reason=body.reason,
        now=now(),
    )
    return SayTimeOut(uid=made.uid)


@router.post("/time/approve", response=ApprovedTimeOut, operation_id="time_approve")
def approve(request: HttpRequest, body: ApproveTimeIn) -> ApprovedTimeOut:
    """Freeze what is paid by the hour: every day that is over and still open."""
    person = person_of(request)
    people = list(kept_by(person).filter(uid__in=body.people).select_related("site").order_by("pk"))
    if len(people) < len(set(body.people)):
        raise NotFound
    made = approve_days(person, people=people, first=body.first, n_days=body.n_days, now=now())
    return ApprovedTimeOut(sheets=[each.uid for each in made])


@router.post("/time/sheets/{uuid:sheet}/withdraw", response={204: None}, operation_id="time_withdraw")
def withdraw(request: HttpRequest, sheet: UUID, body: WhyIn) -> None:
    """The day is open again; what was approved stays in the history."""
    person = person_of(request)
    withdraw_sheet(person, sheet=sheet_in_sight(person, sheet), why=body.why, now=now())


def _person(week: PersonWeek) -> TimePersonOut:
    return TimePersonOut(
        contributor=week.contributor.uid,
        pseudonym=week.contributor.pseudonym,
        is_qa=week.reviews,
        figures=_figures(week.tally),
        days=[_day(day) for day in week.days],
    )


def _day(day: PersonDay) -> TimeDayOut:
    return TimeDayOut(
        day_on=day.day_on,
        shifts=[_shift(each) for each in day.shifts],
        stretches=[
            TimeStretchOut(started_at=each.started_at, ended_at=each.ended_at, kind=each.kind)
            for each in day.sheet
        ],
        figures=_figures(day.tally),
        sheet=day.approved.uid if day.approved else None,
    )


def _shift(shift: Shift) -> ShiftOut:
    return ShiftOut(uid=shift.uid, starts_at=shift.starts_at, ends_at=shift.ends_at)


def _figures(found: Tally) -> TimeFiguresOut:
    return TimeFiguresOut(
        paid_hours=round(found.paid / HOUR, 4),
        hours={kind.value: round(seconds / HOUR, 4) for kind, seconds in sorted(found.seconds.items())},
        utilization=found.utilization,
        occupancy=found.occupancy,
        shrinkage=found.shrinkage,
        adherence=found.adherence,
    )


def _targets_out() -> TimeTargetsOut:
    found = time_targets()
    return TimeTargetsOut(
        number=found.number, targets={group: dict(each) for group, each in found.targets.items()}
    )
