"""Asking for help and following it: one's own tickets, phone first."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now as the_time
from assay.kit.downloads import download_of
from assay.kit.reasons import Reason, Refused
from assay.support.actions.files import remove_file
from assay.support.actions.steering import rate_help
from assay.support.actions.tickets import Brought, TicketDraft, open_ticket, settle, write
from assay.support.enums import TicketCategory
from assay.support.queries.context import Context, context_of
from assay.support.queries.conversation import merged_of, messages_of
from assay.support.queries.finding import with_clocks
from assay.support.queries.scope import answers_tickets, file_for, own_ticket, own_tickets
from assay.support.queries.silence import closes_at
from assay.support.rules.categories import PRIVATE
from assay.support.rules.words import HIGHEST, LOWEST, MOST_FILES, MOST_IN_SUBJECT, MOST_IN_TEXT
from assay.web.projects.uploads import chunks_of
from assay.web.requests import done, page_of, signed_in, user_of
from assay.web.support.shown import own_message, own_row

SCORES = range(LOWEST, HIGHEST + 1)


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    label: str
    is_private: bool


@signed_in
@require_GET
def tickets(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    person = user_of(request)
    page = page_of(request, own_tickets(person).prefetch_related(with_clocks()).order_by("-pk"), 20)
    context = {
        "page": page,
        "rows": [own_row(each) for each in page],
        "may_answer": answers_tickets(person),
    }
    return render(request, "web/support/own_tickets.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """What it is about; where the person was is taken along unless they say no."""
    person = user_of(request)
    given = request.POST if request.method == "POST" else request.GET
    refused: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            made = open_ticket(person, draft=_draft(request), now=the_time())
        except Refused as why:
            refused = why.reasons
        else:
            return redirect("own-ticket", ticket=made.uid)
    context = {
        "categories": _categories(),
        "given": given,
        "taken": context_of(person, given.get("page", "")),
        "most": {"subject": MOST_IN_SUBJECT, "text": MOST_IN_TEXT, "files": MOST_FILES},
        "reasons": refused,
    }
    return render(request, "web/support/own_new.html", context, status=422 if refused else 200)


@signed_in
@require_GET
def ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """What was said, and what comes next."""
    person = user_of(request)
    found = own_ticket(person, ticket)
    context = {
        "ticket": found,
        "row": own_row(found),
        "messages_shown": [own_message(each) for each in messages_of(found, with_notes=False)],
        "merged": merged_of(found),
        "taken": Context(found.page, found.project, found.task, found.guideline_version),
        "scores": SCORES,
        "closes_at": closes_at(found),
        "most": {"text": MOST_IN_TEXT, "files": MOST_FILES},
    }
    return render(request, "web/support/own_ticket.html", context)


@signed_in
@require_POST
def write_more(request: HttpRequest, ticket: UUID) -> HttpResponse:
    person = user_of(request)
    found = own_ticket(person, ticket)
    text = request.POST.get("text", "")
    return done(
        request,
        lambda: write(person, ticket=found, text=text, files=brought(request), now=the_time()),
        _("Sent."),
        reverse("own-ticket", args=[ticket]),
    )


@signed_in
@require_POST
def solved(request: HttpRequest, ticket: UUID) -> HttpResponse:
    person = user_of(request)
    found = own_ticket(person, ticket)
    return done(
        request,
        lambda: settle(person, ticket=found, now=the_time()),
        _("Solved. You can write again at any time."),
        reverse("own-ticket", args=[ticket]),
    )


@signed_in
@require_POST
def rate(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """How good the help was."""
    person = user_of(request)
    found = own_ticket(person, ticket)
    typed = request.POST.get("score", "")
    score = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 1 else 0
    words = request.POST.get("words", "")
    return done(
        request,
        lambda: rate_help(person, ticket=found, score=score, words=words, now=the_time()),
        _("Thank you."),
        reverse("own-ticket", args=[ticket]),
    )


@signed_in
@require_GET
def download(request: HttpRequest, file: UUID) -> HttpResponseBase:
    """A file beside a message, for either side."""
    return download_of(file_for(user_of(request), file).file)


@signed_in
@require_POST
def remove(request: HttpRequest, file: UUID) -> HttpResponse:
    """By who brought it, or with a reason by who answers; back to the side that one is on."""
    person = user_of(request)
    found = file_for(person, file)
    ticket, reason = found.message.ticket, request.POST.get("reason", "")
    then = "own-ticket" if ticket.author_id == person.pk else "ticket"
    return done(
        request,
        lambda: remove_file(person, file=found, reason=reason, now=the_time()),
        _("Removed."),
        reverse(then, args=[ticket.uid]),
    )


def brought(request: HttpRequest) -> Sequence[Brought]:
    """The files of the field `file`; an empty field has none."""
    files = request.FILES.getlist("file")
    return [Brought(each.name or "", chunks_of(each)) for each in files]


def _draft(request: HttpRequest) -> TicketDraft:
    posted = request.POST
    return TicketDraft(
        category=posted.get("category", ""),
        subject=posted.get("subject", ""),
        text=posted.get("text", ""),
        language=get_language() or "en",
        page=posted.get("page", "") if posted.get("take") == "on" else "",
        browser=request.headers.get("User-Agent", ""),
        files=brought(request),
    )


def _categories() -> list[Choice]:
    return [Choice(each.value, _(str(each.label)), each.value in PRIVATE) for each in TicketCategory]
