"""A contributor says when they offer to work; a lead writes down for how many hours a week they are contracted."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.clock import working_day
from assay.kit.reasons import NotFound, Refused
from assay.people.actions.contributors import lock_agent
from assay.people.models import ContractedHours, Contributor, DayHours, User, WeeklyHours
from assay.people.rules.hours import refuse_contracted, refuse_days, refuse_minutes

WEEK = 7


def set_weekly_hours(by: User, *, contributor: Contributor, minutes: Sequence[int], now: datetime) -> None:
    """In a usual week, from Monday on."""
    _require_own(by, contributor)
    if len(minutes) != WEEK:
        raise ValueError("a week has seven days")
    if found := refuse_minutes(minutes):
        raise Refused(*found)
    with transaction.atomic():
        act_as(by)
        WeeklyHours.objects.update_or_create(
            contributor=contributor,
            defaults={"minutes": list(minutes), "changed_at": now, "changed_by": by},
        )


def set_day_hours(
    by: User, *, contributor: Contributor, first: date, last: date, minutes: int, now: datetime
) -> None:
    """On each of these days; without minutes the person is away."""
    _require_own(by, contributor)
    today = working_day(now, by.time_zone)
    if found := [*refuse_days(first, last, today), *refuse_minutes([minutes])]:
        raise Refused(*found)
    with transaction.atomic():
        act_as(by)
        for nth in range((last - first).days + 1):
            DayHours.objects.update_or_create(
                contributor=contributor,
                day_on=first + timedelta(days=nth),
                defaults={"minutes": minutes, "changed_at": now, "changed_by": by},
            )


def clear_day_hours(by: User, *, contributor: Contributor, day_on: date) -> None:
    """The usual week holds again."""
    _require_own(by, contributor)
    with transaction.atomic():
        act_as(by)
        DayHours.objects.filter(contributor=contributor, day_on=day_on).delete()


def set_contracted_hours(
    by: User | None, *, contributor: Contributor, minutes: int, from_on: date, now: datetime
) -> ContractedHours:
    """A version of what was agreed, from a day on; by who manages people or leads their whole site."""
    with transaction.atomic():
        locked = lock_agent(by, contributor)
        today = working_day(now, contributor.user.time_zone)
        if found := refuse_contracted(minutes, from_on, today):
            raise Refused(*found)
        return ContractedHours.objects.create(
            contributor=locked, from_on=from_on, minutes=minutes, set_at=now, set_by=by
        )


def _require_own(by: User, contributor: Contributor) -> None:
    if contributor.user_id != by.pk:
        raise NotFound
