"""The tickets that a person answers: what is due first comes first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.queries.scope import scope_of
from assay.people.rules.roles import Permission
from assay.stats.sampling import wilson
from assay.support.actions.steering import assign_many, solve_many
from assay.support.enums import ClockKind, TicketCategory, TicketState
from assay.support.models import Ticket
from assay.support.queries.finding import TicketFilters, satisfaction, search_tickets
from assay.support.queries.scope import answers_tickets, tickets_to_answer
from assay.support.rules.categories import LEVELS
from assay.support.rules.names import first_name
from assay.web.requests import page_of, signed_in, user_of
from assay.web.support.shown import TONES, clock_of, role_name
from assay.web.support.words import categories, levels, state_name, states


@dataclass(frozen=True, slots=True)
class ShownTicket:
    """`due_at` is None while it stands still."""

    uid: UUID
    subject: str
    who: str
    place: str
    category: str
    state: str
    tone: str
    level: str
    assignee: str
    due_at: datetime | None
    is_late: bool
    changed_at: datetime


@signed_in
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Filters stay in the address."""
    person, now = user_of(request), the_time()
    if not answers_tickets(person):
        raise NotFound
    filters = _filters(request.GET)
    page = page_of(request, search_tickets(person, filters, now))
    kept = request.GET.copy()
    kept.pop("page", None)
    content = satisfaction(person)
    context = {
        "page": page,
        "rows": [shown_ticket(each, now) for each in page],
        "filters": filters,
        "kept": kept.urlencode(),
        "states": states(),
        "categories": categories(),
        "levels": levels(),
        "content": wilson(content.n_content, content.n),
        "mean": content.mean,
        "may_announce": not scope_of(person, Permission.ANNOUNCE).is_empty,
    }
    return render(request, "web/support/queue.html", context)


@signed_in
@require_POST
def chosen(request: HttpRequest) -> HttpResponse:
    """Take or close many; those out of reach are not there."""
    person, now = user_of(request), the_time()
    wanted = {parse_uid(each) for each in request.POST.getlist("ticket")} - {None}
    found = list(tickets_to_answer(person).filter(uid__in=wanted).exclude(state=TicketState.MERGED))
    if len(found) < len(wanted):
        raise NotFound
    does: dict[str, Callable[[], int]] = {
        "take": lambda: assign_many(person, tickets=found, to=person, now=now),
        "solve": lambda: solve_many(person, tickets=found, now=now),
    }
    act = does.get(request.POST.get("do", ""))
    if act is None:
        raise NotFound
    try:
        n = act()
    except Refused as refused:
        messages.error(request, refused.reasons[0].said)
    else:
        messages.success(request, ngettext("%(n)s ticket changed.", "%(n)s tickets changed.", n) % {"n": n})
    return redirect(_back(request))


def shown_ticket(ticket: Ticket, now: datetime) -> ShownTicket:
    clocks = (clock_of(ticket, kind) for kind in ClockKind)
    dues = [each.due_at for each in clocks if each and each.stopped_at is None and each.due_at]
    due_at, person = min(dues, default=None), ticket.contributor
    return ShownTicket(
        uid=ticket.uid,
        subject=ticket.subject,
        who=who_asked(ticket),
        place=person.site.name if person and person.site else "",
        category=_(str(TicketCategory(ticket.category).label)),
        state=state_name(ticket.state),
        tone=TONES.get(TicketState(ticket.state), ""),
        level=role_name(ticket.level),
        assignee=first_name(ticket.assignee.name) if ticket.assignee else "",
        due_at=due_at,
        is_late=due_at is not None and due_at <= now,
        changed_at=ticket.changed_at,
    )


def who_asked(ticket: Ticket) -> str:
    """A contributor by pseudonym, as on every page; everybody else by name."""
    return ticket.contributor.pseudonym if ticket.contributor else ticket.author.name


def colleagues(ticket: Ticket, found: dict[str, list[int]]) -> list[User]:
    """Who may take a ticket, by name."""
    people = sorted({pk for users in found.values() for pk in users})
    users = User.objects.filter(pk__in=people).order_by("name", "pk")
    return [each for each in users if tickets_to_answer(each).filter(pk=ticket.pk).exists()]


def _filters(query: QueryDict) -> TicketFilters:
    """A filter that cannot be is none."""
    state, category, level = (query.get(name, "") for name in ("state", "category", "level"))
    return TicketFilters(
        text=query.get("q", "").strip().replace("\0", "")[:100],
        state=state if state in TicketState.values else "",
        category=category if category in TicketCategory.values else "",
        level=level if level in LEVELS else "",
        is_mine=query.get("mine") == "on",
        is_late=query.get("late") == "on",
    )


def _back(request: HttpRequest) -> str:
    """To the list as it was filtered; never to another site."""
    back = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return back if is_safe and back.startswith("/support/") else "/support/"
