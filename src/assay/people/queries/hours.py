"""Hours that people offer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from assay.people.models import Contributor, DayHours, WeeklyHours
from assay.people.rules.hours import offered

MOST, MOST_DECLARED = 200, 500


@dataclass(frozen=True, slots=True)
class OwnHours:
    """`usual` is None as long as nothing was said; minutes from Monday on. `other` are days from today on."""

    usual: list[int] | None
    other: list[DayHours]


@dataclass(frozen=True, slots=True)
class Declared:
    """What somebody said of single days, by day; 0: away. `usual` in minutes from Monday on, None: nothing was said."""

    contributor: Contributor
    days: dict[date, int]
    usual: list[int] | None


def declared_by(people: QuerySet[Contributor], first: date, last: date) -> list[Declared]:
    """Who of these people is away or has other hours on any of these days, by name; two queries."""
    said = (
        DayHours.objects.filter(contributor__in=people.order_by(), day_on__range=(first, last))
        .select_related("contributor")
        .order_by("contributor__pseudonym", "day_on")
    )
    found: dict[int, Declared] = {}
    rows = list(said[:MOST_DECLARED])
    keys = {each.contributor_id for each in rows}
    usual = dict(WeeklyHours.objects.filter(contributor__in=keys).values_list("contributor_id", "minutes"))
    for each in rows:
        key = each.contributor_id
        found.setdefault(key, Declared(each.contributor, {}, usual.get(key))).days[each.day_on] = each.minutes
    return list(found.values())


def days_said(people: Iterable[int], days: Iterable[date]) -> dict[tuple[int, date], int]:
    """Minutes of each person and day of which something was said; 0: away."""
    said = DayHours.objects.filter(contributor__in=list(people), day_on__in=list(days))
    return {(who, day): minutes for who, day, minutes in said.values_list("contributor", "day_on", "minutes")}


def own_hours(contributor: Contributor, today: date) -> OwnHours:
    usual = WeeklyHours.objects.filter(contributor=contributor).first()
    other = DayHours.objects.filter(contributor=contributor, day_on__gte=today).order_by("day_on")
    return OwnHours(usual.minutes if usual else None, list(other[:MOST]))


def hours_offered(days: Sequence[date]) -> dict[int, list[float | None]]:
    """Of everybody who said anything about these days, by contributor; two queries however many people."""
    usual = dict(WeeklyHours.objects.values_list("contributor_id", "minutes"))
    other: dict[int, dict[date, int]] = defaultdict(dict)
    for who, day, minutes in DayHours.objects.filter(day_on__in=list(days)).values_list(
        "contributor_id", "day_on", "minutes"
    ):
        other[who][day] = minutes
    return {who: offered(usual.get(who), other.get(who, {}), days) for who in {*usual, *other}}
