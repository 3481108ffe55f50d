"""Live sessions: planned, attended, and whether the trained errors became rarer."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import AwareDatetime, Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.projects.models import Project
from assay.training.actions import live as actions
from assay.training.actions.live import LivePlan
from assay.training.enums import LiveChange, LivePresence, LiveState
from assay.training.models import Course, LiveInvitation, LiveSession
from assay.training.queries.courses import assignable, learning_project
from assay.training.queries.live import (
    OwnSession,
    invited_to,
    live_session_for,
    own_live_sessions,
    quizzes_of,
    sessions_of,
    state_of_session,
    trainers_of,
)
from assay.training.queries.live_effect import ErrorEffect, PersonEffect, effect_after
from assay.training.queries.own import contributor_of
from assay.training.rules import live as rules
from assay.training.rules.live import Effect, LiveTerms

router = Router(tags=["training"])


class LiveSessionIn(Strict):
    title: str = Field(min_length=1, max_length=rules.MOST_TITLE, examples=["Tickets above face value"])
    starts_at: AwareDatetime = Field(examples=["2027-03-31T09:00:00Z"])
    minutes: int = Field(ge=rules.LEAST_MINUTES, le=rules.MOST_MINUTES, examples=[45])
    time_zone: str = Field(max_length=64, description="In which it is planned.", examples=["Europe/Lisbon"])
    place: str = Field(
        min_length=1,
        max_length=rules.MOST_PLACE,
        description="A room, or the link of a call.",
        examples=["Room 2"],
    )
    note: str = Field("", max_length=rules.MOST_NOTE, description="Who is invited reads it.")
    language: str = Field("", max_length=20, description="BCP 47.", examples=["pt-PT"])
    error_keys: list[str] = Field(
        default_factory=list,
        max_length=50,
        description="Of the error taxonomy; empty: every error.",
        examples=[["price"]],
    )
    trainer: UUID | None = Field(None, description="Else you.")
    course: UUID | None = Field(None, description="That it belongs to.")
    quiz: UUID | None = Field(None, description="A published course with practice, given to who was there.")
    quiz_size: int = Field(
        0, ge=0, le=rules.MOST_QUIZ, description="Instead: make a quiz of so many gold tasks.", examples=[5]
    )


class LiveCancellationIn(Strict):
    reason: str = Field(min_length=1, max_length=rules.MOST_REASON, examples=["The trainer is ill."])


class LiveInvitationsIn(Strict):
    contributors: list[UUID] = Field(default_factory=list, max_length=rules.MOST_INVITED)
    sites: list[UUID] = Field(
        default_factory=list, max_length=50, description="Everybody there on the project."
    )
    teams: list[UUID] = Field(default_factory=list, max_length=50)


class LiveAttendanceIn(Strict):
    marks: dict[UUID, LivePresence] = Field(
        default_factory=dict, max_length=rules.MOST_INVITED, description="By contributor."
    )
    rest: LivePresence | None = Field(None, description="Of everybody invited who has no mark yet.")


class LiveSessionOut(Schema):
    """Counts are of people in the caller's sight."""

    uid: UUID
    project: UUID
    title: str = Field(examples=["Tickets above face value"])
    note: str
    state: LiveState
    starts_at: datetime
    ends_at: datetime
    time_zone: str = Field(examples=["Europe/Lisbon"])
    place: str = Field(examples=["Room 2"])
    language: str
    error_keys: list[str]
    trainer: UUID
    course: UUID | None
    quiz: UUID | None
    n_invited: int = Field(examples=[12])
    n_marked: int = Field(description="Whose attendance is noted.", examples=[12])
    n_came: int = Field(description="Present or late.", examples=[10])
    cancelled_reason: str


class LiveInvitationOut(Schema):
    contributor: UUID
    pseudonym: str = Field(examples=["heron-12"])
    presence: LivePresence | None
    invited_at: datetime
    marked_at: datetime | None


class LiveInvitedOut(Schema):
    n_new: int = Field(examples=[12])


class LiveMarkedOut(Schema):
    n_changed: int = Field(examples=[12])


class LiveShareOut(Schema):
    """Judgments without the trained errors."""

    n: int = Field(examples=[40])
    value: float | None = Field(examples=[0.85])
    low: float | None
    high: float | None


class LiveEffectOut(Schema):
    """Before and since, and their difference with Newcombe's interval at 95 %."""

    before: LiveShareOut
    since: LiveShareOut
    said: LiveChange
    change: float | None = Field(examples=[0.08])
    low: float | None
    high: float | None


class LivePersonEffectOut(Schema):
    contributor: UUID
    pseudonym: str
    presence: LivePresence | None
    effect: LiveEffectOut


class LiveErrorEffectOut(Schema):
    """`more`: by how much those who came changed more than those who were absent."""

    error_key: str = Field(description="Empty: all of them together.", examples=["price"])
    came: LiveEffectOut
    absent: LiveEffectOut
    n_came: int = Field(description="People with judgments on both sides.", examples=[8])
    n_absent: int
    more: float | None
    more_low: float | None
    more_high: float | None


class LiveSessionEffectOut(Schema):
    """Empty while it lies ahead."""

    since: datetime | None
    until: datetime | None
    errors: list[LiveErrorEffectOut]
    people: list[LivePersonEffectOut]


class OwnLiveSessionOut(Schema):
    uid: UUID
    title: str
    note: str
    state: LiveState
    starts_at: datetime
    ends_at: datetime
    place: str
    language: str
    trainer: str = Field(description="Name.")
    presence: LivePresence | None


class OwnLiveSessionsOut(Schema):
    sessions: list[OwnLiveSessionOut]


@router.get("/projects/{uuid:project}/live-sessions", response=Page[LiveSessionOut], operation_id="live_list")
def list_sessions(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[LiveSessionOut]:
    """Those with people in your sight, the latest first."""
    user = person_of(request)
    return page(sessions_of(user, learning_project(user, project)), paging, _session)


@router.post(
    "/projects/{uuid:project}/live-sessions", response={201: LiveSessionOut}, operation_id="live_create"
)
@creates
def create(request: HttpRequest, project: UUID, asked: LiveSessionIn) -> LiveSessionOut:
    """Plan one; invite people next."""
    user = person_of(request)
    found = learning_project(user, project)
    made = actions.plan_live(user, project=found, plan=_plan(user, found, asked), now=now())
    return _session(live_session_for(user, made.uid))


@router.get("/live-sessions/{uuid:live}", response=LiveSessionOut, operation_id="live_get")
def get(request: HttpRequest, live: UUID) -> LiveSessionOut:
    """One session."""
    return _session(live_session_for(person_of(request), live))


@router.put("/live-sessions/{uuid:live}", response=LiveSessionOut, operation_id="live_change")
def change(request: HttpRequest, live: UUID, asked: LiveSessionIn) -> LiveSessionOut:
    """Before it begins; who is invited is told of another time or place."""
    user = person_of(request)
    found = live_session_for(user, live)
    actions.change_live(user, session=found, plan=_plan(user, found.project, asked), now=now())
    return _session(live_session_for(user, live))


@router.post("/live-sessions/{uuid:live}/cancel", response=LiveSessionOut, operation_id="live_cancel")
def cancel(request: HttpRequest, live: UUID, asked: LiveCancellationIn) -> LiveSessionOut:
    """Who is invited is told why."""
    user = person_of(request)
    actions.cancel_live(user, session=live_session_for(user, live), reason=asked.reason, now=now())
    return _session(live_session_for(user, live))


@router.get("/live-sessions/{uuid:live}/people", response=Page[LiveInvitationOut], operation_id="live_people")
def people(request: HttpRequest, live: UUID, paging: Query[Paging]) -> Page[LiveInvitationOut]:
    """Who is invited, and who was there."""
    user = person_of(request)
    return page(invited_to(user, live_session_for(user, live)).order_by("pk"), paging, _invitation)


@router.post("/live-sessions/{uuid:live}/people", response={201: LiveInvitedOut}, operation_id="live_invite")
@creates
def invite(request: HttpRequest, live: UUID, asked: LiveInvitationsIn) -> LiveInvitedOut:
    """Whole sites, teams, and people of the project whom you look after; who is new is told."""
    user = person_of(request)
    found = live_session_for(user, live)
    named = assignable(user, found.project).filter(uid__in=asked.contributors)
    if named.count() != len(set(asked.contributors)):
        raise Refused(rules.NOBODY(field="contributors"))
    at_sites = assignable(user, found.project).filter(site__uid__in=asked.sites)
    in_teams = assignable(user, found.project).filter(team__uid__in=asked.teams)
    chosen = list((named | at_sites | in_teams).distinct())
    return LiveInvitedOut(n_new=actions.invite_live(user, session=found, people=chosen, now=now()))


@router.put("/live-sessions/{uuid:live}/attendance", response=LiveMarkedOut, operation_id="live_attendance")
def attendance(request: HttpRequest, live: UUID, asked: LiveAttendanceIn) -> LiveMarkedOut:
    """Note who was there; whoever was is given the check quiz."""
    user = person_of(request)
    found = live_session_for(user, live)
    n = actions.take_attendance(user, session=found, marks=asked.marks, rest=asked.rest, now=now())
    return LiveMarkedOut(n_changed=n)


@router.get("/live-sessions/{uuid:live}/effect", response=LiveSessionEffectOut, operation_id="live_effect")
def effect(request: HttpRequest, live: UUID) -> LiveSessionEffectOut:
    """Judgments without the trained errors before and since: of each person, and of who came beside who did not."""
    user = person_of(request)
    found = live_session_for(user, live)
    measured = effect_after(found, list(invited_to(user, found)), now=now())
    if measured is None:
        return LiveSessionEffectOut(since=None, until=None, errors=[], people=[])
    return LiveSessionEffectOut(
        since=measured.since,
        until=measured.until,
        errors=[_error(each) for each in measured.errors],
        people=[_person(each) for each in measured.people],
    )


@router.get("/me/live-sessions", response=OwnLiveSessionsOut, operation_id="live_mine")
def mine(request: HttpRequest) -> OwnLiveSessionsOut:
    """Those you are invited to: ahead, the next first, then those of the last four weeks."""
    own = own_live_sessions(contributor_of(person_of(request)), now=now())
    return OwnLiveSessionsOut(sessions=[_own(each) for each in own])


def _plan(user: User, project: Project, asked: LiveSessionIn) -> LivePlan:
    trainer = trainers_of(user, project).filter(uid=asked.trainer).first() if asked.trainer else user
    if trainer is None:
        raise Refused(rules.NO_TRAINER(field="trainer"))
    courses = Course.objects.filter(project=project, retired_at=None)
    course = courses.filter(uid=asked.course).first() if asked.course else None
    quiz = quizzes_of(project).filter(uid=asked.quiz).first() if asked.quiz else None
    if asked.course and course is None:
        raise Refused(rules.NO_COURSE(field="course"))
    if asked.quiz and quiz is None:
        raise Refused(rules.NO_QUIZ(field="quiz"))
    terms = LiveTerms(
        title=asked.title,
        starts_at=asked.starts_at,
        minutes=asked.minutes,
        time_zone=asked.time_zone,
        place=asked.place,
        note=asked.note,
        language=asked.language,
        error_keys=tuple(asked.error_keys),
    )
    return LivePlan(terms, trainer, course=course, quiz=quiz, quiz_size=asked.quiz_size)


def _session(session: LiveSession) -> LiveSessionOut:
    """Of sessions as the queries give them, with their counts."""
    counts = vars(session)
    return LiveSessionOut(
        uid=session.uid,
        project=session.project.uid,
        title=session.title,
        note=session.note,
        state=state_of_session(session, now()),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        time_zone=session.time_zone,
        place=session.place,
        language=session.language,
        error_keys=session.error_keys,
        trainer=session.trainer.uid,
        course=session.course.uid if session.course else None,
        quiz=session.quiz.uid if session.quiz else None,
        n_invited=counts["n_invited"] or 0,
        n_marked=counts["n_marked"] or 0,
        n_came=counts["n_came"] or 0,
        cancelled_reason=session.cancelled_reason,
    )


def _invitation(found: LiveInvitation) -> LiveInvitationOut:
    return LiveInvitationOut(
        contributor=found.contributor.uid,
        pseudonym=found.contributor.pseudonym,
        presence=_presence(found),
        invited_at=found.invited_at,
        marked_at=found.marked_at,
    )


def _presence(found: LiveInvitation) -> LivePresence | None:
    return LivePresence(found.presence) if found.presence else None


def _effect(found: Effect) -> LiveEffectOut:
    before, since = (
        LiveShareOut(n=each.n, value=each.value, low=each.low, high=each.high)
        for each in (found.before, found.after)
    )
    change = found.change
    return LiveEffectOut(
        before=before, since=since, said=found.said, change=change.value, low=change.low, high=change.high
    )


def _person(found: PersonEffect) -> LivePersonEffectOut:
    who = found.invitation.contributor
    return LivePersonEffectOut(
        contributor=who.uid,
        pseudonym=who.pseudonym,
        presence=_presence(found.invitation),
        effect=_effect(found.effect),
    )


def _error(found: ErrorEffect) -> LiveErrorEffectOut:
    more = found.beyond
    return LiveErrorEffectOut(
        error_key=found.key,
        came=_effect(found.came),
        absent=_effect(found.absent),
        n_came=found.n_came,
        n_absent=found.n_absent,
        more=more.value if more else None,
        more_low=more.low if more else None,
        more_high=more.high if more else None,
    )


def _own(own: OwnSession) -> OwnLiveSessionOut:
    session = own.session
    return OwnLiveSessionOut(
        uid=session.uid,
        title=session.title,
        note=session.note,
        state=own.state,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=session.place,
        language=session.language,
        trainer=session.trainer.name,
        presence=_presence(own.invitation),
    )
