"""Dates that concern a person, as events of a calendar: milestones, calibrations to answer, live sessions,
deadlines of requests."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from assay.intake.enums import RequestState
from assay.intake.models import Request
from assay.intake.queries.scope import visible_requests
from assay.kit.ics import Event
from assay.people.models import User
from assay.planning.models import MilestoneDone, PlanMilestone, PlanVersion
from assay.planning.queries.plans import SEES
from assay.projects.models import Project
from assay.projects.queries.permission import opened_projects
from assay.quality.enums import CalibrationState
from assay.quality.queries.calibration import sessions_ahead_of
from assay.training.queries.live import live_sessions_ahead_of

# What is over for longer is history, not a date to come to.
KEPT = timedelta(days=180)
_ENDED = {RequestState.WITHDRAWN, RequestState.NOT_FEASIBLE}


def events_for(user: User, *, now: datetime) -> list[Event]:
    """Everything in the person's scope as it is at this moment, by date."""
    projects = opened_projects(user, SEES)
    found = [*milestones(projects), *_calibrations(user), *_live(user), *_deadlines(user)]
    first = (now - KEPT).date()
    return sorted(
        (event for event in found if _day(event) >= first), key=lambda event: (_day(event), event.uid)
    )


def milestones(projects: Iterable[Project]) -> list[Event]:
    """Those of the plans in force, and those that a newer plan left out, as cancelled."""
    names = {project.pk: project for project in projects}
    versions = PlanVersion.objects.filter(project__in=names).order_by("project_id", "number")
    by_version: dict[int, list[PlanMilestone]] = {}
    for milestone in PlanMilestone.objects.filter(plan__project__in=names).order_by("pk"):
        by_version.setdefault(milestone.plan_id, []).append(milestone)
    events: dict[tuple[int, str], Event] = {}
    for version in versions:
        _replan(events, names[version.project_id], version, by_version.get(version.pk, []))
    for done in MilestoneDone.objects.filter(project__in=names):
        if event := events.get((done.project_id, done.key)):
            title = f"✓ {event.title}"
            changed_at = max(event.changed_at, done.noted_at)
            events[done.project_id, done.key] = replace(
                event, title=title, sequence=event.sequence + 1, changed_at=changed_at
            )
    return list(events.values())


def _replan(
    events: dict[tuple[int, str], Event],
    project: Project,
    version: PlanVersion,
    found: Iterable[PlanMilestone],
) -> None:
    """What one more version of the plan changes: a new name or day is the next in sequence, what is left out too."""
    there = {milestone.key: milestone for milestone in found}
    for key, milestone in there.items():
        before = events.get((project.pk, key))
        event = Event(
            uid=f"{project.uid}.{key}@milestone.assay",
            on=milestone.due_on,
            title=f"{project.name}: {milestone.name}",
            changed_at=version.published_at,
            link=f"{settings.ASSAY_ADDRESS}/projects/{project.uid}/plan/",
        )
        events[project.pk, key] = event if before is None else _next(before, event)
    for (pk, key), before in list(events.items()):
        if pk == project.pk and key not in there and not before.is_cancelled:
            gone = replace(before, is_cancelled=True, changed_at=version.published_at)
            events[pk, key] = replace(gone, sequence=before.sequence + 1)


def _next(before: Event, event: Event) -> Event:
    same = (before.on, before.title, before.is_cancelled) == (event.on, event.title, event.is_cancelled)
    return before if same else replace(event, sequence=before.sequence + 1)


def _calibrations(user: User) -> Iterator[Event]:
    """To answer, for who was invited; to rule on, for who leads it and still may."""
    for session in sessions_ahead_of(user):
        is_led = session.facilitator_id == user.pk
        path = f"/calibration/{session.uid}/" if is_led else f"/calibration/{session.uid}/answer/"
        is_cancelled = session.state == CalibrationState.CANCELLED
        yield Event(
            uid=f"{session.uid}@calibration.assay",
            on=session.due_at,
            title=_("Calibration: {title}").format(title=session.title),
            changed_at=session.due_set_at or session.created_at,
            sequence=session.n_due_changes + is_cancelled,
            link=f"{settings.ASSAY_ADDRESS}{path}",
            is_cancelled=is_cancelled,
        )


def _live(user: User) -> Iterator[Event]:
    """To hold, or to come to."""
    for session in live_sessions_ahead_of(user):
        path = f"/live-sessions/{session.uid}/" if session.trainer_id == user.pk else "/learn/"
        yield Event(
            uid=f"{session.uid}@live.assay",
            on=session.starts_at,
            title=_("Live session: {title}").format(title=session.title),
            changed_at=session.changed_at,
            sequence=session.n_changes,
            link=f"{settings.ASSAY_ADDRESS}{path}",
            is_cancelled=session.cancelled_at is not None,
        )


def _deadlines(user: User) -> Iterator[Event]:
    found = visible_requests(user).filter(submitted_at__isnull=False, deadline_on__isnull=False)
    for request in found:
        yield _deadline(request)


def _deadline(request: Request) -> Event:
    """Its sequence is the seconds between its making and its last change, which only grow."""
    changed_at = max(request.changed_at, request.state_since)
    assert request.deadline_on is not None
    return Event(
        uid=f"{request.uid}@request.assay",
        on=request.deadline_on,
        title=_("Deadline: {title}").format(title=request.title),
        changed_at=changed_at,
        sequence=max(0, int((changed_at - request.created_at).total_seconds())),
        link=f"{settings.ASSAY_ADDRESS}/requests/{request.uid}/",
        is_cancelled=request.state in _ENDED,
    )


def _day(event: Event) -> date:
    return event.on.date() if isinstance(event.on, datetime) else event.on
