"""Who holds a role where: whom to call."""

from collections.abc import Iterable

from django.db.models import Q

from assay.people.enums import Role
from assay.people.models import Grant


def holders_of(roles: Iterable[Role], project_id: int) -> list[int]:
    """Active people with one of the roles in the whole organisation or in this project, in a fixed order."""
    grants = Grant.objects.filter(
        Q(project_id=None) | Q(project_id=project_id),
        role__in=list(roles),
        retired_at=None,
        user__is_active=True,
        user__is_simulated=False,
    )
    return sorted(set(grants.values_list("user_id", flat=True)))
