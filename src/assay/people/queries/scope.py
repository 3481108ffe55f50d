"""What a person may see: their grants, compiled to conditions on the tables."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from assay.kit.reasons import NotFound, Refused
from assay.people.models import Contributor, ContributorMarket, Grant, User
from assay.people.rules import reasons
from assay.people.rules.roles import SENTENCES, Permission, roles_with
from assay.people.rules.scope import Reach

NOBODY = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Scope:
    """Where somebody has a permission: the reach of each of their grants that gives it."""

    reaches: tuple[Reach, ...]

    @property
    def is_everywhere(self) -> bool:
        return any(reach.is_everywhere for reach in self.reaches)

    @property
    def is_empty(self) -> bool:
        return not self.reaches


def scope_of(user: User, permission: Permission) -> Scope:
    """One query over the person's grants."""
    grants = Grant.objects.filter(user=user, retired_at=None, role__in=roles_with(permission))
    places = grants.values_list("project_id", "vendor_id", "site_id", "team_id", "markets")
    return Scope(
        tuple(
            Reach(project, vendor, site, team, frozenset(markets))
            for project, vendor, site, team, markets in places
        )
    )


def may(user: User, permission: Permission) -> bool:
    """Whether the person has the permission in the whole organisation."""
    return scope_of(user, permission).is_everywhere


def require_everywhere(user: User | None, permission: Permission) -> None:
    """Refuse unless the person has the permission in the whole organisation (None: the system acts)."""
    if user is not None and not may(user, permission):
        raise Refused(reasons.NOT_ALLOWED(sentence=SENTENCES[permission]))


def visible_contributors(user: User) -> QuerySet[Contributor]:
    """The contributors this person may see: a site lead the own people, a contributor themselves."""
    scope = scope_of(user, Permission.VIEW_PEOPLE)
    people = Contributor.objects.select_related("user", "vendor", "site", "team")
    return people if scope.is_everywhere else people.filter(_covered(scope) | Q(user=user))


def others_visible(user: User) -> QuerySet[Contributor]:
    """The same for pages about people: who may see nobody but themselves does not find them."""
    scope = scope_of(user, Permission.VIEW_PEOPLE)
    if scope.is_empty:
        raise NotFound
    people = Contributor.objects.select_related("user", "vendor", "site", "team")
    return people if scope.is_everywhere else people.filter(_covered(scope))


def people_within(scope: Scope) -> QuerySet[Contributor]:
    """The contributors that a scope reaches."""
    people = Contributor.objects.all()
    return people if scope.is_everywhere else people.filter(_covered(scope))


def led_by(user: User) -> QuerySet[Contributor]:
    """The people of the own site, for whom this person may dispute what is held against them; never oneself."""
    scope = scope_of(user, Permission.DISPUTE)
    places = [reach for reach in scope.reaches if reach.names_people]
    return Contributor.objects.filter(_covered(Scope(tuple(places)))).exclude(user=user)


def agents_of(user: User) -> Scope:
    """Over whole sites or vendors: whose people may be placed there; a grant over one team is none."""
    found = scope_of(user, Permission.MANAGE_AGENTS).reaches
    return Scope(
        tuple(
            each
            for each in found
            if each.names_people and each.team is None and each.project is None and not each.markets
        )
    )


def one_of(people: QuerySet[Contributor], uid: UUID) -> Contributor:
    """The contributor among those in sight; NotFound otherwise."""
    found = people.filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def _covered(scope: Scope) -> Q:
    return reduce(or_, (_condition(reach) for reach in scope.reaches), NOBODY)


def _condition(reach: Reach) -> Q:
    """`covers` of people/rules/scope.py as a condition on contributors."""
    places = {"vendor": reach.vendor, "site": reach.site, "team": reach.team}
    condition = Q(**{name: place for name, place in places.items() if place is not None})
    if reach.project is not None:
        members = Contributor.objects.filter(
            memberships__project_id=reach.project, memberships__retired_at=None
        )
        condition &= Q(pk__in=members.values("pk"))
    if reach.markets:
        working = ContributorMarket.objects.filter(contributor=OuterRef("pk"), market__code__in=reach.markets)
        condition &= Q(Exists(working))
    return condition
