"""Asking for help, and everything that is said in a ticket."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.files import store
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Contributor, User
from assay.support.actions.clocks import pause_solution, resume_solution, start_clocks, stop_clock
from assay.support.actions.telling import tell_author, tell_staff
from assay.support.enums import ClockKind, StepKind, TicketCategory, TicketState
from assay.support.models import Ticket, TicketFile, TicketMessage, TicketStep
from assay.support.queries.context import context_of
from assay.support.queries.finding import RUNNING
from assay.support.queries.scope import tickets_to_answer
from assay.support.queries.staff import manned_levels, role_over
from assay.support.rules import reasons
from assay.support.rules.categories import first_level
from assay.support.rules.words import (
    MOST_BYTES,
    MOST_FILES,
    MOST_IN_PAGE,
    MOST_IN_SUBJECT,
    MOST_OPEN,
    clean,
    refuse_text,
)

# What a browser is told of a file that somebody brought: it is kept, and never shown as a page.
_PLAIN = "application/octet-stream"
S = TicketState


@dataclass(frozen=True, slots=True)
class Brought:
    """A file with a message."""

    name: str
    chunks: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class TicketDraft:
    """`page` is where the person was; empty: nothing of it is taken along."""

    category: str
    subject: str
    text: str
    language: str = "en"
    page: str = ""
    browser: str = ""
    files: Sequence[Brought] = ()


def open_ticket(by: User, *, draft: TicketDraft, now: datetime) -> Ticket:
    """Ask for help. Who answers first follows from the category and from where the person works."""
    subject, text = clean(draft.subject), clean(draft.text)
    _refuse_draft(by, draft, subject, text)
    context = context_of(by, draft.page)
    contributor = Contributor.objects.select_related("site").filter(user=by).first()
    levels = manned_levels(contributor, without=by.pk)
    with transaction.atomic():
        act_as(by)
        ticket = Ticket.objects.create(
            author=by,
            contributor=contributor,
            category=draft.category,
            subject=subject,
            language=draft.language[:20],
            level=first_level(draft.category, list(levels)),
            page=context.page,
            browser=clean(draft.browser)[:MOST_IN_PAGE] if context.page else "",
            project=context.project,
            task=context.task,
            guideline_version=context.guideline_version,
            opened_at=now,
            changed_at=now,
        )
        _keep_message(ticket, TicketMessage(by=by, text=text, at=now), draft.files)
        _step(ticket, by, StepKind.OPENED, now)
        start_clocks(ticket, now=now)
        tell_staff(ticket, by=by, sentence=_("Somebody asks for help: {category}"), now=now)
        return ticket


def write(
    by: User, *, ticket: Ticket, text: str, files: Sequence[Brought] = (), now: datetime
) -> TicketMessage:
    """The person who asked says more; a ticket that waited for them or was solved waits for support again."""
    text = _checked(text)
    with transaction.atomic():
        act_as(by)
        locked = lock_ticket(ticket)
        if locked.author_id != by.pk:
            raise NotFound
        if locked.state != S.OPEN:
            _step(locked, by, StepKind.TAKEN_UP, now)
            resume_solution(locked, now=now)
        message = _keep_message(locked, TicketMessage(by=by, text=text, at=now), files)
        _change(locked, now, state=S.OPEN, solved_at=None)
        tell_staff(locked, by=by, sentence=_("Somebody wrote again: {category}"), now=now)
        return message


def answer(
    by: User,
    *,
    ticket: Ticket,
    text: str,
    then: str = S.WAITING,
    files: Sequence[Brought] = (),
    now: datetime,
) -> TicketMessage:
    """Somebody who may answer says something, and what follows: it waits for the person, for support, or is solved."""
    text = _checked(text)
    if then not in {S.OPEN, S.WAITING, S.SOLVED}:
        raise Refused(reasons.UNKNOWN_STEP(field="then"))
    with transaction.atomic():
        act_as(by)
        locked = lock_ticket(ticket)
        require_answering(by, locked)
        said = TicketMessage(by=by, role=role_over(by, locked), text=text, at=now)
        message = _keep_message(locked, said, files)
        stop_clock(locked, ClockKind.ANSWER, now=now)
        _follow(by, locked, then, now)
        tell_author(locked, is_solved=then == S.SOLVED, now=now)
        return message


def note(
    by: User, *, ticket: Ticket, text: str, files: Sequence[Brought] = (), now: datetime
) -> TicketMessage:
    """A note among those who answer: the person who asked never sees it."""
    text = _checked(text)
    with transaction.atomic():
        act_as(by)
        locked = lock_ticket(ticket)
        require_answering(by, locked)
        said = TicketMessage(by=by, role=role_over(by, locked), text=text, is_internal=True, at=now)
        return _keep_message(locked, said, files)


def settle(by: User, *, ticket: Ticket, now: datetime) -> None:
    """The person who asked says that it is solved."""
    with transaction.atomic():
        act_as(by)
        locked = lock_ticket(ticket)
        if locked.author_id != by.pk:
            raise NotFound
        if locked.state in RUNNING:
            stop_clock(locked, ClockKind.ANSWER, now=now)
            _follow(by, locked, S.SOLVED, now)


def lock_ticket(ticket: Ticket) -> Ticket:
    """As it is now; what was merged into another takes nothing any more."""
    locked = Ticket.objects.select_for_update(no_key=True, of=["self"]).get(pk=ticket.pk)
    if locked.state == S.MERGED:
        raise Refused(reasons.IS_MERGED())
    return locked


def require_answering(by: User, ticket: Ticket) -> None:
    if not tickets_to_answer(by).filter(pk=ticket.pk).exists():
        raise NotFound


def _follow(by: User, ticket: Ticket, then: str, now: datetime) -> None:
    if then == S.SOLVED:
        if ticket.state != S.SOLVED:
            _step(ticket, by, StepKind.SOLVED, now)
        stop_clock(ticket, ClockKind.SOLUTION, now=now)
    elif ticket.state == S.SOLVED:
        _step(ticket, by, StepKind.TAKEN_UP, now)
        resume_solution(ticket, now=now)
    if then == S.WAITING:
        if ticket.state != S.WAITING:
            _step(ticket, by, StepKind.ASKED_BACK, now)
        pause_solution(ticket, now=now)
    elif then == S.OPEN and ticket.state == S.WAITING:
        _step(ticket, by, StepKind.TAKEN_UP, now)
        resume_solution(ticket, now=now)
    solved_at = (ticket.solved_at or now) if then == S.SOLVED else None
    is_first = ticket.answered_at is None and by.pk != ticket.author_id
    answered_at = now if is_first else ticket.answered_at
    _change(ticket, now, state=then, solved_at=solved_at, answered_at=answered_at)


def _refuse_draft(by: User, draft: TicketDraft, subject: str, text: str) -> None:
    found = [
        refuse_text(subject, field="subject", most=MOST_IN_SUBJECT),
        refuse_text(text),
        None if draft.category in TicketCategory.values else reasons.NO_CATEGORY(field="category"),
    ]
    if why := [each for each in found if each]:
        raise Refused(*why)
    if Ticket.objects.filter(author=by, state__in=RUNNING).count() >= MOST_OPEN:
        raise Refused(reasons.OPEN_TOO_MANY(most=MOST_OPEN))


def _checked(text: str) -> str:
    text = clean(text)
    if refused := refuse_text(text):
        raise Refused(refused)
    return text


def _keep_message(ticket: Ticket, message: TicketMessage, files: Sequence[Brought]) -> TicketMessage:
    if len(files) > MOST_FILES:
        raise Refused(reasons.TOO_MANY_FILES(field="file", most=MOST_FILES))
    message.ticket = ticket
    message.save()
    for each in files:
        name = each.name.replace("\0", "") or "file"
        file = store(
            each.chunks, name=name, media_type=_PLAIN, now=message.at, by=message.by, most=MOST_BYTES
        )
        if not file.n_bytes:
            raise Refused(reasons.EMPTY_FILE(field="file"))
        TicketFile.objects.create(message=message, file=file)
    return message


def _step(ticket: Ticket, by: User | None, kind: StepKind, now: datetime) -> None:
    TicketStep.objects.create(ticket=ticket, kind=kind, at=now, by=by)


def _change(ticket: Ticket, now: datetime, **fields: object) -> None:
    for name, value in fields.items():
        setattr(ticket, name, value)
    ticket.changed_at = now
    ticket.save(update_fields=[*fields, "changed_at"])
