"""Vendors with their sites and teams, markets and skills."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet

from assay.kit.reasons import NotFound
from assay.people.models import Contributor, Market, Site, Skill, Team, User, Vendor
from assay.people.queries.scope import may, others_visible
from assay.people.rules.roles import Permission


@dataclass(frozen=True, slots=True)
class Place:
    """A vendor, or a site or team of one, with the way down to it."""

    uid: UUID
    path: str


@dataclass(frozen=True, slots=True)
class Placed:
    """What a place means for somebody who works there."""

    vendor: Vendor | None = None
    site: Site | None = None
    team: Team | None = None


def places(people: QuerySet[Contributor] | None = None) -> list[Place]:
    """Every place in use; with `people` only those where they work."""
    vendors = Vendor.objects.filter(retired_at=None)
    sites = Site.objects.filter(retired_at=None).select_related("vendor")
    teams = Team.objects.filter(retired_at=None).select_related("site__vendor")
    if people is not None:
        people = people.order_by()
        vendors = vendors.filter(pk__in=people.values("vendor"))
        sites = sites.filter(pk__in=people.values("site"))
        teams = teams.filter(pk__in=people.values("team"))
    found = [Place(each.uid, each.name) for each in vendors]
    found += [Place(each.uid, f"{each.vendor.name} · {each.name}") for each in sites]
    found += [Place(each.uid, f"{each.site.vendor.name} · {each.site.name} · {each.name}") for each in teams]
    return sorted(found, key=lambda place: place.path)


def places_in(sites: Iterable[int]) -> list[Place]:
    """These sites and their teams, in use."""
    chosen = Site.objects.filter(pk__in=list(sites), retired_at=None).select_related("vendor")
    teams = Team.objects.filter(site__in=chosen, retired_at=None).select_related("site__vendor")
    found = [Place(each.uid, f"{each.vendor.name} · {each.name}") for each in chosen]
    found += [Place(each.uid, f"{each.site.vendor.name} · {each.site.name} · {each.name}") for each in teams]
    return sorted(found, key=lambda place: place.path)


def placed_at(uid: UUID | None) -> Placed:
    """The vendor, site or team of that identifier; None: nowhere."""
    if uid is None:
        return Placed()
    if team := Team.objects.select_related("site__vendor").filter(uid=uid, retired_at=None).first():
        return Placed(team.site.vendor, team.site, team)
    if site := Site.objects.select_related("vendor").filter(uid=uid, retired_at=None).first():
        return Placed(site.vendor, site)
    if vendor := Vendor.objects.filter(uid=uid, retired_at=None).first():
        return Placed(vendor)
    raise NotFound


def sites_in_use() -> QuerySet[Site]:
    """With their vendors; for who counts all of them."""
    found = Site.objects.filter(retired_at=None, vendor__retired_at=None)
    return found.select_related("vendor").order_by("vendor__name", "name", "pk")


def vendors_by_name() -> QuerySet[Vendor]:
    """In use or not, for who sees all of them."""
    return Vendor.objects.order_by("name", "pk")


def vendors_with_places() -> QuerySet[Vendor]:
    """By name, those in use first; sites and teams come along in two more queries."""
    teams = Prefetch("teams", Team.objects.order_by("name"))
    sites = Prefetch("sites", Site.objects.order_by("name").prefetch_related(teams))
    return Vendor.objects.prefetch_related(sites).order_by(
        F("retired_at").desc(nulls_first=True), "name", "pk"
    )


def markets() -> QuerySet[Market]:
    """By code, those in use first."""
    return Market.objects.order_by(F("retired_at").desc(nulls_first=True), "code")


def skills() -> QuerySet[Skill]:
    """By name, those in use first."""
    return Skill.objects.order_by(F("retired_at").desc(nulls_first=True), "name", "pk")


def visible_vendors(user: User) -> QuerySet[Vendor]:
    """All of them, or those whose people the person may see; NotFound for who may see nobody."""
    people, vendors = others_visible(user), Vendor.objects.all()
    return (
        vendors
        if may(user, Permission.VIEW_PEOPLE)
        else vendors.filter(pk__in=people.order_by().values("vendor"))
    )


def visible_sites(user: User) -> QuerySet[Site]:
    people, sites = others_visible(user), Site.objects.select_related("vendor")
    return (
        sites if may(user, Permission.VIEW_PEOPLE) else sites.filter(pk__in=people.order_by().values("site"))
    )


def visible_teams(user: User) -> QuerySet[Team]:
    people, teams = others_visible(user), Team.objects.select_related("site__vendor")
    return (
        teams if may(user, Permission.VIEW_PEOPLE) else teams.filter(pk__in=people.order_by().values("team"))
    )


def languages_of_markets() -> dict[str, str]:
    """By the code of the market."""
    return dict(Market.objects.values_list("code", "language"))
