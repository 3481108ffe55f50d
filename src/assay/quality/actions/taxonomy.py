"""A new version of a project's error taxonomy; what was charged keeps the version it was charged under."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Reason, Refused
from assay.people.models import Market, User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.quality.models import ErrorTaxonomy, ErrorType
from assay.quality.queries.taxonomy import taxonomy_of
from assay.quality.rules import taxonomy as rules
from assay.quality.rules.taxonomy import TypeOfError


def publish_taxonomy(
    by: User | None,
    *,
    project: Project,
    types: Sequence[TypeOfError],
    now: datetime,
    fails_at: float = 0.5,
    note: str = "",
) -> ErrorTaxonomy:
    """The next version, in force at once."""
    require(by, project, Permission.MANAGE_QUALITY)
    markets = {
        each.code: each for each in Market.objects.filter(code__in={c for t in types for c in t.markets})
    }
    problems = [*rules.refuse_types(types, fails_at=fails_at), *_unknown(types, set(markets))]
    if problems:
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        newest = taxonomy_of(project)
        made = ErrorTaxonomy.objects.create(
            project=project,
            number=newest.number + 1 if newest else 1,
            fails_at=fails_at,
            note=note.strip()[:2000],
            published_at=now,
            published_by=by,
        )
        for position, each in enumerate(types):
            _add(made, each, position).markets.set([markets[code] for code in each.markets])
        return made


def ensure_taxonomy(project: Project, *, now: datetime) -> ErrorTaxonomy:
    """The version in force; where a project has none, the types of its segment become the first."""
    found = taxonomy_of(project)
    return found or publish_taxonomy(
        None, project=project, types=rules.defaults_for(project.segment), now=now
    )


def _add(taxonomy: ErrorTaxonomy, each: TypeOfError, position: int) -> ErrorType:
    return ErrorType.objects.create(
        taxonomy=taxonomy,
        key=each.key,
        name=each.name.strip(),
        description=each.description.strip(),
        severity=each.severity,
        weight=each.weight,
        origin=each.origin,
        position=position,
        is_retired=each.is_retired,
    )


def _unknown(types: Sequence[TypeOfError], known: set[str]) -> list[Reason]:
    return [
        rules.UNKNOWN_MARKET(field=f"types/{nth}/markets", code=code[:20])
        for nth, each in enumerate(types)
        for code in each.markets
        if code not in known
    ]
