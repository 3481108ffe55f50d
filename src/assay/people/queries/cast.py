"""Who the demo lets in with one click: everybody in its database who is not simulated and has a password."""

from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Prefetch, QuerySet

from assay.kit.reasons import NotFound
from assay.people.models import Grant, User

MOST = 24


@dataclass(frozen=True, slots=True)
class CastMember:
    """`key` is the part of the address before the @: what one-click addresses end with."""

    key: str
    name: str
    roles: tuple[str, ...]
    is_contributor: bool


def cast() -> list[CastMember]:
    """In the order in which they were taken on, in two queries."""
    grants = Prefetch("grants", Grant.objects.filter(retired_at=None).order_by("pk"))
    people = _people().select_related("contributor").prefetch_related(grants)
    return [_member(user) for user in people[:MOST]]


def in_cast(key: str) -> User:
    found = _people().filter(email__startswith=f"{key.lower()}@").first()
    if found is None:
        raise NotFound
    return found


def _people() -> QuerySet[User]:
    """Whoever was accepted and has not come yet has none: nobody signs in as them."""
    people = User.objects.filter(is_active=True, is_simulated=False)
    return people.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).order_by("pk")


def _member(user: User) -> CastMember:
    roles = tuple(dict.fromkeys(str(grant.get_role_display()) for grant in user.grants.all()))
    return CastMember(user.email.partition("@")[0], user.name, roles, hasattr(user, "contributor"))
