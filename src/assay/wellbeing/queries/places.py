"""The sites that are wholly in somebody's reach; who leads one team or market of a site does not answer for it."""

from assay.people.models import Site
from assay.people.queries.scope import Scope
from assay.people.rules.scope import Reach


def whole_sites(scope: Scope) -> list[Site]:
    """With their vendors, by name; those in use."""
    sites = (
        Site.objects.filter(retired_at=None).select_related("vendor").order_by("name", "vendor__name", "pk")
    )
    return [site for site in sites if reaches(scope, site)]


def reaches(scope: Scope, site: Site) -> bool:
    return any(_is_whole(each) and _is_at(each, site) for each in scope.reaches)


def _is_whole(reach: Reach) -> bool:
    return reach.project is None and reach.team is None and not reach.markets


def _is_at(reach: Reach, site: Site) -> bool:
    return reach.vendor in {None, site.vendor_id} and reach.site in {None, site.pk}
