"""Answers that are given often, and one of them as it would be sent."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.queries.scope import scope_of
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.support.models import Macro, MacroText, Ticket
from assay.support.queries.scope import answers_tickets
from assay.support.rules.macros import best_language, filled
from assay.support.rules.names import first_name


def macros_for(user: User) -> QuerySet[Macro]:
    """By name; for everybody who answers tickets."""
    if not answers_tickets(user):
        raise NotFound
    texts = Prefetch("texts", MacroText.objects.order_by("language"))
    return Macro.objects.filter(retired_at=None).prefetch_related(texts).order_by("name", "pk")


def macro_for(user: User, uid: UUID) -> Macro:
    found = macros_for(user).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def fitting(user: User, ticket: Ticket) -> Sequence[Macro]:
    """Those of its category, and those of none."""
    return list(macros_for(user).filter(Q(category="") | Q(category=ticket.category)))


def macro_text(macro: Macro, ticket: Ticket, by: User) -> str:
    """In the language of who asked, with the placeholders filled; empty: it has no text yet."""
    texts = {each.language: each.text for each in macro.texts.all()}
    language = best_language(ticket.language, texts)
    if language is None:
        return ""
    about = {
        # Who answers knows a contributor by pseudonym, and so does the draft of the answer.
        "name": ticket.contributor.pseudonym if ticket.contributor else first_name(ticket.author.name),
        "me": first_name(by.name),
        "subject": ticket.subject,
        "project": ticket.project.name if ticket.project else "",
    }
    return filled(texts[language], about)


def keeps_support(user: User) -> bool:
    return scope_of(user, Permission.KEEP_SUPPORT).is_everywhere


def require_keeping(by: User | None) -> None:
    """Refuse unless the person keeps what everybody answers with (None: the system acts)."""
    if by is not None and not keeps_support(by):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.KEEP_SUPPORT]))
