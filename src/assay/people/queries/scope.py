"""What a person may see: their grants, compiled to conditions on the tables."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from assay.kit.reasons import Refused
from assay.people.models import Contributor, Grant, User
from assay.people.rules import reasons
from assay.people.rules.roles import SENTENCES, Permission, roles_with


@dataclass(frozen=True, slots=True)
class Scope:
    """Where somebody has a permission: everywhere, in projects, and for whose people."""

    is_everywhere: bool
    project_ids: frozenset[int]
    vendor_ids: frozenset[int]
    site_ids: frozenset[int]
    team_ids: frozenset[int]

    @property
    def is_empty(self) -> bool:
        return not (
            self.is_everywhere or self.project_ids or self.vendor_ids or self.site_ids or self.team_ids
        )


def scope_of(user: User, permission: Permission) -> Scope:
    """One query over the person's grants."""
    grants = list(Grant.objects.filter(user=user, retired_at=None, role__in=roles_with(permission)))
    return Scope(
        is_everywhere=any(_is_organisation_wide(grant) for grant in grants),
        project_ids=_ids(grant.project_id for grant in grants),
        vendor_ids=_ids(grant.vendor_id for grant in grants if not grant.site_id and not grant.team_id),
        site_ids=_ids(grant.site_id for grant in grants if not grant.team_id),
        team_ids=_ids(grant.team_id for grant in grants),
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
    if scope.is_everywhere:
        return people
    return people.filter(
        Q(user=user)
        | Q(vendor_id__in=scope.vendor_ids)
        | Q(site_id__in=scope.site_ids)
        | Q(team_id__in=scope.team_ids)
        | Q(memberships__project_id__in=scope.project_ids, memberships__retired_at=None)
    ).distinct()


def _is_organisation_wide(grant: Grant) -> bool:
    return not (grant.project_id or grant.vendor_id or grant.site_id or grant.team_id)


def _ids(values: Iterable[int | None]) -> frozenset[int]:
    return frozenset(value for value in values if value is not None)
