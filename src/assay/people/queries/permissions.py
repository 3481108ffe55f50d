"""Everything a person was given, permission by permission, in one query."""

from assay.people.models import Grant, User
from assay.people.rules.roles import ROLES, Permission
from assay.people.rules.scope import Reach


def reaches_by_permission(user: User) -> dict[Permission, frozenset[Reach]]:
    """Where the person has each permission; `scope_of` for all of them at once."""
    grants = Grant.objects.filter(user=user, retired_at=None)
    found: dict[Permission, set[Reach]] = {}
    for role, project, vendor, site, team, markets in grants.values_list(
        "role", "project_id", "vendor_id", "site_id", "team_id", "markets"
    ):
        reach = Reach(project, vendor, site, team, frozenset(markets))
        for permission in ROLES[role].permissions:
            found.setdefault(permission, set()).add(reach)
    return {permission: frozenset(reaches) for permission, reaches in found.items()}
