"""A request goes from state to state; each step is kept, its clock follows, and people are told."""

from datetime import datetime

from django.db import transaction

from assay.intake.actions.clocks import follow_state, recalculate
from assay.intake.actions.requests import lock
from assay.intake.actions.telling import tell_step
from assay.intake.enums import Part
from assay.intake.enums import RequestState as S
from assay.intake.models import Request, RequestStep
from assay.intake.queries.delivered import has_delivery
from assay.intake.queries.facts import facts_of
from assay.intake.queries.scope import parts_of
from assay.intake.rules import reasons
from assay.intake.rules.completeness import missing
from assay.intake.rules.states import SAID, is_estimated, refuse_step
from assay.kit.audit import act_as
from assay.kit.models import BusinessCalendar
from assay.kit.reasons import Reason, Refused, Word
from assay.people.models import User

MOST_IN_REASON = 4000


def take_step(by: User | None, *, request: Request, wanted: S, now: datetime, reason: str = "") -> Request:
    """Take the request to another state, if the table, the person's part and the request itself allow it."""
    with transaction.atomic():
        act_as(by)
        locked = lock(request)
        if problems := _refuse(by, locked, wanted, reason):
            raise Refused(*problems)
        step_on(by, locked, wanted, reason=reason, now=now)
        return locked


def step_on(by: User | None, locked: Request, wanted: S, *, reason: str, now: datetime) -> None:
    """Write a step that was checked. In the caller's transaction, under the request's lock."""
    before, reason = locked.state, reason.strip().replace("\0", "")[:MOST_IN_REASON]
    locked.state, locked.state_reason, locked.state_since = wanted, reason, now
    if wanted == S.SUBMITTED:
        locked.submitted_at = locked.submitted_at or now
    if before == S.SUBMITTED and wanted == S.FEASIBLE:
        locked.owner = locked.owner or by
    locked.save(update_fields=["state", "state_reason", "state_since", "submitted_at", "owner"])
    RequestStep.objects.create(request=locked, before=before, after=wanted, reason=reason, at=now, by=by)
    follow_state(locked, before=before, now=now, reason=reason)
    tell_step(locked, by=by, reason=reason, now=now)


def note_estimate(locked: Request, *, now: datetime) -> None:
    """Its feasibility was computed just now. In the caller's transaction, under the request's lock."""
    locked.estimated_at = now
    locked.save(update_fields=["estimated_at"])


def undertake(
    by: User | None,
    *,
    request: Request,
    owner: User | None,
    calendar: BusinessCalendar | None,
    now: datetime,
) -> Request:
    """Who speaks to the requester from now on, and in whose working time its clocks count."""
    with transaction.atomic():
        act_as(by)
        locked = lock(request)
        if Part.JUDGE not in parts_of(by, locked):
            raise Refused(reasons.NOT_YOUR_STEP(who=Word(SAID[Part.JUDGE])))
        if owner is not None and Part.JUDGE not in parts_of(owner, locked):
            raise Refused(reasons.UNKNOWN_PERSON(field="owner", email=owner.email))
        locked.owner, locked.calendar = owner, calendar
        locked.save(update_fields=["owner", "calendar"])
        recalculate(locked, now=now)
        return locked


def _refuse(by: User | None, request: Request, wanted: S, reason: str) -> list[Reason]:
    if problems := refuse_step(request.state, wanted, parts_of(by, request), reason=reason):
        return problems
    if wanted == S.SUBMITTED:
        return missing(facts_of(request))
    is_new = is_estimated(request.estimated_at, request.changed_at)
    if wanted == S.FEASIBLE and not is_new and not reason.strip():
        return [reasons.NEEDS_ESTIMATE(field="reason")]
    if wanted == S.IN_DELIVERY and request.project_id is None:
        return [reasons.NEEDS_PROJECT()]
    if wanted == S.ACCEPTED and not has_delivery(request):
        return [reasons.NOTHING_DELIVERED()]
    return []
