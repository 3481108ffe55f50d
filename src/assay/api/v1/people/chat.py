"""One's own chat: given, tried, forgotten. Its address is never shown again."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.people.actions.chat_service import services
from assay.people.actions.chatting import forget_chat, set_chat, try_chat
from assay.people.models import User
from assay.people.queries.chat import chat_of
from assay.people.rules.chat import MOST_IN_ADDRESS

router = Router(tags=["people"])


class ChatService(Schema):
    code: str = Field(examples=["mattermost"])
    name: str = Field(examples=["Mattermost"])
    example: str = Field(
        description="What its address looks like.", examples=["mmosts://chat.example.org/webhook-token"]
    )


class ChatOut(Schema):
    service: str | None = Field(description="Null: you gave no address.", examples=["mattermost"])
    host: str = Field(
        description="Empty where the service has no host of its own.", examples=["chat.example.org"]
    )
    given_at: datetime | None
    reached_at: datetime | None = Field(description="When the service last took a message.")
    problem: str = Field(description="Why the last message was not taken.", examples=[""])
    services: list[ChatService] = Field(description="Those that this installation writes to.")


class ChatIn(Strict):
    address: str = Field(
        max_length=MOST_IN_ADDRESS,
        description="A webhook of the service, or an address of Apprise for one channel or one person.",
        examples=["mmosts://chat.example.org/webhook-token"],
    )


@router.get("/me/chat", response=ChatOut, operation_id="chat_show")
def show(request: HttpRequest) -> ChatOut:
    """Where your chat takes messages, without its address, which is a secret."""
    return _out(person_of(request))


@router.put("/me/chat", response=ChatOut, operation_id="chat_set")
def give(request: HttpRequest, asked: ChatIn) -> ChatOut:
    """Give the address of your chat, or another one instead."""
    person = person_of(request)
    set_chat(person, address=asked.address, now=now())
    return _out(person)


@router.delete("/me/chat", response=ChatOut, operation_id="chat_forget")
def forget(request: HttpRequest) -> ChatOut:
    """Nothing goes there any more; what waits to leave is dropped."""
    person = person_of(request)
    forget_chat(person)
    return _out(person)


@router.post("/me/chat/test", response=ChatOut, operation_id="chat_test")
def try_it(request: HttpRequest) -> ChatOut:
    """Send one message there; refused with what the service answered."""
    person = person_of(request)
    try_chat(person, now=now())
    return _out(person)


def _out(person: User) -> ChatOut:
    found = chat_of(person)
    offered = [ChatService(code=each.code, name=each.name, example=each.example) for each in services()]
    if found is None:
        return ChatOut(service=None, host="", given_at=None, reached_at=None, problem="", services=offered)
    return ChatOut(
        service=found.service,
        host=found.host,
        given_at=found.given_at,
        reached_at=found.reached_at,
        problem=found.problem,
        services=offered,
    )
