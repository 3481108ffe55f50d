"""Hours that people offer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from assay.people.models import ContractedHours, Contributor, DayHours, WeeklyHours
from assay.people.rules.hours import contracted_on, offered

MOST, MOST_DECLARED, MOST_VERSIONS = 200, 500, 20


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


def contracted_versions(contributor: Contributor) -> list[ContractedHours]:
    """The one that begins last first."""
    found = ContractedHours.objects.filter(contributor=contributor).select_related("set_by")
    return list(found.order_by("-from_on", "-pk")[:MOST_VERSIONS])


def contracted_minutes(contributor: Contributor, day: date) -> int:
    """A week, as in force on that day; 0: nothing is agreed."""
    begun = ContractedHours.objects.filter(contributor=contributor, from_on__lte=day)
    return begun.order_by("-from_on", "-pk").values_list("minutes", flat=True).first() or 0


def hours_contracted(days: Sequence[date]) -> dict[int, list[float]]:
    """Hours a week in force on each of these days, of everybody with any; 0.0: none. Two queries."""
    before = ContractedHours.objects.filter(from_on__lte=days[0]).order_by("contributor", "-from_on", "-pk")
    within = ContractedHours.objects.filter(from_on__gt=days[0], from_on__lte=days[-1]).order_by("pk")
    said: dict[int, list[tuple[date, int]]] = defaultdict(list)
    columns = ("contributor_id", "from_on", "minutes")
    for rows in (before.distinct("contributor"), within):
        for who, from_on, minutes in rows.values_list(*columns):
            said[who].append((from_on, minutes))
    found = {who: [contracted_on(each, day) / 60 for day in days] for who, each in said.items()}
    return {who: hours for who, hours in found.items() if any(hours)}
