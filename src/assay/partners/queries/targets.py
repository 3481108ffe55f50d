"""The standards of the projects that a site works on, with what the site itself has measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assay.kit.clock import working_day
from assay.partners.rules.targets import OF_A_SHIFT, Target
from assay.people.queries.site_parts import SitePart
from assay.planning.enums import Metric
from assay.planning.queries.measures.asked import WINDOW, share
from assay.planning.queries.standards import standards_of_many
from assay.planning.rules.means import per_hour, ratio_of
from assay.planning.rules.standards import InForce, Measured, status_of
from assay.projects.models import Project
from assay.quality.queries.measured import Look, gold_at, severities_at
from assay.work.queries.handling import worked_days_at

Values = Mapping[int, Mapping[Metric, Measured | None]]


@dataclass(frozen=True, slots=True)
class ProjectTargets:
    project: Project
    targets: tuple[Target, ...]


def targets_at(part: SitePart, projects: Sequence[Project], now: datetime) -> list[ProjectTargets]:
    """Four queries however many projects."""
    today = {each.pk: working_day(now, each.time_zone) for each in projects}
    standards = standards_of_many(projects, today)
    values = _values(part, projects, now)
    return [ProjectTargets(each, _targets(standards[each.pk], values[each.pk])) for each in projects]


def look_at(part: SitePart, since: datetime, until: datetime) -> Look:
    """The work of the site, or of the one team of it."""
    return Look(since, until, (part.site.pk,), part.team.pk if part.team else None)


def _targets(
    standards: Mapping[Metric, InForce], values: Mapping[Metric, Measured | None]
) -> tuple[Target, ...]:
    return tuple(
        Target(metric, found.terms, values.get(metric), status_of(metric, found.terms, values.get(metric)))
        for metric, found in ((each, standards.get(each)) for each in OF_A_SHIFT)
        if found is not None
    )


def _values(part: SitePart, projects: Sequence[Project], now: datetime) -> Values:
    keys, site, look = [each.pk for each in projects], part.site.pk, look_at(part, now - WINDOW, now)
    reviewed, gold = severities_at(keys, look), gold_at(keys, look)
    days = worked_days_at(keys, *_days(part, now), site=site, team=look.team)
    found: dict[int, dict[Metric, Measured | None]] = {}
    for key in keys:
        checked, answered = reviewed.get(key, {}).get(site), gold.get(key, {}).get(site)
        seconds = ratio_of(days.get(key, []))
        found[key] = {
            Metric.ACCURACY_MAJOR: share(checked.n_without_major, checked.n) if checked else None,
            Metric.GOLD_ACCURACY: share(answered[1], answered[0]) if answered else None,
            Metric.HANDLING_TIME: seconds,
            Metric.THROUGHPUT: per_hour(seconds),
        }
    return found


def _days(part: SitePart, now: datetime) -> tuple[date, date]:
    until = working_day(now, part.site.time_zone)
    return until - WINDOW, until
