"""The chat that a person has themselves told in."""

from assay.people.models import ChatAddress, User


def chat_of(user: User) -> ChatAddress | None:
    return ChatAddress.objects.filter(user=user).first()
