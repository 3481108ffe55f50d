"""The exposure board: how much content that is hard to look at the people of each site had, and who nears a limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.queries.scope import people_within, scope_of
from assay.people.rules.roles import Permission
from assay.wellbeing.models import Look
from assay.wellbeing.queries.strain import Strained, strained, where_they_stand
from assay.wellbeing.rules.board import NEAR_SHARE
from assay.work.models import Exposure, ExposureDay
from assay.work.queries.exposure import terms_above
from assay.work.rules.exposure import Terms

DAYS, WEEKS = 7, 4


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A site (None: those of no site): four times seven days up to today, and where its people stand now."""

    site: UUID | None
    name: str
    vendor: str
    n_people: int
    weeks: tuple[float, ...]
    n_near: int
    n_over: int
    n_resting: int

    @property
    def minutes(self) -> float:
        return self.weeks[-1]


@dataclass(frozen=True, slots=True)
class MinutesRow:
    """Active minutes of seven days and how they count, of one market or severity; of all of it its share."""

    name: str
    minutes: float
    weighted_minutes: float
    n_tasks: int
    n_reveals: int


@dataclass(frozen=True, slots=True)
class Looks:
    """How often, and by how many, content was uncovered on pages that only show it, as reviewers do."""

    n: int
    n_people: int


@dataclass(frozen=True, slots=True)
class Board:
    """Weeks are those of seven days up to today, the oldest first."""

    terms: Terms
    since: date
    sites: Sequence[PlaceRow]
    markets: Sequence[MinutesRow]
    severities: Sequence[MinutesRow]
    days: Sequence[tuple[date, float]]
    named: Sequence[Strained]
    may_name: bool
    looks: Looks | None


def exposure_board(user: User, *, now: datetime) -> Board:
    """Of the people in reach. Who may see none does not find it."""
    scope = scope_of(user, Permission.VIEW_EXPOSURE)
    if scope.is_empty:
        raise NotFound
    people, terms, today = people_within(scope), terms_above(), now.date()
    recent = ExposureDay.objects.filter(
        contributor__in=people, day_on__gt=today - timedelta(days=DAYS * WEEKS)
    )
    week = recent.filter(day_on__gt=today - timedelta(days=DAYS))
    return Board(
        terms=terms,
        since=today - timedelta(days=DAYS - 1),
        sites=_sites(recent, where_they_stand(people, terms, now=now), today),
        markets=_minutes(week, "market__code"),
        severities=_minutes(week, "severity"),
        days=_days(recent, today),
        named=strained(user, now=now),
        may_name=not scope_of(user, Permission.NAME_EXPOSURE).is_empty,
        looks=_looks(now) if scope.is_everywhere else None,
    )


def _looks(now: datetime) -> Looks:
    """Of seven days, in the whole organisation: who reviews belongs to no site."""
    found = Look.objects.filter(looked_at__gt=now - timedelta(days=DAYS))
    return Looks(**found.aggregate(n=Count("pk"), n_people=Count("user", distinct=True)))


def _sites(recent: QuerySet[ExposureDay], standing: QuerySet[Exposure], today: date) -> list[PlaceRow]:
    """By where people work now: somebody who changed site takes along what they had."""
    counts = _standing(standing)
    # Where it is tomorrow already, tomorrow belongs to the newest week.
    ends = [today - timedelta(days=DAYS * nth) for nth in range(WEEKS - 1, 0, -1)]
    newest = Q(day_on__gt=today - timedelta(days=DAYS))
    spans = [Q(day_on__gt=end - timedelta(days=DAYS), day_on__lte=end) for end in ends] + [newest]
    weeks = {f"week_{nth}": Sum("weighted_seconds", filter=span) for nth, span in enumerate(spans)}
    places = ("contributor__site", "contributor__site__uid", "contributor__site__name")
    rows = (
        recent.values(*places, "contributor__vendor__name")
        .annotate(
            n_people=Count("contributor", distinct=True, filter=newest),
            **weeks,
        )
        .order_by(f"-week_{WEEKS - 1}", "contributor__site__name", "contributor__vendor__name")
    )
    return [
        PlaceRow(
            each["contributor__site__uid"],
            each["contributor__site__name"] or "",
            each["contributor__vendor__name"] or "",
            each["n_people"],
            tuple((each[name] or 0.0) / 60 for name in weeks),
            *counts.get((each["contributor__site"], each["contributor__vendor__name"]), (0, 0, 0)),
        )
        for each in rows
    ]


def _standing(standing: QuerySet[Exposure]) -> dict[tuple[int | None, str | None], tuple[int, int, int]]:
    """By site and vendor: how many are near a limit, at one, and on a break."""
    places = ("contributor__site", "contributor__vendor__name")
    rows = (
        standing.values(*places)
        .annotate(
            n_near=Count("pk", filter=Q(used__gte=NEAR_SHARE, used__lt=1)),
            n_over=Count("pk", filter=Q(used__gte=1)),
            n_resting=Count("pk", filter=Q(rests=True)),
        )
        .values_list(*places, "n_near", "n_over", "n_resting")
    )
    return {(site, vendor): (near, over, resting) for site, vendor, near, over, resting in rows}


def _minutes(week: QuerySet[ExposureDay], field: str) -> list[MinutesRow]:
    rows = (
        week.values(field)
        .annotate(
            active=Sum("seconds"),
            weighted=Sum("weighted_seconds"),
            n=Sum("n_tasks"),
            n_reveals=Sum("n_reveals"),
        )
        .order_by(field)
    )
    return [
        MinutesRow(
            "" if each[field] is None else str(each[field]),
            each["active"] / 60,
            each["weighted"] / 60,
            each["n"],
            each["n_reveals"],
        )
        for each in rows
    ]


def _days(recent: QuerySet[ExposureDay], today: date) -> list[tuple[date, float]]:
    rows = recent.values("day_on").annotate(weighted=Sum("weighted_seconds"))
    found = dict(rows.values_list("day_on", "weighted"))
    days = [today - timedelta(days=nth) for nth in range(DAYS * WEEKS - 1, -1, -1)]
    return [(day, found.get(day, 0.0) / 60) for day in days]
