"""Coaching: sessions of the people you coach, your own ones, and whether their goals have moved."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import AwareDatetime, Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.api.v1.quality.share_shapes import ShareOut, share_out
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.partners.actions.coaching import follow_up, write_remark, write_session
from assay.partners.enums import CoachedAs, GoalMetric, Movement
from assay.partners.models import CoachingSession
from assay.partners.queries.coaching import (
    Goal,
    agents_at,
    coaching_part,
    coverage_of,
    goals_of,
    own_sessions,
    session_for,
    sessions_at,
    staff_to_coach,
)
from assay.partners.rules.coaching import (
    MOST_EVIDENCE,
    MOST_GOALS,
    MOST_IN_NOTES,
    MOST_IN_REMARK,
    MOST_IN_TOPIC,
    Aim,
    Pins,
    Said,
)
from assay.people.models import User
from assay.people.queries.site_parts import SitePart
from assay.projects.queries.at_sites import worked_on_by

router = Router(tags=["partners"])


class CoachingSessionOut(Schema):
    uid: UUID
    topic: str = Field(examples=["Negation"])
    coach: str = Field(examples=["Ravi"])
    coached: str = Field(description="An agent by pseudonym, staff by name.", examples=["Amsel"])
    coached_as: CoachedAs
    held_at: datetime
    follow_up_on: date | None
    followed_up_at: datetime | None


class CoachingGoalOut(Schema):
    """`change` is after minus before; its interval is Newcombe's of 95 %."""

    metric: GoalMetric
    project: UUID
    error_key: str
    target: float = Field(examples=[0.95])
    by_on: date
    before: ShareOut = Field(description="Four weeks before the session, by when the work was done.")
    after: ShareOut
    change: float | None = Field(examples=[0.08])
    change_low: float | None
    change_high: float | None
    movement: Movement
    is_reached: bool


class CoachingRemarkOut(Schema):
    author: str
    text: str
    written_at: datetime


class CoachingSessionFullOut(CoachingSessionOut):
    notes: str
    evidence: list[str]
    goals: list[CoachingGoalOut]
    remarks: list[CoachingRemarkOut]


class CoachOut(Schema):
    name: str
    n_sessions: int
    covered: ShareOut = Field(description="Of the agents, those whom this coach has coached.")


class CoachingCoverageOut(Schema):
    """Four weeks."""

    covered: ShareOut = Field(description="Of the agents, those who were coached by anybody.")
    n_due: int = Field(description="Follow-ups whose day has come.")
    coaches: list[CoachOut]


class CoachingGoalIn(Strict):
    metric: GoalMetric
    project: UUID
    target: float = Field(gt=0, le=1, examples=[0.95])
    by_on: date
    error_key: str = Field("", max_length=60)


class CoachedErrorIn(Strict):
    project: UUID
    key: str = Field(min_length=1, max_length=60, examples=["missed_negation"])


class CoachingSessionIn(Strict):
    """`contributor` of an agent; `user` of a QA or team lead of the site."""

    contributor: UUID | None = None
    user: UUID | None = None
    coached_as: CoachedAs = CoachedAs.AGENT
    topic: str = Field(min_length=1, max_length=MOST_IN_TOPIC, examples=["Negation"])
    notes: str = Field("", max_length=MOST_IN_NOTES)
    held_at: AwareDatetime = Field(examples=["2026-03-02T09:00:00Z"])
    follow_up_on: date | None = None
    goals: list[CoachingGoalIn] = Field(default_factory=list, max_length=MOST_GOALS)
    reviews: list[UUID] = Field(default_factory=list, max_length=MOST_EVIDENCE)
    judgments: list[UUID] = Field(
        default_factory=list,
        max_length=MOST_EVIDENCE,
        description="Answers of the agent, of projects whose answers you see.",
    )
    errors: list[CoachedErrorIn] = Field(default_factory=list, max_length=MOST_EVIDENCE)
    team: UUID | None = None


class CoachingMadeOut(Schema):
    uid: UUID


class CoachingRemarkIn(Strict):
    text: str = Field(min_length=1, max_length=MOST_IN_REMARK, examples=["It went well."])


@router.get("/sites/{uuid:site}/coaching", response=Page[CoachingSessionOut], operation_id="coaching_of_site")
def of_site(
    request: HttpRequest, site: UUID, paging: Query[Paging], team: UUID | None = None
) -> Page[CoachingSessionOut]:
    """Sessions of the site, or of the team that you lead; newest first."""
    part = coaching_part(person_of(request), site, team)
    return page(sessions_at(part), paging, _session)


@router.get(
    "/sites/{uuid:site}/coaching/coverage", response=CoachingCoverageOut, operation_id="coaching_coverage"
)
def coverage(request: HttpRequest, site: UUID, team: UUID | None = None) -> CoachingCoverageOut:
    found = coverage_of(coaching_part(person_of(request), site, team), now=now())
    return CoachingCoverageOut(
        covered=share_out(found.covered),
        n_due=found.n_due,
        coaches=[
            CoachOut(name=each.coach.name, n_sessions=each.n_sessions, covered=share_out(each.covered))
            for each in found.coaches
        ],
    )


@router.post("/sites/{uuid:site}/coaching", response={201: CoachingMadeOut}, operation_id="coaching_write")
@creates
def write(request: HttpRequest, site: UUID, body: CoachingSessionIn) -> CoachingMadeOut:
    """Write a session down; whom it is about is told, reads it and may answer."""
    person = person_of(request)
    part = coaching_part(person, site, body.team)
    named = [*(each.project for each in body.goals), *(each.project for each in body.errors)]
    projects = {each.uid: each.pk for each in worked_on_by(person, part.people)} if named else {}
    if any(each not in projects for each in named):
        raise NotFound
    made = write_session(
        person,
        part=part,
        coached=_whom(person, part, body),
        coached_as=body.coached_as,
        said=Said(body.topic, body.notes, body.held_at, body.follow_up_on),
        aims=[
            Aim(each.metric, projects[each.project], each.target, each.by_on, each.error_key)
            for each in body.goals
        ],
        pins=Pins(body.reviews, body.judgments, [(projects[each.project], each.key) for each in body.errors]),
        now=now(),
    )
    return CoachingMadeOut(uid=made.uid)


@router.get("/me/coaching", response=Page[CoachingSessionOut], operation_id="own_coaching")
def own(request: HttpRequest, paging: Query[Paging]) -> Page[CoachingSessionOut]:
    """Sessions in which you were coached; newest first."""
    return page(own_sessions(person_of(request)), paging, _session)


@router.get("/coaching/{uuid:coaching}", response=CoachingSessionFullOut, operation_id="coaching_session")
def session(request: HttpRequest, coaching: UUID) -> CoachingSessionFullOut:
    found = session_for(person_of(request), coaching)
    return CoachingSessionFullOut(
        **_session(found).dict(),
        notes=found.notes,
        evidence=[each.words for each in found.evidence.all()],
        goals=[_goal(each) for each in goals_of(found, now=now())],
        remarks=[
            CoachingRemarkOut(author=each.author.name, text=each.text, written_at=each.written_at)
            for each in found.remarks.all()
        ],
    )


@router.post("/coaching/{uuid:coaching}/remarks", response={204: None}, operation_id="coaching_remark")
def remark(request: HttpRequest, coaching: UUID, body: CoachingRemarkIn) -> None:
    """By either of the two."""
    person = person_of(request)
    write_remark(person, session=session_for(person, coaching), text=body.text, now=now())


@router.post("/coaching/{uuid:coaching}/follow-up", response={204: None}, operation_id="coaching_follow_up")
def followed_up(request: HttpRequest, coaching: UUID, body: CoachingRemarkIn) -> None:
    person = person_of(request)
    follow_up(person, session=session_for(person, coaching), text=body.text, now=now())


def _whom(person: User, part: SitePart, body: CoachingSessionIn) -> User:
    if body.contributor is not None:
        found = agents_at(part).filter(uid=body.contributor).first()
        if found is not None:
            return found.user
    staff = staff_to_coach(person, part).get(body.coached_as, ())
    for each in staff:
        if each.uid == body.user:
            return each
    raise NotFound


def _session(found: CoachingSession) -> CoachingSessionOut:
    return CoachingSessionOut(
        uid=found.uid,
        topic=found.topic,
        coach=found.coach.name,
        coached=found.contributor.pseudonym if found.contributor else found.coached.name,
        coached_as=CoachedAs(found.coached_as),
        held_at=found.held_at,
        follow_up_on=found.follow_up_on,
        followed_up_at=found.followed_up_at,
    )


def _goal(found: Goal) -> CoachingGoalOut:
    goal, progress = found.goal, found.progress
    return CoachingGoalOut(
        metric=GoalMetric(goal.metric),
        project=goal.project.uid,
        error_key=goal.error_key,
        target=goal.target,
        by_on=goal.by_on,
        before=share_out(progress.before),
        after=share_out(progress.after),
        change=progress.change.value,
        change_low=progress.change.low,
        change_high=progress.change.high,
        movement=progress.movement,
        is_reached=progress.is_reached,
    )
