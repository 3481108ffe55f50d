"""Publishing standards: defaults of a segment, and what a project sets for itself, each with a reason."""

from datetime import date, datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.clock import working_day
from assay.kit.reasons import Reason, Refused
from assay.kit.sql import rows
from assay.people.models import User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission
from assay.planning.enums import Metric
from assay.planning.models import StandardVersion
from assay.planning.queries.standards import newest_number, standards_of
from assay.planning.rules import standards as rules
from assay.planning.rules.standards import Terms
from assay.projects.models import Project
from assay.projects.queries.permission import require

# Versions are numbered one after the other; standards change rarely enough for one lock.
LOCK = "SELECT pg_advisory_xact_lock(4231, 1)"


def set_default(
    by: User | None,
    *,
    segment: str,
    metric: Metric,
    terms: Terms,
    in_force_from: date,
    reason: str,
    now: datetime,
) -> StandardVersion:
    """A new default of a segment, for the whole organisation; projects with a standard of their own keep it."""
    require_everywhere(by, Permission.SET_STANDARDS)
    _refuse(rules.refuse_version(metric, terms, reason=reason, begins_on=in_force_from, today=now.date()))
    version = StandardVersion(segment=segment, metric=metric, in_force_from=in_force_from)
    return _published(by, version, terms, reason=reason, now=now)


def set_standard(
    by: User | None,
    *,
    project: Project,
    metric: Metric,
    terms: Terms,
    in_force_from: date,
    reason: str,
    now: datetime,
) -> StandardVersion:
    """A standard of the project's own, over its segment's default, from a day on."""
    require(by, project, Permission.MANAGE_PROJECT)
    today = working_day(now, project.time_zone)
    _refuse(rules.refuse_version(metric, terms, reason=reason, begins_on=in_force_from, today=today))
    version = StandardVersion(project=project, metric=metric, in_force_from=in_force_from)
    return _published(by, version, terms, reason=reason, now=now)


def give_back(
    by: User | None, *, project: Project, metric: Metric, in_force_from: date, reason: str, now: datetime
) -> StandardVersion:
    """The project follows its segment's default again, from a day on."""
    require(by, project, Permission.MANAGE_PROJECT)
    today = working_day(now, project.time_zone)
    _refuse(rules.refuse_version(metric, None, reason=reason, begins_on=in_force_from, today=today))
    standard = standards_of(project, in_force_from).get(metric)
    if standard is None or not standard.is_own:
        raise Refused(rules.NOTHING_OVERRIDDEN())
    version = StandardVersion(project=project, metric=metric, in_force_from=in_force_from)
    return _published(by, version, None, reason=reason, now=now)


def _refuse(problems: list[Reason]) -> None:
    if problems:
        raise Refused(*problems)


def _published(
    by: User | None, version: StandardVersion, terms: Terms | None, *, reason: str, now: datetime
) -> StandardVersion:
    metric = Metric(version.metric)
    with transaction.atomic():
        act_as(by)
        rows(LOCK, {})
        version.number = newest_number(version.project, version.segment, metric) + 1
        if terms is not None:
            version.target, version.threshold, version.currency = (
                terms.target,
                terms.threshold,
                terms.currency,
            )
        version.reason, version.published_at, version.published_by = reason.strip()[:2000], now, by
        version.save()
        return version
