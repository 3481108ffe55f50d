"""One ticket for who answers it: what was said, who asked from where, and everything one can do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.queries.scope import visible_contributors
from assay.support.actions.steering import assign, escalate, file_under, merge
from assay.support.actions.tickets import answer, note
from assay.support.enums import StepKind, TicketState
from assay.support.models import Ticket, TicketMessage, TicketStep
from assay.support.queries.conversation import merged_of, messages_of, steps_of
from assay.support.queries.finding import RUNNING
from assay.support.queries.macros import fitting, macro_text, macros_for
from assay.support.queries.scope import ticket_to_answer, tickets_to_answer
from assay.support.queries.silence import closes_at
from assay.support.queries.staff import manned_levels
from assay.support.rules.categories import next_level
from assay.support.rules.words import MOST_FILES, MOST_IN_TEXT
from assay.web.requests import signed_in, user_of
from assay.web.support.own import brought
from assay.web.support.queue import colleagues, shown_ticket, who_asked
from assay.web.support.shown import ShownMessage, role_name
from assay.web.support.words import categories, clock_name, step_name


@dataclass(frozen=True, slots=True)
class ShownClock:
    name: str
    due_at: datetime | None
    is_late: bool
    is_met: bool
    is_paused: bool
    hours: int


@dataclass(frozen=True, slots=True)
class ShownStep:
    name: str
    note: str
    who: str
    at: datetime


@signed_in
@require_GET
def ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """The conversation with its notes, and what is open to the person."""
    person, now = user_of(request), the_time()
    found = ticket_to_answer(person, ticket)
    levels = manned_levels(found.contributor, without=found.author_id)
    above = next_level(found.category, found.level, list(levels))
    others = tickets_to_answer(person).filter(author=found.author_id, state__in=RUNNING)
    sees = found.contributor and visible_contributors(person).filter(pk=found.contributor.pk).exists()
    context = {
        "ticket": found,
        "row": shown_ticket(found, now),
        "messages_shown": [_message(found, each) for each in messages_of(found, with_notes=True)],
        "steps": [_step(found, each) for each in steps_of(found)],
        "clocks": [_clock(found, each.kind, now) for each in found.clocks.order_by("kind")],
        "merged": merged_of(found),
        "removes_with_reason": True,
        "closes_at": closes_at(found),
        "is_over": found.state == TicketState.MERGED,
        "person": found.contributor.uid if found.contributor and sees else None,
        "macros": fitting(person, found),
        "draft": _draft(person, found, request.GET.get("macro", "")),
        "above": role_name(above) if above else "",
        "colleagues": colleagues(found, levels),
        "categories": categories(),
        "others": others.exclude(pk=found.pk).order_by("-pk")[:50],
        "most": {"text": MOST_IN_TEXT, "files": MOST_FILES},
    }
    return render(request, "web/support/ticket.html", context)


@signed_in
@require_POST
def reply(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """To the person, or a note among those who answer."""
    person, now = user_of(request), the_time()
    found = ticket_to_answer(person, ticket)
    text, then = request.POST.get("text", ""), request.POST.get("then", "")

    def say() -> object:
        if then == "note":
            return note(person, ticket=found, text=text, files=brought(request), now=now)
        return answer(person, ticket=found, text=text, then=then, files=brought(request), now=now)

    return _acted(request, found, say, _("Noted.") if then == "note" else _("Sent."))


@signed_in
@require_POST
def give(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """To oneself, to somebody else, or back to everybody of the level."""
    person, now = user_of(request), the_time()
    found = ticket_to_answer(person, ticket)
    to = _taker(person, request.POST.get("to", ""))
    return _acted(request, found, lambda: assign(person, ticket=found, to=to, now=now), _("Saved."))


@signed_in
@require_POST
def raise_up(request: HttpRequest, ticket: UUID) -> HttpResponse:
    person, now = user_of(request), the_time()
    found, reason = ticket_to_answer(person, ticket), request.POST.get("reason", "")
    act = lambda: escalate(person, ticket=found, reason=reason, now=now)  # noqa: E731  # Named for the line below.
    return _acted(request, found, act, _("It is with the next level now."))


@signed_in
@require_POST
def refile(request: HttpRequest, ticket: UUID) -> HttpResponse:
    person, now = user_of(request), the_time()
    found, category = ticket_to_answer(person, ticket), request.POST.get("category", "")
    return _acted(
        request, found, lambda: file_under(person, ticket=found, category=category, now=now), _("Saved.")
    )


@signed_in
@require_POST
def join(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Into another ticket of the same person."""
    person, now = user_of(request), the_time()
    found, uid = ticket_to_answer(person, ticket), parse_uid(request.POST.get("into", ""))
    if uid is None:
        raise NotFound
    into = ticket_to_answer(person, uid)
    return _acted(request, into, lambda: merge(person, ticket=found, into=into, now=now), _("Merged."))


def _acted(request: HttpRequest, ticket: Ticket, act: Callable[[], object], success: str) -> HttpResponse:
    """Back to the ticket, or to the queue where it has left the person's sight."""
    try:
        act()
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.said)
    else:
        messages.success(request, success)
    if tickets_to_answer(user_of(request)).filter(pk=ticket.pk).exists():
        return redirect("ticket", ticket=ticket.uid)
    return redirect("support")


def _draft(person: User, ticket: Ticket, typed: str) -> str:
    """The text of the macro that was chosen; what is none leaves the answer empty."""
    uid = parse_uid(typed)
    chosen = macros_for(person).filter(uid=uid).first() if uid else None
    return macro_text(chosen, ticket, person) if chosen else ""


def _taker(person: User, typed: str) -> User | None:
    if typed in {"", "me"}:
        return person if typed else None
    uid = parse_uid(typed)
    found = User.objects.filter(uid=uid).first() if uid else None
    if found is None:
        raise NotFound
    return found


def _message(ticket: Ticket, message: TicketMessage) -> ShownMessage:
    return ShownMessage(
        who=message.by.name if message.role else who_asked(ticket),
        role=role_name(message.role),
        is_own=not message.role,
        is_internal=message.is_internal,
        text=message.text,
        at=message.at,
        files=list(message.files.all()),
    )


def _step(ticket: Ticket, step: TicketStep) -> ShownStep:
    note = step.note
    if step.kind == StepKind.ESCALATED:
        level, _colon, why = note.partition(": ")
        note = f"{role_name(level)}. {why}" if why else role_name(level)
    who = step.by.name if step.by else _by_itself(step.kind)
    if step.by_id == ticket.author_id:
        who = who_asked(ticket)
    return ShownStep(step_name(step.kind), "" if step.kind == StepKind.MERGED else note, who, step.at)


def _by_itself(kind: str) -> str:
    if kind == StepKind.ESCALATED:
        return _("By itself: nobody had answered in time")
    return _("By itself: the person has not answered")


def _clock(ticket: Ticket, kind: str, now: datetime) -> ShownClock:
    clock = ticket.clocks.get(kind=kind)
    is_late = clock.breached_at is not None or (clock.due_at is not None and clock.due_at <= now)
    is_met = clock.stopped_at is not None and clock.breached_at is None
    return ShownClock(clock_name(kind), clock.due_at, is_late, is_met, clock.is_paused, clock.target_hours)
