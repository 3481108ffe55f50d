"""The inbox of a person."""

from django.db.models import QuerySet

from assay.people.models import InboxMessage, User


def n_unread(user: User) -> int:
    return InboxMessage.objects.filter(user=user, read_at=None).count()


def messages_of(user: User) -> QuerySet[InboxMessage]:
    """Newest first."""
    return InboxMessage.objects.filter(user=user).order_by("-id")
