"""Tickets as the API shows them: to who asked without notes, and of who answers only first name and role."""

from datetime import datetime
from typing import Any, Literal  # Fields of a schema, by their names.
from uuid import UUID

from ninja import Schema
from pydantic import Field

from assay.api.v1.projects.shapes import Strict
from assay.support.enums import TicketCategory, TicketState
from assay.support.models import Ticket, TicketMessage
from assay.support.queries.conversation import messages_of
from assay.support.rules.names import first_name
from assay.support.rules.words import MOST_IN_SUBJECT, MOST_IN_TEXT

SUBJECT, TEXT = "The picture stays blank", "In every third task, since this morning."


class TicketIn(Strict):
    category: TicketCategory = Field(examples=["task"])
    subject: str = Field(max_length=MOST_IN_SUBJECT, examples=[SUBJECT])
    text: str = Field(max_length=MOST_IN_TEXT, examples=[TEXT])
    page: str = Field("", max_length=300, description="Where you were; empty: nothing is sent along.")


class TicketMessageIn(Strict):
    text: str = Field(max_length=MOST_IN_TEXT, examples=["Which browser do you use?"])
    then: Literal["waiting", "open", "solved"] = Field(
        "waiting", description="For who answers: what the ticket waits for afterwards."
    )
    is_note: bool = Field(default=False, description="For who answers: a note that the person does not see.")


class TicketFormIn(Schema):
    """The same beside a file."""

    text: str = Field(max_length=MOST_IN_TEXT, examples=["This is what I see."])
    then: Literal["waiting", "open", "solved"] = "waiting"
    is_note: bool = False


class TicketStepIn(Strict):
    """Only what is given is done: first the category, then the level, then who takes it."""

    category: TicketCategory | None = Field(None, examples=["pay"])
    escalate: str = Field("", max_length=1000, description="Why; empty: it stays at its level.")
    take: bool = Field(default=False, description="You take it.")


class TicketRatingIn(Strict):
    score: int = Field(description="1 to 5.", examples=[5])
    words: str = Field("", max_length=1000, examples=["Quick and clear."])


class TicketMergeIn(Strict):
    into: UUID = Field(description="Another ticket of the same person.")


class TicketFileRemovalIn(Strict):
    reason: str = Field("", max_length=300, description="Of who answers; your own file needs none.")


class TicketFileOut(Schema):
    uid: UUID
    name: str = Field(examples=["screen.png"])
    n_bytes: int = Field(examples=[48_211])
    removed_at: datetime | None = Field(description="Since when nobody can open it any more.")


class TicketMessageOut(Schema):
    uid: UUID
    who: str = Field(description="First name of who answered; empty: who asked.", examples=["Mia"])
    role: str = Field(description="Of who answered.", examples=["crowd_manager"])
    is_note: bool
    text: str = Field(examples=[TEXT])
    at: datetime
    files: list[TicketFileOut]


class TicketOut(Schema):
    uid: UUID
    category: TicketCategory
    subject: str = Field(examples=[SUBJECT])
    state: TicketState
    level: str = Field(description="The role that answers now.", examples=["site_lead"])
    person: str = Field(description="For who answers: whose it is.", examples=["Amsel"])
    assignee: str = Field(description="First name.", examples=["Ravi"])
    opened_at: datetime
    changed_at: datetime
    answered_at: datetime | None
    solved_at: datetime | None
    due_at: datetime | None = Field(description="Of the clock that runs out first; empty while none runs.")
    score: int | None = Field(examples=[5])
    merged_into: UUID | None


class TicketWithTalkOut(TicketOut):
    page: str = Field(examples=["/work/"])
    project: UUID | None
    task: UUID | None
    messages: list[TicketMessageOut]


class TicketsOut(Schema):
    """Your own; or those you answer, what is due first at the top."""

    items: list[TicketOut]


def ticket_out(ticket: Ticket, *, is_own: bool) -> TicketOut:
    return TicketOut(**_fields(ticket, is_own=is_own))


def talk_out(ticket: Ticket, *, is_own: bool) -> TicketWithTalkOut:
    return TicketWithTalkOut(
        **_fields(ticket, is_own=is_own),
        page=ticket.page,
        project=ticket.project.uid if ticket.project else None,
        task=ticket.task.uid if ticket.task else None,
        messages=[message_out(each) for each in messages_of(ticket, with_notes=not is_own)],
    )


def message_out(message: TicketMessage) -> TicketMessageOut:
    return TicketMessageOut(
        uid=message.uid,
        who=first_name(message.by.name) if message.role else "",
        role=message.role,
        is_note=message.is_internal,
        text=message.text,
        at=message.at,
        files=[
            TicketFileOut(
                uid=each.uid,
                name=each.file.name,
                n_bytes=each.file.n_bytes,
                removed_at=each.file.retired_at,
            )
            for each in message.files.select_related("file").order_by("pk")
        ],
    )


def _fields(ticket: Ticket, *, is_own: bool) -> dict[str, Any]:
    person = ticket.contributor.pseudonym if ticket.contributor else ticket.author.name
    running = (each for each in ticket.clocks.all() if each.stopped_at is None)
    return {
        "uid": ticket.uid,
        "category": ticket.category,
        "subject": ticket.subject,
        "state": ticket.state,
        "level": ticket.level,
        "person": "" if is_own else person,
        "assignee": first_name(ticket.assignee.name) if ticket.assignee else "",
        "opened_at": ticket.opened_at,
        "changed_at": ticket.changed_at,
        "answered_at": ticket.answered_at,
        "solved_at": ticket.solved_at,
        "due_at": min((each.due_at for each in running if each.due_at), default=None),
        "score": ticket.score,
        "merged_into": ticket.merged_into.uid if ticket.merged_into else None,
    }
