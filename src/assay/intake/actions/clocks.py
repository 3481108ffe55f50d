"""Clocks follow the states; a state's usual time is a setting of the organisation."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.intake.models import ClockPause, Request, RequestClock, ServiceLevel
from assay.intake.queries.clocks import calendar_of, counting, hours_of, overdue_clocks
from assay.intake.queries.scope import judges_of
from assay.intake.rules.clocks import WAITING, is_pausing, refuse_hours
from assay.intake.rules.states import OVER
from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.actions.inbox import tell
from assay.people.models import User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission


def set_service_level(by: User | None, *, state: str, hours: int | None, now: datetime) -> ServiceLevel:
    """How long a state may last from now on; clocks that run already keep what they were started with."""
    require_everywhere(by, Permission.APPROVE_REQUEST)
    if refused := refuse_hours(state, hours):
        raise Refused(refused)
    with transaction.atomic():
        act_as(by)
        level, _made = ServiceLevel.objects.update_or_create(
            state=state, defaults={"hours": hours, "changed_at": now, "changed_by": by}
        )
        return level


def follow_state(request: Request, *, before: str, now: datetime, reason: str = "") -> None:
    """What the clocks do at a step that was taken just now. In the caller's transaction, under the request's lock."""
    for clock in request.clocks.filter(stopped_at=None):
        if request.state in OVER:
            _stop(clock, request, now)
        elif clock.state == before and is_pausing(request.state):
            _pause(clock, reason or WAITING, now)
        elif clock.state == before:
            _stop(clock, request, now)
    _start_or_resume(request, now)


def recalculate(request: Request, *, now: datetime) -> None:
    """From the start of each clock that is not stopped, as the calendar is another one."""
    for clock in request.clocks.filter(stopped_at=None, is_paused=False):
        _keep_due(clock, request, now)


def note_breaches(*, now: datetime) -> int:
    """Write down which clocks ran out, and tell who is waited for, once; how many."""
    late = list(overdue_clocks(now).filter(told_at=None)[:500].values_list("pk", flat=True))
    return sum(_note_one(pk, now) for pk in late)


def _note_one(clock_id: int, now: datetime) -> bool:
    with transaction.atomic():
        act_as(None)
        waiting = overdue_clocks(now).filter(pk=clock_id, told_at=None)
        clock = waiting.select_for_update(no_key=True, skip_locked=True, of=["self"]).first()
        if clock is None:
            return False
        clock.breached_at, clock.told_at = clock.breached_at or clock.due_at, now
        clock.save(update_fields=["breached_at", "told_at"])
        request = Request.objects.get(pk=clock.request_id)
        tell(
            judges_of(request),
            kind="request_late",
            sentence=_("The request “{title}” is overdue"),
            about={"title": request.title},
            address=f"/requests/{request.uid}/",
            now=now,
        )
        return True


def _start_or_resume(request: Request, now: datetime) -> None:
    kept = request.clocks.filter(state=request.state, stopped_at=None).first()
    if kept is not None:
        kept.pauses.filter(ends_at=None).update(ends_at=now)
        kept.is_paused = False
        _keep_due(kept, request, now)
        return
    hours = hours_of(request.state)
    if hours is not None:
        clock = RequestClock(request=request, state=request.state, target_hours=hours, started_at=now)
        clock.save()
        _keep_due(clock, request, now)


def _pause(clock: RequestClock, reason: str, now: datetime) -> None:
    ClockPause.objects.create(clock=clock, reason=reason, begins_at=now)
    if clock.due_at is not None and clock.due_at < now:
        clock.breached_at = clock.breached_at or clock.due_at
    clock.is_paused, clock.due_at = True, None
    clock.save(update_fields=["is_paused", "due_at", "breached_at"])


def _stop(clock: RequestClock, request: Request, now: datetime) -> None:
    """A paused clock stops where it was paused."""
    clock.pauses.filter(ends_at=None).update(ends_at=now)
    if clock.due_at is not None and clock.due_at < now:
        clock.breached_at = clock.breached_at or clock.due_at
    clock.stopped_at, clock.is_paused = now, False
    clock.save(update_fields=["stopped_at", "is_paused", "breached_at"])


def _keep_due(clock: RequestClock, request: Request, now: datetime) -> None:
    clock.due_at = counting(clock, calendar_of(request)).due_at(now)
    clock.save(update_fields=["is_paused", "due_at"])
