"""Taking away a file that should not have been brought: its content goes for good, that it was there stays."""

from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.files import discard
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.support.enums import StepKind
from assay.support.models import Ticket, TicketFile, TicketStep
from assay.support.queries.scope import tickets_to_answer
from assay.support.rules import reasons
from assay.support.rules.words import clean

MOST_IN_REASON = 300


def remove_file(by: User, *, file: TicketFile, reason: str = "", now: datetime) -> None:
    """By who brought it; or, with a reason, by who answers the ticket."""
    reason = clean(reason)[:MOST_IN_REASON]
    with transaction.atomic():
        act_as(by)
        ticket = Ticket.objects.select_for_update(no_key=True).get(pk=file.message.ticket_id)
        is_own = file.message.by_id == by.pk
        if not is_own and not tickets_to_answer(by).filter(pk=ticket.pk).exists():
            raise NotFound
        if not is_own and not reason:
            raise Refused(reasons.NEEDS_REASON(field="reason"))
        discard(file.file, reason=reason or "Removed by who brought it.", now=now)
        note = f"{file.file.name}: {reason}" if reason else file.file.name
        TicketStep.objects.create(ticket=ticket, kind=StepKind.REMOVED, note=note, at=now, by=by)
