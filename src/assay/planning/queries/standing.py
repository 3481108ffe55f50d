"""How a project and its sites stand against their standards: on a day, by the version in force on that day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from assay.kit.clock import working_day
from assay.kit.reasons import NotFound
from assay.people.models import Site, User
from assay.planning.enums import Metric, Status
from assay.planning.queries.measures import WINDOW, Asked, BySite, measured
from assay.planning.queries.standards import standards_of
from assay.planning.rules.standards import InForce, Measured, status_of
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in
from assay.quality.queries.measured import Look
from assay.quality.queries.site_quality import SEES_ALL, site_sight


@dataclass(frozen=True, slots=True)
class SiteStanding:
    site: Site
    measured: Measured | None
    status: Status


@dataclass(frozen=True, slots=True)
class MetricStanding:
    """One metric. `status` is None where the person may not see what the project as a whole has measured."""

    metric: Metric
    standard: InForce
    measured: Measured | None
    status: Status | None
    sites: tuple[SiteStanding, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see of a project's figures: all of it, or a part of each of their own sites."""

    sees_all: bool
    sites: tuple[Site, ...]
    looks: tuple[Look, ...]


def until_of(project: Project, on: date, now: datetime) -> datetime:
    """The end of a day of the project, or now, while it is still going on."""
    ends_at = datetime.combine(on + timedelta(days=1), time(), ZoneInfo(project.time_zone))
    return min(ends_at, now)


def sight_of(user: User, project: Project, until: datetime) -> Sight:
    """Whoever sees the project's answers sees all; a site lead the own sites; others see targets only."""
    since = until - WINDOW
    sees_all = bool(permissions_in(user, project) & SEES_ALL)
    try:
        found = site_sight(user, project)
    except NotFound:
        return Sight(sees_all, (), (Look(since, until),) if sees_all else ())
    if sees_all:
        return Sight(sees_all, found.sites, (Look(since, until),))
    parts = ((site, found.part(site)) for site in found.sites)
    looks = tuple(Look(since, until, (site.pk,), part.team, part.markets) for site, part in parts)
    return Sight(sees_all, found.sites, looks)


def standing_of(user: User, project: Project, *, on: date, now: datetime) -> list[MetricStanding]:
    """Every metric with a standard on that day, in the order of the catalogue."""
    sight = sight_of(user, project, until_of(project, on, now))
    values = _together(measured(Asked(project, look)) for look in sight.looks)
    standards = standards_of(project, on)
    return [_standing(metric, standards[metric], values.get(metric, {}), sight) for metric in standards]


def values_of(project: Project, *, now: datetime) -> dict[Metric, Measured]:
    """What the project as a whole measures now: for risks that fire by themselves."""
    found = measured(Asked(project, Look(now - WINDOW, now)))
    return {metric: by_site[None] for metric, by_site in found.items() if None in by_site}


def today_of(project: Project, now: datetime) -> date:
    return working_day(now, project.time_zone)


def _together(found: Iterator[Mapping[Metric, BySite]]) -> dict[Metric, dict[int | None, Measured]]:
    """What was seen of each site, in one."""
    together: dict[Metric, dict[int | None, Measured]] = {}
    for each in found:
        for metric, by_site in each.items():
            together.setdefault(metric, {}).update(by_site)
    return together


def _standing(
    metric: Metric, standard: InForce, values: Mapping[int | None, Measured], sight: Sight
) -> MetricStanding:
    whole = values.get(None)
    sites = tuple(
        SiteStanding(site, values.get(site.pk), status_of(metric, standard.terms, values.get(site.pk)))
        for site in sight.sites
    )
    status = status_of(metric, standard.terms, whole) if sight.sees_all else None
    return MetricStanding(metric, standard, whole, status, sites)
