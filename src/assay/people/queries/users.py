"""Users and what they were given."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from assay.people.models import Grant, User


def search_users(text: str = "", *, role: str = "", state: str = "") -> QuerySet[User]:
    """By name; with the grants in force in one more query. Simulated people only when asked for."""
    users = User.objects.prefetch_related(Prefetch("grants", grants_in_force())).select_related("contributor")
    if text:
        users = users.filter(Q(name__icontains=text) | Q(email__icontains=text))
    if role:
        held = Grant.objects.filter(user=OuterRef("pk"), role=role, retired_at=None)
        users = users.filter(Exists(held))
    if state == "simulated":
        return users.filter(is_simulated=True).order_by("name", "pk")
    return users.filter(is_simulated=False, is_active=state != "deactivated").order_by("name", "pk")


def has_account(email: str) -> bool:
    """Whether somebody signs in with this address, however it is written."""
    return User.objects.filter(email__iexact=email.strip()).exists()


def has_a_role(user: User) -> bool:
    """Whether anybody has given the person anything to do."""
    return Grant.objects.filter(user=user, retired_at=None).exists()


def grants_in_force() -> QuerySet[Grant]:
    return (
        Grant.objects.filter(retired_at=None)
        .select_related("vendor", "site__vendor", "team__site__vendor")
        .order_by("pk")
    )


def grants_retired(user: User) -> QuerySet[Grant]:
    """What the person once had, newest first."""
    retired = Grant.objects.filter(user=user, retired_at__isnull=False)
    return retired.select_related("vendor", "site__vendor", "team__site__vendor").order_by("-retired_at")


def named(ids: Iterable[int]) -> QuerySet[User]:
    """These users, by name."""
    return User.objects.filter(pk__in=list(ids)).order_by("name", "pk")
