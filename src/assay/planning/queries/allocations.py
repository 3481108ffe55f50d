"""Allocations as people see them: runs, the hours of people in sight, and what each project got."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any  # A result is JSON.
from uuid import UUID

import msgspec
from django.db.models import Q, QuerySet, Sum

from assay.kit.reasons import NotFound
from assay.people.models import Contributor, User
from assay.people.queries.scope import may, others_visible, scope_of
from assay.people.rules.roles import Permission
from assay.planning.models import AllocationRun, Assignment, PoolChoice
from assay.planning.rules.allocation import Idle, Met, Terms


@dataclass(frozen=True, slots=True)
class Result:
    met: tuple[Met, ...]
    idle: tuple[Idle, ...]
    capacity: float
    n_people: int
    n_groups: int

    @property
    def hours(self) -> float:
        return sum(each.hours for each in self.met)

    @property
    def short(self) -> float:
        return sum(each.short for each in self.met)

    @property
    def idle_hours(self) -> float:
        return sum(each.hours for each in self.idle)


# What a site lead is told of what projects need.
NOTHING = Result((), (), 0.0, 0, 0)


def require_sight(user: User) -> None:
    """Whoever allocates everywhere; whoever keeps the time of people, for these. NotFound for everybody else."""
    if not sees_everything(user) and scope_of(user, Permission.KEEP_TIME).is_empty:
        raise NotFound


def sees_everything(user: User) -> bool:
    return may(user, Permission.ALLOCATE_WORK)


def runs_seen_by(user: User) -> QuerySet[AllocationRun]:
    """Newest first; a site lead sees those that were applied."""
    require_sight(user)
    found = AllocationRun.objects.select_related("made_by", "applied_by").order_by("-number")
    return found if sees_everything(user) else found.exclude(applied_at=None)


def run_for(user: User, uid: UUID) -> AllocationRun:
    found = runs_seen_by(user).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def result_of(run: AllocationRun) -> Result:
    found: dict[str, Any] = {
        name: run.result[name] for name in ("met", "idle", "capacity", "n_people", "n_groups")
    }
    return msgspec.convert(found, Result)


def terms_of(run: AllocationRun) -> Terms:
    return msgspec.convert(run.given, Terms)


def people_of(
    user: User, run: AllocationRun, *, text: str = "", project: UUID | None = None
) -> QuerySet[Contributor]:
    """Who has hours in the run and is in sight, by pseudonym."""
    mine = Assignment.objects.filter(run=run)
    if project is not None:
        mine = mine.filter(project__uid=project)
    found = others_visible(user).filter(pk__in=mine.values("contributor"))
    return (found.filter(pseudonym__icontains=text) if text else found).order_by("pseudonym")


def assignments_of(run: AllocationRun, people: Iterable[Contributor | int]) -> QuerySet[Assignment]:
    found = Assignment.objects.filter(run=run, contributor__in=list(people))
    return found.select_related("project", "contributor").order_by(
        "contributor__pseudonym", "-quarters", "project__name", "pk"
    )


def hours_by_site(user: User, run: AllocationRun) -> list[tuple[str, str, float]]:
    """(project, site or '', hours) of the people in sight."""
    seen = others_visible(user).order_by().values("pk")
    found = Assignment.objects.filter(run=run, contributor__in=seen)
    rows = found.values_list("project__name", "contributor__vendor__name", "contributor__site__name")
    return [
        (project, " · ".join(each for each in (vendor, site) if each), quarters / 4)
        for project, vendor, site, quarters in rows.annotate(n=Sum("quarters")).order_by("project__name")
    ]


@dataclass(frozen=True, slots=True)
class AssignedPart:
    project: UUID
    name: str
    market: str
    hours: float


@dataclass(frozen=True, slots=True)
class AssignedWeek:
    week_on: date
    parts: tuple[AssignedPart, ...]

    @property
    def hours(self) -> float:
        return sum(each.hours for each in self.parts)


def assigned_weeks(contributor: Contributor, today: date) -> list[AssignedWeek]:
    """One's own hours in what is in force for this week and the next; a week without any is left out."""
    own = Assignment.objects.filter(
        contributor=contributor, run__applied_at__isnull=False, run__week_on__in=weeks_offered(today)
    )
    rows = own.order_by("run__week_on", "-quarters", "project__name", "pk").select_related("run", "project")
    weeks: dict[date, dict[tuple[UUID, str, str], float]] = {}
    for each in rows:
        parts = weeks.setdefault(each.run.week_on, {})
        key = (each.project.uid, each.project.name, each.market)
        parts[key] = parts.get(key, 0.0) + each.hours
    return [
        AssignedWeek(week, tuple(AssignedPart(*key, hours) for key, hours in parts.items()))
        for week, parts in weeks.items()
    ]


def in_force(week_on: date) -> AllocationRun | None:
    return AllocationRun.objects.filter(week_on=week_on, applied_at__isnull=False).first()


def compared_with(run: AllocationRun) -> AllocationRun | None:
    """What a run would change: what is in force for its week, else for the week before."""
    own = in_force(run.week_on)
    if own is not None and own.pk != run.pk:
        return own
    return in_force(run.week_on - timedelta(days=7))


def hours_by_demand(run: AllocationRun) -> dict[tuple[str, str], float]:
    """Hours given in a run, by project (uid) and market."""
    rows = run.assignments.values_list("project__uid", "market").annotate(n=Sum("quarters")).order_by()
    return {(str(project), market): n / 4 for project, market, n in rows}


def chosen_since(run: AllocationRun) -> bool:
    """Whether somebody was chosen by hand, or let go, after the run was made."""
    changed = Q(chosen_at__gt=run.made_at) | Q(ended_at__gt=run.made_at)
    return PoolChoice.objects.filter(changed, Q(week_on=None) | Q(week_on=run.week_on)).exists()


def weeks_offered(today: date) -> tuple[date, date]:
    """This week and the next."""
    monday = today - timedelta(days=today.weekday())
    return monday, monday + timedelta(days=7)
