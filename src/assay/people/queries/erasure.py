"""Requests to be erased: the own one, and those that wait for an administrator."""

from django.db.models import QuerySet

from assay.people.models import ErasureRequest, User


def open_requests() -> QuerySet[ErasureRequest]:
    """The oldest first, with the person."""
    waiting = ErasureRequest.objects.filter(withdrawn_at=None, declined_at=None, erased_at=None)
    return waiting.select_related("user__contributor").order_by("asked_at", "pk")


def newest_request(user: User) -> ErasureRequest | None:
    return ErasureRequest.objects.filter(user=user).order_by("-pk").first()
