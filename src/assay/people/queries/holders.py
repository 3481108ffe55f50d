"""Who holds a role where: whom to call."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from assay.people.enums import Role
from assay.people.models import Contributor, Grant, User, Vendor
from assay.people.rules.roles import Permission, roles_with
from assay.people.rules.scope import PersonFacts, Reach, covers


def holders_of(roles: Iterable[Role], project_id: int, *, everywhere: bool = True) -> list[int]:
    """Active people with one of the roles in the whole organisation or in this project, in a fixed order."""
    reach = Q(project_id=None) | Q(project_id=project_id) if everywhere else Q(project_id=project_id)
    grants = Grant.objects.filter(
        reach,
        role__in=list(roles),
        retired_at=None,
        user__is_active=True,
        user__is_simulated=False,
    )
    return sorted(set(grants.values_list("user_id", flat=True)))


def roled_at(sites: Iterable[int]) -> list[int]:
    """Active people with any role at one of these sites, or in a team of one."""
    at = list(sites)
    grants = Grant.objects.filter(
        Q(site__in=at) | Q(team__site__in=at),
        retired_at=None,
        user__is_active=True,
        user__is_simulated=False,
    )
    return sorted(set(grants.values_list("user_id", flat=True)))


def holders_everywhere(permission: Permission) -> QuerySet[User]:
    """Active people who have the permission in the whole organisation, by name."""
    people = User.objects.filter(_holds_everywhere(permission), is_active=True, is_simulated=False)
    return people.order_by("name", "pk")


def _holds_everywhere(permission: Permission) -> Exists:
    grants = Grant.objects.filter(
        user=OuterRef("pk"),
        role__in=roles_with(permission),
        retired_at=None,
        project_id=None,
        vendor=None,
        site=None,
        team=None,
        markets=[],
    )
    return Exists(grants)


def holders_or_leads(permission: Permission, vendor: Vendor) -> QuerySet[User]:
    """Who has the permission in the whole organisation, or leads a whole site of the vendor, or all of it; by name."""
    leads = Grant.objects.filter(
        Q(vendor=vendor, site=None) | Q(site__vendor=vendor),
        user=OuterRef("pk"),
        role=Role.SITE_LEAD,
        retired_at=None,
        team=None,
        project_id=None,
        markets=[],
    )
    found = User.objects.filter(Q(_holds_everywhere(permission)) | Q(Exists(leads)), is_active=True)
    return found.order_by("name", "pk")


def holders_over(roles: Iterable[str], contributor: Contributor | None) -> dict[str, list[int]]:
    """Role to the active people whose grant of it reaches this contributor; None: that reach everybody."""
    grants = Grant.objects.filter(
        role__in=list(roles), retired_at=None, user__is_active=True, user__is_simulated=False
    )
    person = _facts(contributor) if contributor else None
    found: dict[str, set[int]] = {}
    for role, user, project, vendor, site, team, markets in grants.values_list(
        "role", "user_id", "project_id", "vendor_id", "site_id", "team_id", "markets"
    ):
        reach = Reach(project, vendor, site, team, frozenset(markets))
        if covers(reach, person) if person else reach.is_everywhere:
            found.setdefault(role, set()).add(user)
    return {role: sorted(users) for role, users in found.items()}


def _facts(contributor: Contributor) -> PersonFacts:
    markets = contributor.markets.values_list("market__code", flat=True)
    # Memberships are a table of `projects`, which lies above: they are reached through the relation.
    member = Contributor.objects.filter(
        pk=contributor.pk, memberships__isnull=False, memberships__retired_at=None
    )
    return PersonFacts(
        contributor.vendor_id,
        contributor.site_id,
        contributor.team_id,
        frozenset(member.values_list("memberships__project_id", flat=True)),
        frozenset(markets),
    )
