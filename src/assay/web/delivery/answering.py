"""What the requester said, is asked, and may still do: as the pages of deliveries show it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.delivery.enums import AcceptanceState
from assay.delivery.models import Acceptance, Release
from assay.delivery.queries.acceptance import acceptance_of
from assay.delivery.queries.flags import Escapes, escapes_of, to_correct
from assay.delivery.rules.flags import repairs_flags
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import permissions_in

STATES = {
    AcceptanceState.AWAITED: (gettext_noop("Waits for the requester"), "busy"),
    AcceptanceState.ACCEPTED: (gettext_noop("Accepted"), "good"),
    AcceptanceState.LAPSED: (gettext_noop("Accepted by silence"), "good"),
    AcceptanceState.REJECTED: (gettext_noop("Rejected"), "bad"),
    AcceptanceState.SUPERSEDED: (gettext_noop("Superseded"), "warn"),
}


@dataclass(frozen=True, slots=True)
class ShownAcceptance:
    """`said` is what the requester had said of a release that is superseded, or empty."""

    state: str
    tone: str
    is_awaited: bool
    said: str
    reason: str
    by: str
    decided_at: datetime | None
    due_at: datetime | None
    superseded_by: UUID | None
    superseded_number: int | None


@dataclass(frozen=True, slots=True)
class Answering:
    """Everything around the answer to one release."""

    acceptance: ShownAcceptance | None
    escapes: Escapes
    may_answer: bool
    may_flag: bool
    n_to_correct: int


def shown_acceptance(found: Acceptance) -> ShownAcceptance:
    state, tone = STATES[AcceptanceState(found.state)]
    is_superseded = found.state == AcceptanceState.SUPERSEDED
    said = _(STATES[AcceptanceState(found.said)][0]) if is_superseded and found.said else ""
    return ShownAcceptance(
        state=_(state),
        tone=tone,
        is_awaited=found.state == AcceptanceState.AWAITED,
        said=said,
        reason=found.reason,
        by=found.decided_by.name if found.decided_by else "",
        decided_at=found.decided_at,
        due_at=found.due_at,
        superseded_by=found.superseded_by.uid if found.superseded_by else None,
        superseded_number=found.superseded_by.number if found.superseded_by else None,
    )


def answering(person: User, release: Release, now: datetime) -> Answering | None:
    """None while the release is not ready: there is nothing to say of it."""
    found = acceptance_of(release)
    if release.ready_at is None:
        return None
    given = permissions_in(person, release.project)
    is_in_time = found is not None and (found.due_at is None or now < found.due_at)
    may = Permission.ACCEPT_DELIVERIES in given
    return Answering(
        acceptance=shown_acceptance(found) if found else None,
        escapes=escapes_of(release),
        may_answer=may and is_in_time and found is not None and found.state == AcceptanceState.AWAITED,
        may_flag=may and not repairs_flags(release),
        n_to_correct=to_correct(release).count()
        if Permission.DELIVER in given and not repairs_flags(release)
        else 0,
    )
