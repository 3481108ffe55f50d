"""Hours that people offer."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assay.people.models import Contributor, DayHours, WeeklyHours
from assay.people.rules.hours import offered

MOST = 200


@dataclass(frozen=True, slots=True)
class OwnHours:
    """`usual` is None as long as nothing was said; minutes from Monday on. `other` are days from today on."""

    usual: list[int] | None
    other: list[DayHours]


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
