"""What people see of their own account."""

from uuid import UUID

from django.db.models import QuerySet

from assay.kit.reasons import NotFound
from assay.people.models import ApiToken, User


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """Newest first, ended ones too."""
    return ApiToken.objects.filter(user=user).order_by("-pk")


def own_token(user: User, uid: UUID) -> ApiToken:
    found = ApiToken.objects.filter(user=user, uid=uid).first()
    if found is None:
        raise NotFound
    return found
