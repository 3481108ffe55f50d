"""Error taxonomies: the version in force, its types, and what changed."""

from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet

from assay.people.models import Market
from assay.projects.models import Project
from assay.quality.models import ErrorTaxonomy, ErrorType
from assay.quality.rules.taxonomy import TypeOfError


def versions_of(project: Project) -> QuerySet[ErrorTaxonomy]:
    """Every version with its types, newest first."""
    types = ErrorType.objects.order_by("position", "pk").prefetch_related("markets")
    found = ErrorTaxonomy.objects.filter(project=project).select_related("published_by").order_by("-number")
    return found.prefetch_related(Prefetch("types", types))


def taxonomy_of(project: Project) -> ErrorTaxonomy | None:
    """The version in force."""
    return versions_of(project).first()


def types_in_force(projects: Iterable[int]) -> QuerySet[ErrorType]:
    """In use, of the newest taxonomy of each of these projects."""
    versions = ErrorTaxonomy.objects.filter(project__in=list(projects))
    newest = versions.order_by("project", "-number").distinct("project")
    found = ErrorType.objects.filter(taxonomy__in=newest.values("pk"), is_retired=False)
    return found.select_related("taxonomy__project").order_by("taxonomy__project__name", "position", "pk")


def types_for(taxonomy: ErrorTaxonomy, market: Market | None) -> list[ErrorType]:
    """The types in use that apply in a market, in their order; where a task has no market, all."""
    found = ErrorType.objects.filter(taxonomy=taxonomy, is_retired=False)
    if market is not None:
        found = found.filter(Q(markets=None) | Q(markets=market))
    return list(found.order_by("position", "pk").distinct())


def written(taxonomy: ErrorTaxonomy | None) -> list[TypeOfError]:
    """A version as it would be written again."""
    if taxonomy is None:
        return []
    return [
        TypeOfError(
            each.key,
            each.name,
            each.severity,
            each.weight,
            each.origin,
            each.description,
            tuple(sorted(market.code for market in each.markets.all())),
            each.is_retired,
        )
        for each in taxonomy.types.all()
    ]
