"""The inbox of a person."""

from django.db.models import QuerySet
from django.utils.translation import gettext

from assay.people.models import InboxMessage, User


def n_unread(user: User) -> int:
    return InboxMessage.objects.filter(user=user, read_at=None).count()


def messages_of(user: User) -> QuerySet[InboxMessage]:
    """Newest first."""
    return InboxMessage.objects.filter(user=user).order_by("-id")


def title_of(message: InboxMessage) -> str:
    """In the language of whoever reads it, where it is a sentence of the catalogues."""
    told = message.told
    return gettext(told["title"]).format_map(told["about"]) if told else message.title


def body_of(message: InboxMessage) -> str:
    told = message.told
    if not told:
        return message.body
    # The translation of nothing is the heading of the catalogue.
    return "\n".join(gettext(line).format_map(told["about"]) if line else "" for line in told["lines"])
