"""What was said in a ticket, in the order of time; with what was said in those that were merged into it."""

from django.db.models import Prefetch, Q, QuerySet

from assay.support.models import Ticket, TicketFile, TicketMessage, TicketStep

MOST = 500


def messages_of(ticket: Ticket, *, with_notes: bool) -> QuerySet[TicketMessage]:
    """Without the notes among staff for the person who asked."""
    found = TicketMessage.objects.filter(Q(ticket=ticket) | Q(ticket__merged_into=ticket))
    if not with_notes:
        found = found.filter(is_internal=False)
    files = Prefetch("files", TicketFile.objects.select_related("file").order_by("pk"))
    return found.select_related("by").prefetch_related(files).order_by("at", "pk")[:MOST]


def steps_of(ticket: Ticket) -> QuerySet[TicketStep]:
    return ticket.steps.select_related("by").order_by("at", "pk")[:MOST]


def merged_of(ticket: Ticket) -> QuerySet[Ticket]:
    return ticket.merged.order_by("pk")
