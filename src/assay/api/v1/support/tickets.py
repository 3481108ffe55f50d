"""Tickets over the API: asking for help, and answering."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.support.shapes import (
    TicketFileRemovalIn,
    TicketFormIn,
    TicketIn,
    TicketMergeIn,
    TicketMessageIn,
    TicketMessageOut,
    TicketOut,
    TicketRatingIn,
    TicketsOut,
    TicketStepIn,
    TicketWithTalkOut,
    message_out,
    talk_out,
    ticket_out,
)
from assay.kit.clock import now
from assay.kit.downloads import download_of
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.support.actions import steering
from assay.support.actions.files import remove_file
from assay.support.actions.tickets import Brought, TicketDraft, answer, note, open_ticket, settle, write
from assay.support.models import Ticket, TicketMessage
from assay.support.queries.finding import TicketFilters, search_tickets, with_clocks
from assay.support.queries.scope import (
    answers_tickets,
    file_for,
    own_ticket,
    own_tickets,
    ticket_for,
    ticket_to_answer,
)
from assay.support.rules.reasons import NOTES_ARE_STAFFS

router = Router(tags=["support"])
MOST = 200


class TicketsAsked(Schema):
    q: str = ""
    state: Literal["", "open", "waiting", "solved", "merged"] = ""
    category: str = ""
    mine: bool = False
    late: bool = False


@router.get("/me/tickets", response=Page[TicketOut], operation_id="me_tickets")
def mine(request: HttpRequest, paging: Query[Paging]) -> Page[TicketOut]:
    """What you asked, newest first."""
    found = own_tickets(person_of(request)).prefetch_related(with_clocks())
    return page(found, paging, lambda each: ticket_out(each, is_own=True))


@router.get("/tickets", response=TicketsOut, operation_id="tickets")
def queue(request: HttpRequest, asked: Query[TicketsAsked]) -> TicketsOut:
    """Those of the people you answer for that are not over, at most 200: what is due first comes first."""
    user = person_of(request)
    if not answers_tickets(user):
        raise NotFound
    text = asked.q.replace("\0", "")[:100]
    filters = TicketFilters(text, asked.state, asked.category[:12], "", asked.mine, asked.late)
    found = search_tickets(user, filters, now())[:MOST]
    return TicketsOut(items=[ticket_out(each, is_own=False) for each in found])


@router.post("/tickets", response={201: TicketWithTalkOut}, operation_id="tickets_open")
@creates
def ask(request: HttpRequest, asked: TicketIn) -> TicketWithTalkOut:
    """Ask for help. What you do not see yourself is never sent along."""
    user = person_of(request)
    draft = TicketDraft(
        asked.category.value,
        asked.subject,
        asked.text,
        user.locale or "en",
        asked.page,
        request.headers.get("User-Agent", ""),
    )
    return _shown(user, open_ticket(user, draft=draft, now=now()))


@router.get("/tickets/{uuid:ticket}", response=TicketWithTalkOut, operation_id="tickets_get")
def one(request: HttpRequest, ticket: UUID) -> TicketWithTalkOut:
    """What was said: to who asked without the notes."""
    user = person_of(request)
    return _shown(user, ticket_for(user, ticket))


@router.post("/tickets/{uuid:ticket}/messages", response={201: TicketMessageOut}, operation_id="tickets_say")
@creates
def say(request: HttpRequest, ticket: UUID, asked: TicketMessageIn) -> TicketMessageOut:
    """Write more to your own ticket, or answer somebody else's."""
    user = person_of(request)
    return message_out(_said(user, ticket_for(user, ticket), asked, []))


@router.post("/tickets/{uuid:ticket}/files", response={201: TicketMessageOut}, operation_id="tickets_attach")
@creates
def bring(
    request: HttpRequest, ticket: UUID, file: File[UploadedFile], asked: Form[TicketFormIn]
) -> TicketMessageOut:
    """The same with a file, of 10 MB at most."""
    user = person_of(request)
    chunks = (bytes(chunk) for chunk in file.chunks())
    return message_out(_said(user, ticket_for(user, ticket), asked, [Brought(file.name or "", chunks)]))


@router.get("/ticket-files/{uuid:file}", operation_id="ticket_files_get")
def download(request: HttpRequest, file: UUID) -> HttpResponseBase:
    """A file beside a message, streamed."""
    return download_of(file_for(person_of(request), file).file)


@router.post("/ticket-files/{uuid:file}/remove", response={204: None}, operation_id="ticket_files_remove")
def remove(request: HttpRequest, file: UUID, asked: TicketFileRemovalIn) -> HttpResponse:
    """Its content goes for good, that it was there stays; whoever answers says why."""
    user = person_of(request)
    remove_file(user, file=file_for(user, file), reason=asked.reason, now=now())
    return HttpResponse(status=204)


@router.post("/tickets/{uuid:ticket}/solved", response=TicketWithTalkOut, operation_id="tickets_settle")
def solved(request: HttpRequest, ticket: UUID) -> TicketWithTalkOut:
    """Your own ticket is solved; writing again opens it again."""
    user = person_of(request)
    settle(user, ticket=own_ticket(user, ticket), now=now())
    return _shown(user, own_ticket(user, ticket))


@router.put("/tickets/{uuid:ticket}/rating", response=TicketWithTalkOut, operation_id="tickets_rate")
def rate(request: HttpRequest, ticket: UUID, asked: TicketRatingIn) -> TicketWithTalkOut:
    """How good the help was with your own ticket, once it is solved."""
    user = person_of(request)
    found = own_ticket(user, ticket)
    steering.rate_help(user, ticket=found, score=asked.score, words=asked.words, now=now())
    return _shown(user, own_ticket(user, ticket))


@router.post("/tickets/{uuid:ticket}/steps", response=TicketOut, operation_id="tickets_step")
def step(request: HttpRequest, ticket: UUID, asked: TicketStepIn) -> TicketOut:
    """File it elsewhere, escalate it, take it. What leaves your sight by that is told as it was left."""
    user, at = person_of(request), now()
    found = ticket_to_answer(user, ticket)
    if asked.take:
        steering.assign(user, ticket=found, to=user, now=at)
    if asked.escalate:
        steering.escalate(user, ticket=found, reason=asked.escalate, now=at)
    if asked.category is not None:
        steering.file_under(user, ticket=found, category=asked.category.value, now=at)
    found = Ticket.objects.select_related("author", "contributor", "assignee", "merged_into").get(pk=found.pk)
    return ticket_out(found, is_own=False)


@router.post("/tickets/{uuid:ticket}/merge", response=TicketWithTalkOut, operation_id="tickets_merge")
def merge(request: HttpRequest, ticket: UUID, asked: TicketMergeIn) -> TicketWithTalkOut:
    """It goes on in the other one, which is the answer."""
    user = person_of(request)
    found, into = ticket_to_answer(user, ticket), ticket_to_answer(user, asked.into)
    steering.merge(user, ticket=found, into=into, now=now())
    return _shown(user, ticket_to_answer(user, asked.into))


def _said(
    user: User, ticket: Ticket, asked: TicketMessageIn | TicketFormIn, files: list[Brought]
) -> TicketMessage:
    if ticket.author_id == user.pk:
        if asked.is_note:
            raise Refused(NOTES_ARE_STAFFS())
        return write(user, ticket=ticket, text=asked.text, files=files, now=now())
    if asked.is_note:
        return note(user, ticket=ticket, text=asked.text, files=files, now=now())
    return answer(user, ticket=ticket, text=asked.text, then=asked.then, files=files, now=now())


def _shown(user: User, ticket: Ticket) -> TicketWithTalkOut:
    return talk_out(ticket, is_own=ticket.author_id == user.pk)
