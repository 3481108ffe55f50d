"""Standards as they count on a day: the project's own over the segment's over what Assay ships."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.queries.scope import may, scope_of
from assay.people.rules.roles import Permission
from assay.planning.enums import Metric
from assay.planning.models import StandardVersion
from assay.planning.rules.shipped import shipped
from assay.planning.rules.standards import InForce, Terms, Version, standard_on
from assay.projects.models import Project


def standards_of(project: Project, on: date) -> dict[Metric, InForce]:
    """Every metric that has a standard on that day, in the order of the catalogue; one query."""
    defaults, own = _versions(Q(project=project) | Q(project=None, segment=project.segment))
    return _in_force(project.segment, on, defaults, own)


def standards_of_many(
    projects: Sequence[Project], on: Mapping[int, date]
) -> dict[int, dict[Metric, InForce]]:
    """`standards_of` by project, each on its own day; one query for all."""
    segments = {each.segment for each in projects}
    found = StandardVersion.objects.filter(
        Q(project__in=[each.pk for each in projects]) | Q(project=None, segment__in=segments)
    )
    defaults: dict[str, list[StandardVersion]] = defaultdict(list)
    own: dict[int, list[StandardVersion]] = defaultdict(list)
    for each in found.order_by("number"):
        if each.project_id is None:
            defaults[each.segment].append(each)
        else:
            own[each.project_id].append(each)
    return {
        each.pk: _in_force(
            each.segment, on[each.pk], _by_metric(defaults[each.segment]), _by_metric(own[each.pk])
        )
        for each in projects
    }


def defaults_of(segment: str, on: date) -> dict[Metric, InForce]:
    """What a project of the segment begins with."""
    defaults, _own = _versions(Q(project=None, segment=segment))
    return _in_force(segment, on, defaults, {})


def history_of(project: Project | None, segment: str) -> QuerySet[StandardVersion]:
    """Every version of a project, else of a segment; newest first."""
    of = Q(project=project) if project else Q(project=None, segment=segment)
    return StandardVersion.objects.filter(of).select_related("published_by").order_by("-pk")


def newest_number(project: Project | None, segment: str, metric: Metric) -> int:
    newest = history_of(project, segment).filter(metric=metric).order_by("-number").first()
    return newest.number if newest else 0


def require_defaults_in_sight(user: User) -> None:
    """Defaults are the organisation's own: a vendor's people, who see projects through theirs, do not find them."""
    reaches = scope_of(user, Permission.VIEW_PROJECT).reaches
    if not any(not reach.names_people for reach in reaches):
        raise NotFound


def may_set_defaults(user: User) -> bool:
    return may(user, Permission.SET_STANDARDS)


Versions = Mapping[Metric, Sequence[Version]]


def _versions(which: Q) -> tuple[Versions, Versions]:
    """Defaults, and the project's own, by metric."""
    found = list(StandardVersion.objects.filter(which).order_by("number"))
    return (
        _by_metric(each for each in found if each.project_id is None),
        _by_metric(each for each in found if each.project_id is not None),
    )


def _by_metric(found: Iterable[StandardVersion]) -> Versions:
    versions: dict[Metric, list[Version]] = defaultdict(list)
    for each in found:
        versions[Metric(each.metric)].append(Version(each.number, each.in_force_from, terms_of(each)))
    return versions


def terms_of(version: StandardVersion) -> Terms | None:
    if version.target is None or version.threshold is None:
        return None
    return Terms(version.target, version.threshold, version.currency)


def _in_force(segment: str, on: date, defaults: Versions, own: Versions) -> dict[Metric, InForce]:
    found = {
        metric: standard_on(
            on,
            shipped=shipped(segment, metric),
            defaults=defaults.get(metric, ()),
            own=own.get(metric, ()),
        )
        for metric in Metric
    }
    return {metric: standard for metric, standard in found.items() if standard is not None}
