"""Finding tickets among those that a person answers, and how good the help was."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Avg, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from assay.people.models import User
from assay.support.enums import TicketState
from assay.support.models import Ticket, TicketClock, TicketMessage
from assay.support.queries.clocks import overdue_clocks
from assay.support.queries.scope import tickets_to_answer

RUNNING = (TicketState.OPEN, TicketState.WAITING)


@dataclass(frozen=True, slots=True)
class TicketFilters:
    """What is empty narrows nothing, except that without a state what is over is left out."""

    text: str = ""
    state: str = ""
    category: str = ""
    level: str = ""
    is_mine: bool = False
    is_late: bool = False

    @property
    def is_empty(self) -> bool:
        return self == TicketFilters()


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Who was content gave four or five; the mean stands beside it and never alone."""

    n: int
    n_content: int
    mean: float | None


def search_tickets(user: User, filters: TicketFilters, now: datetime) -> QuerySet[Ticket]:
    """What is due first comes first; what waits for the person after it."""
    found = tickets_to_answer(user)
    found = found.filter(state=filters.state) if filters.state else found.filter(state__in=RUNNING)
    if filters.category:
        found = found.filter(category=filters.category)
    if filters.level:
        found = found.filter(level=filters.level)
    if filters.is_mine:
        found = found.filter(assignee=user)
    if filters.is_late:
        found = found.filter(Exists(overdue_clocks(now).filter(ticket=OuterRef("pk")).order_by()))
    if filters.text:
        found = found.filter(_saying(filters.text))
    running = TicketClock.objects.filter(ticket=OuterRef("pk"), stopped_at=None, is_paused=False)
    due = Subquery(running.order_by("due_at").values("due_at")[:1])
    return found.annotate(due_at=due).prefetch_related(with_clocks()).order_by("due_at", "-pk")


def with_clocks() -> "Prefetch[str]":
    return Prefetch("clocks", TicketClock.objects.order_by("pk"))


def satisfaction(user: User) -> Satisfaction:
    """Over every rated ticket that the person answers."""
    found = tickets_to_answer(user).exclude(score=None).order_by()
    seen = found.aggregate(n=Count("pk"), content=Count("pk", filter=Q(score__gte=4)), mean=Avg("score"))
    return Satisfaction(seen["n"], seen["content"], seen["mean"])


def _saying(text: str) -> Q:
    """In what the ticket is called, or in anything that was said; both have an index."""
    words = SearchQuery(text, config="simple", search_type="websearch")
    said = TicketMessage.objects.annotate(words=SearchVector("text", config="simple")).filter(words=words)
    called = Ticket.objects.annotate(words=SearchVector("subject", config="simple")).filter(words=words)
    return Q(pk__in=said.values("ticket")) | Q(pk__in=called.values("pk"))
