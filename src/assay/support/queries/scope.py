"""Which tickets a person sees: their own, and those of the people they answer for."""

from uuid import UUID

from django.db.models import Q, QuerySet

from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.queries.scope import Scope, people_within, scope_of
from assay.people.rules.roles import Permission
from assay.support.models import Ticket, TicketFile
from assay.support.rules.categories import PRIVATE

_BESIDE = ("author", "contributor__site", "contributor__vendor", "assignee", "project", "task", "merged_into")


def own_tickets(user: User) -> QuerySet[Ticket]:
    return _tickets().filter(author=user)


def tickets_to_answer(user: User) -> QuerySet[Ticket]:
    """Never one's own. What is private needs a permission that no site lead has."""
    usual, private = (
        _within(scope_of(user, permission))
        for permission in (Permission.ANSWER_TICKETS, Permission.ANSWER_PRIVATE_TICKETS)
    )
    is_private = Q(category__in=PRIVATE)
    return _tickets().filter((usual & ~is_private) | (private & is_private)).exclude(author=user)


def answers_tickets(user: User) -> bool:
    return not scope_of(user, Permission.ANSWER_TICKETS).is_empty


def own_ticket(user: User, uid: UUID) -> Ticket:
    return _one(own_tickets(user), uid)


def ticket_to_answer(user: User, uid: UUID) -> Ticket:
    return _one(tickets_to_answer(user), uid)


def ticket_for(user: User, uid: UUID) -> Ticket:
    """From either side; NotFound otherwise."""
    own = own_tickets(user).filter(uid=uid).first()
    return own or ticket_to_answer(user, uid)


def file_for(user: User, uid: UUID) -> TicketFile:
    """Of a ticket in sight; what lies beside a note among staff is theirs, and what was removed nobody's."""
    files = TicketFile.objects.select_related("file", "message__ticket").filter(
        uid=uid, file__retired_at=None
    )
    found = (
        files.filter(message__ticket__author=user, message__is_internal=False).first()
        or files.filter(message__ticket__in=tickets_to_answer(user).values("pk")).first()
    )
    if found is None:
        raise NotFound
    return found


def _within(scope: Scope) -> Q:
    """Who is no contributor is answered by who answers for everybody."""
    if scope.is_everywhere:
        return Q(pk__isnull=False)
    if scope.is_empty:
        return Q(pk__in=[])
    return Q(contributor__in=people_within(scope).values("pk"))


def _tickets() -> QuerySet[Ticket]:
    return Ticket.objects.select_related(*_BESIDE)


def _one(tickets: QuerySet[Ticket], uid: UUID) -> Ticket:
    found = tickets.filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found
