"""Decisions of reviews: how pages show them, the fields of a new one, and one decision's own page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.planning.actions.decisions import end_decision
from assay.planning.enums import DecisionState
from assay.planning.models import Decision
from assay.planning.queries.decisions import decision_for, may_end, taken
from assay.planning.rules.decisions import NO_DAY, NOT_AN_OWNER, Taken
from assay.web.projects.forms import texts_of
from assay.web.requests import done, signed_in, user_of

FIELDS = ("what", "why", "owner", "due_on")
TONES = {DecisionState.OPEN: "warn", DecisionState.DONE: "good", DecisionState.DROPPED: ""}


@dataclass(frozen=True, slots=True)
class ShownDecision:
    taken: Taken
    state: str
    tone: str
    is_open: bool


def shown_decisions(found: Sequence[Taken], today: date) -> tuple[ShownDecision, ...]:
    return tuple(shown_decision(each, today) for each in found)


def shown_decision(found: Taken, today: date) -> ShownDecision:
    """What has no day was decided, and that is all; what is late says so."""
    is_open = found.state == DecisionState.OPEN
    if found.due_on is None:
        return ShownDecision(found, _("Decided"), "", is_open)
    if is_open and found.due_on < today:
        return ShownDecision(found, _("Overdue"), "bad", is_open)
    return ShownDecision(found, _(str(found.state.label)), TONES[found.state], is_open)


def owner_from(owners: QuerySet[User], text: str) -> User:
    uid = parse_uid(text)
    found = owners.filter(uid=uid).first() if uid else None
    if found is None:
        raise Refused(NOT_AN_OWNER(field="owner"))
    return found


def day_from(text: str) -> date | None:
    """None where nothing was typed."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(NO_DAY(field="due_on")) from None


@signed_in
@require_GET
def decision(request: HttpRequest, decision: UUID) -> HttpResponse:
    """One decision: for its owner, and for who sees the review."""
    person = user_of(request)
    found = decision_for(person, decision)
    shown = shown_decision(taken(found), now().date())
    context = {
        "shown": shown,
        "may_end": shown.is_open and may_end(person, found),
        "place": _place(found),
    }
    return render(request, "web/planning/decision.html", context)


@signed_in
@require_POST
def end(request: HttpRequest, decision: UUID) -> HttpResponse:
    """Done, or dropped with a reason."""
    person = user_of(request)
    found = decision_for(person, decision)
    state, outcome = texts_of(request.POST, ("state", "outcome")).values()
    return done(
        request,
        lambda: end_decision(person, decision=found, state=state, outcome=outcome, now=now()),
        _("Noted: it is carried no further."),
        reverse("decision", args=[decision]),
    )


def _place(found: Decision) -> str:
    if found.project is not None:
        return found.project.name
    assert found.vendor is not None
    return found.vendor.name
