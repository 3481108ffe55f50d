"""When you offer to work, and what you are assigned to."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now, working_day
from assay.kit.reasons import NotFound
from assay.people.actions.hours import clear_day_hours, set_day_hours, set_weekly_hours
from assay.people.models import Contributor, User
from assay.people.queries.contracted import contracted_week
from assay.people.queries.hours import own_hours
from assay.planning.queries.allocations import assigned_weeks

router = Router(tags=["people"])
Minutes = Annotated[int, Field(ge=0, le=960, examples=[240])]


class OfferedDayOut(Schema):
    day_on: date
    minutes: int = Field(description="0: away.", examples=[0])


class AssignedPartOut(Schema):
    project: UUID
    name: str = Field(examples=["Shop search relevance"])
    market: str = Field(examples=["pt-BR"])
    hours: float = Field(examples=[7.5])


class AssignedWeekOut(Schema):
    week_on: date
    parts: list[AssignedPartOut]


class ContractedWeekOut(Schema):
    hours: float = Field(examples=[38])
    paid_hours: float | None = Field(description="Paid so far; empty: no time is kept.", examples=[21.5])


class OwnHoursOut(Schema):
    usual: list[int] | None = Field(description="Minutes from Monday on; empty: nothing was said.")
    other: list[OfferedDayOut]
    assigned: list[AssignedWeekOut] = Field(description="This week and the next, where hours are given out.")

    contracted: ContractedWeekOut | None = Field(description="Of this week; empty: nothing is agreed.")


class UsualHoursIn(Strict):
    minutes: list[Minutes] = Field(min_length=7, max_length=7, examples=[[240, 240, 240, 240, 240, 0, 0]])


class OfferedDaysIn(Strict):
    first: date = Field(examples=["2026-12-24"])
    last: date = Field(examples=["2026-12-26"])
    minutes: Minutes = Field(description="Of each of these days; 0: away.")


@router.get("/me/hours", response=OwnHoursOut, operation_id="me_hours")
def hours(request: HttpRequest) -> OwnHoursOut:
    """Your usual week, days that are different, and what you are assigned to."""
    user = person_of(request)
    return _out(user, _me(user))


@router.put("/me/hours", response=OwnHoursOut, operation_id="me_hours_set")
def set_usual(request: HttpRequest, asked: UsualHoursIn) -> OwnHoursOut:
    """Minutes of a usual week; the next proposal gives out projects by it."""
    user = person_of(request)
    me = _me(user)
    set_weekly_hours(user, contributor=me, minutes=asked.minutes, now=now())
    return _out(user, me)


@router.put("/me/hours/days", response=OwnHoursOut, operation_id="me_hours_days")
def set_days(request: HttpRequest, asked: OfferedDaysIn) -> OwnHoursOut:
    """Other minutes on each of these days, or away."""
    user = person_of(request)
    me = _me(user)
    set_day_hours(user, contributor=me, first=asked.first, last=asked.last, minutes=asked.minutes, now=now())
    return _out(user, me)


@router.delete("/me/hours/days/{day}", response={204: None}, operation_id="me_hours_clear")
def clear(request: HttpRequest, day: date) -> HttpResponse:
    """The usual week holds again."""
    user = person_of(request)
    clear_day_hours(user, contributor=_me(user), day_on=day)
    return HttpResponse(status=204)


def _me(user: User) -> Contributor:
    me = Contributor.objects.select_related("site", "user").filter(user=user).first()
    if me is None:
        raise NotFound
    return me


def _out(user: User, me: Contributor) -> OwnHoursOut:
    today = working_day(now(), user.time_zone)
    found = own_hours(me, today)
    week = contracted_week(me, now())
    return OwnHoursOut(
        contracted=ContractedWeekOut(hours=week.hours, paid_hours=week.paid_hours) if week else None,
        usual=found.usual,
        other=[OfferedDayOut(day_on=each.day_on, minutes=each.minutes) for each in found.other],
        assigned=[
            AssignedWeekOut(
                week_on=week.week_on,
                parts=[
                    AssignedPartOut(
                        project=part.project, name=part.name, market=part.market, hours=part.hours
                    )
                    for part in week.parts
                ],
            )
            for week in assigned_weeks(me, today)
        ],
    )
