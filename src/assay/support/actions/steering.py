"""Where a ticket goes: who takes it, which category, the next level, another ticket; and how good the help was."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.rules.roles import ROLES
from assay.support.actions.clocks import raise_to, restart_clocks, stop_clock
from assay.support.actions.telling import tell_staff
from assay.support.actions.tickets import lock_ticket, require_answering
from assay.support.enums import ClockKind, StepKind, TicketCategory, TicketState
from assay.support.models import Ticket, TicketStep
from assay.support.queries.scope import tickets_to_answer
from assay.support.queries.staff import manned_levels
from assay.support.rules import reasons
from assay.support.rules.categories import TERMS, first_level, next_level
from assay.support.rules.names import first_name
from assay.support.rules.words import HIGHEST, LOWEST, clean

MOST_AT_ONCE = 200


def assign(by: User, *, ticket: Ticket, to: User | None, now: datetime) -> None:
    """Somebody takes it, who may answer it; None: it is everybody's of its level again."""
    with transaction.atomic():
        act_as(by)
        locked = lock_ticket(ticket)
        require_answering(by, locked)
        if to is not None and not tickets_to_answer(to).filter(pk=locked.pk).exists():
            raise Refused(reasons.NOT_STAFF(field="to"))
        locked.assignee, locked.changed_at = to, now
        locked.save(update_fields=["assignee", "changed_at"])
        named = first_name(to.name) if to else ""
        TicketStep.objects.create(ticket=locked, kind=StepKind.ASSIGNED, note=named, at=now, by=by)
        if to is not None:
            tell_staff(locked, by=by, sentence=_("A ticket was given to you: {category}"), now=now)


def escalate(by: User, *, ticket: Ticket, reason: str, now: datetime) -> None:
    """To the next level of the category's path that somebody holds over the person."""
    reason = clean(reason)
    if not reason:
        raise Refused(reasons.NEEDS_REASON(field="reason"))
    with transaction.atomic():
        act_as(by)
        locked = lock_ticket(ticket)
        require_answering(by, locked)
        levels = manned_levels(locked.contributor, without=locked.author_id)
        above = next_level(locked.category, locked.level, list(levels))
        if above is None:
            raise Refused(reasons.TOP_LEVEL(level=ROLES[locked.level].sentence.split(".")[0]))
        step = TicketStep(kind=StepKind.ESCALATED, note=reason[:1000], at=now, by=by)
        raise_to(locked, above, by_step=step)
        tell_staff(locked, by=by, sentence=_("A ticket was escalated to you: {category}"), now=now)


def file_under(by: User, *, ticket: Ticket, category: str, now: datetime) -> None:
    """Under another category: its level and clocks follow. What becomes private leaves the sight of site leads."""
    if category not in TicketCategory.values:
        raise Refused(reasons.NO_CATEGORY(field="category"))
    with transaction.atomic():
        act_as(by)
        locked = lock_ticket(ticket)
        require_answering(by, locked)
        if category == locked.category:
            return
        step = TicketStep(kind=StepKind.FILED, note=f"{locked.category} → {category}", at=now, by=by)
        locked.category, locked.changed_at = category, now
        if locked.level not in TERMS[category].path:
            levels = manned_levels(locked.contributor, without=locked.author_id)
            locked.level, locked.assignee = first_level(category, list(levels)), None
        locked.save(update_fields=["category", "level", "assignee", "changed_at"])
        step.ticket = locked
        step.save()
        restart_clocks(locked, now=now)
        tell_staff(locked, by=by, sentence=_("A ticket comes to you: {category}"), now=now)


def merge(by: User, *, ticket: Ticket, into: Ticket, now: datetime) -> None:
    """Of one person and asked twice: what was said stands in the other one from now on."""
    if ticket.pk == into.pk:
        raise Refused(reasons.SAME_TICKET(field="into"))
    with transaction.atomic():
        act_as(by)
        # In the order of their keys, so that two who merge at the same time never wait for each other.
        locked = {each.pk: lock_ticket(each) for each in sorted((ticket, into), key=lambda each: each.pk)}
        gone, kept = locked[ticket.pk], locked[into.pk]
        require_answering(by, gone)
        require_answering(by, kept)
        if gone.author_id != kept.author_id:
            raise Refused(reasons.OTHER_PERSON(field="into"))
        for kind in ClockKind:
            stop_clock(gone, kind, now=now)
        gone.state, gone.merged_into, gone.changed_at = TicketState.MERGED, kept, now
        gone.save(update_fields=["state", "merged_into", "changed_at"])
        gone.merged.update(merged_into=kept)
        TicketStep.objects.create(ticket=gone, kind=StepKind.MERGED, note=str(kept.uid), at=now, by=by)
        TicketStep.objects.create(ticket=kept, kind=StepKind.MERGED, note=gone.subject, at=now, by=by)


def solve_many(by: User, *, tickets: Sequence[Ticket], now: datetime) -> int:
    """Those that wait for support or the person, without a further word; how many."""
    if len(tickets) > MOST_AT_ONCE:
        raise Refused(reasons.TOO_MANY(most=MOST_AT_ONCE))
    with transaction.atomic():
        act_as(by)
        return sum(_solve(by, each.pk, now) for each in sorted(tickets, key=lambda each: each.pk))


def assign_many(by: User, *, tickets: Collection[Ticket], to: User | None, now: datetime) -> int:
    if len(tickets) > MOST_AT_ONCE:
        raise Refused(reasons.TOO_MANY(most=MOST_AT_ONCE))
    with transaction.atomic():
        for each in sorted(tickets, key=lambda each: each.pk):
            assign(by, ticket=each, to=to, now=now)
    return len(tickets)


def rate_help(by: User, *, ticket: Ticket, score: int, words: str = "", now: datetime) -> None:
    """By who asked, once it is solved; a second time replaces the first."""
    if not LOWEST <= score <= HIGHEST:
        raise Refused(reasons.NO_SCORE(field="score"))
    with transaction.atomic():
        act_as(by)
        locked = lock_ticket(ticket)
        if locked.author_id != by.pk:
            raise NotFound
        if locked.state != TicketState.SOLVED:
            raise Refused(reasons.NOT_SOLVED())
        locked.score, locked.score_note, locked.scored_at = score, clean(words)[:1000], now
        locked.save(update_fields=["score", "score_note", "scored_at"])
        TicketStep.objects.create(ticket=locked, kind=StepKind.RATED, note=str(score), at=now, by=by)


def _solve(by: User, ticket_id: int, now: datetime) -> bool:
    locked = Ticket.objects.select_for_update(no_key=True, of=["self"]).get(pk=ticket_id)
    require_answering(by, locked)
    if locked.state not in {TicketState.OPEN, TicketState.WAITING}:
        return False
    for kind in ClockKind:
        stop_clock(locked, kind, now=now)
    locked.state, locked.solved_at, locked.changed_at = TicketState.SOLVED, now, now
    locked.save(update_fields=["state", "solved_at", "changed_at"])
    TicketStep.objects.create(ticket=locked, kind=StepKind.SOLVED, at=now, by=by)
    return True
