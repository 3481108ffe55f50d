"""A person's chat, as their settings show it: never its address."""

from dataclasses import dataclass
from datetime import datetime

from assay.people.actions.chat_service import services
from assay.people.models import User
from assay.people.queries.chat import chat_of
from assay.people.rules.chat import SERVICES


@dataclass(frozen=True, slots=True)
class Chat:
    """`examples` are (service, what its address looks like); without any, chat is turned off here."""

    examples: tuple[tuple[str, str], ...]
    place: str = ""
    given_at: datetime | None = None
    reached_at: datetime | None = None
    problem: str = ""


def shown(person: User) -> Chat:
    examples = tuple((each.name, each.example) for each in services())
    found = chat_of(person)
    if found is None:
        return Chat(examples)
    known = SERVICES.get(found.service)
    name = known.name if known else found.service
    place = f"{name} · {found.host}" if found.host else name
    return Chat(examples, place, found.given_at, found.reached_at, found.problem)
