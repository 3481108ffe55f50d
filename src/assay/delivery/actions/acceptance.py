"""The requester accepts or rejects a release; where nobody answers in time, the clock accepts it."""

from datetime import UTC, datetime

from django.db import transaction

from assay.delivery.enums import AcceptanceState
from assay.delivery.models import Acceptance, DeliveryTerms, Release
from assay.delivery.queries.acceptance import acceptance_hours, due_at, overdue, requesters_of
from assay.delivery.rules.acceptance import refuse_change, refuse_hours
from assay.kit.audit import act_as
from assay.kit.reasons import NotFound, Refused
from assay.people.actions.inbox import send_message
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require


def set_terms(by: User, *, project: Project, acceptance_hours: object, now: datetime) -> DeliveryTerms:
    """How many hours of working time a requester has; it counts for releases that become ready from now on."""
    require(by, project, Permission.DELIVER)
    if refused := refuse_hours(acceptance_hours):
        raise Refused(refused)
    with transaction.atomic():
        act_as(by)
        terms, _ = DeliveryTerms.objects.update_or_create(
            project=project,
            defaults={"acceptance_hours": acceptance_hours, "changed_at": now, "changed_by": by},
        )
        return terms


def await_answer(release: Release, *, now: datetime) -> Acceptance:
    """From the moment a release is ready its time runs; what it corrects is superseded. In the caller's transaction."""
    hours = acceptance_hours(release.project)
    acceptance = Acceptance.objects.create(
        release=release, hours=hours, due_at=due_at(release.project, hours, now)
    )
    if release.corrects_id is not None:
        _supersede(release.corrects_id, by=release)
    send_message(
        requesters_of(release.project),
        kind="release_ready",
        title=f"{release.project.name}: release {release.number} waits for your answer",
        body=_asked(acceptance),
        address=_address(release),
        now=now,
    )
    return acceptance


def accept(by: User, *, release: Release, now: datetime) -> Acceptance:
    """The requester takes the release."""
    return _answer(by, release, AcceptanceState.ACCEPTED, reason="", now=now)


def reject(by: User, *, release: Release, reason: str, now: datetime) -> Acceptance:
    """The requester does not take it, and says why."""
    return _answer(by, release, AcceptanceState.REJECTED, reason=reason.strip()[:4000], now=now)


def lapse(*, now: datetime) -> int:
    """Silence is an answer: accept whatever is overdue, as of the moment its time ended; how many."""
    n_lapsed = 0
    for acceptance in overdue(now)[:500]:
        n_lapsed += _lapse_one(acceptance.pk, now)
    return n_lapsed


def _lapse_one(acceptance_id: int, now: datetime) -> bool:
    with transaction.atomic():
        act_as(None)
        # Whoever answers just now holds the row: the next minute sees what they said.
        waiting = overdue(now).filter(pk=acceptance_id)
        locked = waiting.select_for_update(no_key=True, skip_locked=True, of=["self"])
        found = locked.select_related("release__project__owner", "release__created_by").first()
        if found is None:
            return False
        found.state = found.said = AcceptanceState.LAPSED
        found.decided_at = found.due_at
        found.save(update_fields=["state", "said", "decided_at"])
        _tell(found, now=now)
        return True


def _answer(by: User, release: Release, wanted: AcceptanceState, *, reason: str, now: datetime) -> Acceptance:
    require(by, release.project, Permission.ACCEPT_DELIVERIES)
    with transaction.atomic():
        act_as(by)
        rows = Acceptance.objects.select_for_update(no_key=True, of=["self"])
        found = (
            rows.select_related("release__project__owner", "release__created_by")
            .filter(release=release)
            .first()
        )
        if found is None:
            raise NotFound
        is_overdue = found.due_at is not None and now >= found.due_at
        due = _moment(found.due_at) if found.due_at else ""
        problems = refuse_change(found.state, wanted, is_overdue=is_overdue, reason=reason, due=due)
        if problems:
            raise Refused(*problems)
        found.state = found.said = wanted
        found.reason, found.decided_at, found.decided_by = reason, now, by
        found.save(update_fields=["state", "said", "reason", "decided_at", "decided_by"])
        _tell(found, now=now)
        return found


def _supersede(release_id: int, *, by: Release) -> None:
    """What the requester said of the corrected release is kept; a second correction changes nothing here."""
    rows = Acceptance.objects.select_for_update(no_key=True).filter(release_id=release_id)
    rows.exclude(state=AcceptanceState.SUPERSEDED).update(state=AcceptanceState.SUPERSEDED, superseded_by=by)


def _tell(acceptance: Acceptance, *, now: datetime) -> None:
    """The project's owner and whoever built the release."""
    release = acceptance.release
    people = {release.project.owner_id, release.created_by_id} - {None, acceptance.decided_by_id}
    said = {
        AcceptanceState.ACCEPTED: "was accepted",
        AcceptanceState.LAPSED: "was accepted by silence",
        AcceptanceState.REJECTED: "was rejected",
    }[AcceptanceState(acceptance.state)]
    send_message(
        [pk for pk in people if pk is not None],
        kind="release_answered",
        title=f"{release.project.name}: release {release.number} {said}",
        body=acceptance.reason,
        address=_address(release),
        now=now,
    )


def _asked(acceptance: Acceptance) -> str:
    if acceptance.due_at is None:
        return "Accept or reject it, and flag the labels that are wrong."
    asked = f"Accept or reject it until {_moment(acceptance.due_at)}, and flag the labels that are wrong."
    return f"{asked} Without an answer it counts as accepted."


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _address(release: Release) -> str:
    return f"/releases/{release.uid}/"
