"""Allowed addresses, for those who keep the installation."""

from uuid import UUID

from django.db.models import QuerySet

from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.queries.scope import scope_of
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.work.models import AllowedAddress


def addresses_for(user: User) -> QuerySet[AllowedAddress]:
    """All of them, those in use first, then the newest. Refused to everybody but administrators."""
    if not scope_of(user, Permission.ADMINISTER).is_everywhere:
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.ADMINISTER]))
    return AllowedAddress.objects.select_related("created_by").order_by("-pk")


def address_for(user: User, uid: UUID) -> AllowedAddress:
    found = addresses_for(user).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def prefixes() -> list[str]:
    """What imports may read from, for whoever starts one."""
    return list(
        AllowedAddress.objects.filter(retired_at=None).order_by("prefix").values_list("prefix", flat=True)
    )
