"""The sites and teams that somebody looks at or answers for: all of a site, or one team of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from assay.kit.reasons import NotFound
from assay.people.models import Contributor, Grant, Site, Team, User
from assay.people.queries.permissions import reaches_by_permission
from assay.people.rules.roles import Permission
from assay.people.rules.scope import Reach

_NONE = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class SitePart:
    """A site, or one team of it; `may_keep` where the person keeps its time."""

    site: Site
    team: Team | None
    may_keep: bool

    @property
    def people(self) -> QuerySet[Contributor]:
        of_team = {"team": self.team} if self.team else {}
        return Contributor.objects.filter(site=self.site, **of_team)

    def covers(self, team_id: int | None) -> bool:
        """Whether what belongs to that team (None: to the whole site) may be decided here."""
        return self.team is None or self.team.pk == team_id


def site_parts(user: User, seeing: Permission = Permission.VIEW_PEOPLE) -> list[SitePart]:
    """Whole sites first; of grants over some markets or one project only, none: they are not over a site's people."""
    given = reaches_by_permission(user)
    seen, kept = (_whole(given.get(each, ())) for each in (seeing, Permission.KEEP_TIME))
    whole = Site.objects.filter(_sites(seen), retired_at=None).select_related("vendor")
    found = [
        SitePart(site, None, any(_covers(each, site, None) for each in kept))
        for site in whole.order_by("vendor__name", "name")
    ]
    teams = Team.objects.filter(
        pk__in=[each.team for each in seen if each.team], retired_at=None, site__retired_at=None
    )
    sites = {each.site.pk for each in found}
    return found + [
        SitePart(team.site, team, any(_covers(each, team.site, team) for each in kept))
        for team in teams.select_related("site__vendor").order_by("site__name", "name")
        if team.site_id not in sites
    ]


def site_part(
    user: User, uid: UUID, team: UUID | None = None, seeing: Permission = Permission.VIEW_PEOPLE
) -> SitePart:
    """The site as far as somebody sees it; of several teams the one asked for; NotFound for everybody else."""
    for each in site_parts(user, seeing):
        if each.site.uid == uid and (each.team is None or team in {None, each.team.uid}):
            return each
    raise NotFound


def _whole(reaches: Iterable[Reach]) -> list[Reach]:
    return [each for each in reaches if each.project is None and not each.markets]


def _sites(reaches: Iterable[Reach]) -> Q:
    return reduce(or_, (_site(each) for each in reaches if each.team is None), _NONE)


def _site(reach: Reach) -> Q:
    if reach.site is not None:
        return Q(pk=reach.site)
    return Q(vendor=reach.vendor) if reach.vendor is not None else Q(pk__gt=0)


def _covers(reach: Reach, site: Site, team: Team | None) -> bool:
    return (
        reach.vendor in {None, site.vendor_id}
        and reach.site in {None, site.pk}
        and reach.team in {None, team.pk if team else 0}
    )


def whole_vendors(user: User, seeing: Permission = Permission.VIEW_PEOPLE) -> list[int]:
    """Vendors over all of which somebody has the permission."""
    seen = _whole(reaches_by_permission(user).get(seeing, ()))
    return [
        each.vendor for each in seen if each.vendor is not None and each.site is None and each.team is None
    ]


def vendors_led(user: User, seeing: Permission) -> set[int]:
    """Vendors of which somebody leads a whole site, or all: who leads one team only, leads none."""
    sites = site_parts(user, seeing)
    return {each.site.vendor_id for each in sites if each.team is None} | set(whole_vendors(user, seeing))


def staff_at(site: Site, roles: Iterable[str]) -> list[User]:
    """Who has one of these roles over the site, or a team of it: its QAs and team leads, by name."""
    grants = Grant.objects.filter(
        Q(site=site) | Q(team__site=site), user=OuterRef("pk"), role__in=list(roles), retired_at=None
    )
    return list(User.objects.filter(Exists(grants), is_active=True).order_by("name", "pk"))
