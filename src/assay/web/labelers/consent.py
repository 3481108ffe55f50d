"""Whether content may be sent to a model behind an address: what was said, by whom, and saying it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.labelers.actions.consents import give_consent, revoke_consent
from assay.labelers.enums import LabelerKind
from assay.labelers.models import EndpointConsent, MachineLabeler
from assay.labelers.queries.consents import MOST_SHOWN, consents_of, refusal_of
from assay.labelers.queries.endpoints import EndpointState, HeldBack
from assay.labelers.queries.registry import SHARES, labeler_for
from assay.people.models import User
from assay.projects.queries.permission import is_allowed
from assay.web.projects.forms import texts_of
from assay.web.requests import done, signed_in, user_of
from assay.web.templatetags.figures import count
from assay.work.enums import ContentSeverity


@dataclass(frozen=True, slots=True)
class ShownConsent:
    is_given: bool
    version: int
    statement: str
    by: str
    at: datetime


@signed_in
@require_POST
def give(request: HttpRequest, labeler: UUID) -> HttpResponse:
    """Content may be sent as the version asks that the person has looked at."""
    person, found = user_of(request), remote(request, labeler)
    texts = texts_of(request.POST, ("version", "statement"))
    seen = texts["version"]
    version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
    return _done(
        request,
        found,
        lambda: give_consent(person, labeler=found, version=version, statement=texts["statement"], now=now()),
        _("Content of the project may be sent to it from now on."),
    )


@signed_in
@require_POST
def revoke(request: HttpRequest, labeler: UUID) -> HttpResponse:
    """From now on nothing is sent."""
    person, found = user_of(request), remote(request, labeler)
    (statement,) = texts_of(request.POST, ("statement",)).values()
    return _done(
        request,
        found,
        lambda: revoke_consent(person, labeler=found, statement=statement, now=now()),
        _("Nothing is sent to it any more. What it has said stays."),
    )


def remote(request: HttpRequest, labeler: UUID) -> MachineLabeler:
    """The labeler, where it is one behind an address and the person sees it."""
    found = labeler_for(user_of(request), labeler)
    if found.kind != LabelerKind.REMOTE:
        raise NotFound
    return found


def shown_consent(person: User, labeler: MachineLabeler, state: EndpointState | None) -> dict[str, object]:
    """What the page says of it; nothing where nothing was configured."""
    if state is None:
        return {}
    missing = refusal_of(state.endpoint)
    said = [_shown(each) for each in consents_of(labeler)[:MOST_SHOWN]]
    return {
        "missing": missing.said if missing else "",
        "consents": said,
        "is_agreed": bool(said) and said[0].is_given,
        "may_share": labeler.retired_at is None and is_allowed(person, labeler.project, SHARES),
        "highest": _(str(ContentSeverity(state.endpoint.highest_severity).label)),
        **shown_held_back(state.held_back),
    }


def shown_held_back(held_back: HeldBack) -> dict[str, object]:
    return {
        "held_back": f"{count(held_back.n)}{'+' if held_back.is_more else ''}",
        "unknown": _(str(held_back.unknown.label)),
    }


def _shown(each: EndpointConsent) -> ShownConsent:
    by = each.said_by.name if each.said_by else "Assay"
    return ShownConsent(each.is_given, each.version.number, each.statement, by, each.said_at)


def _done(request: HttpRequest, found: MachineLabeler, act: Callable[[], object], said: str) -> HttpResponse:
    return done(request, act, said, reverse("labeler-endpoint", args=[found.uid]))
