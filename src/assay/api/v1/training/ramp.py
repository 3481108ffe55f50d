"""Ramp-up of new joiners: the curve, cohorts against it, who is behind in what, and buddies."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Contributor, User
from assay.projects.models import Project
from assay.training.actions.ramp import end_buddy, set_buddy, set_ramp
from assay.training.enums import RampSign
from assay.training.models import RampCurve
from assay.training.queries.courses import learning_project
from assay.training.queries.ramp import (
    CohortRamp,
    CohortWeek,
    Joiner,
    curve_of,
    curves_of,
    joiners_of,
    looked_after,
    near,
    points_of,
    ramp_of,
)
from assay.training.rules.ramp import MOST_WEEKS, NOT_NEAR, Target

router = Router(tags=["training"])
MOST_VERSIONS = 50


class RampPointIn(Strict):
    week: int = Field(ge=1, le=MOST_WEEKS, description="Since the first task; 1 is the first.", examples=[2])
    accuracy: float = Field(gt=0, le=1, description="Share of gold that is right.", examples=[0.8])
    per_hour: float = Field(gt=0, description="Answers per active hour.", examples=[60])
    hours: float | None = Field(None, gt=0, description="Active hours a week; empty: not asked.")


class RampCurveIn(Strict):
    points: list[RampPointIn] = Field(max_length=MOST_WEEKS, description="The whole curve.")


class RampPointOut(Schema):
    week: int = Field(examples=[2])
    accuracy: float = Field(examples=[0.8])
    per_hour: float = Field(examples=[60])
    hours: float | None = Field(examples=[20])


class RampWeekOut(Schema):
    week: int = Field(description="Since the first task.", examples=[2])
    n_people: int = Field(examples=[12])
    n_gold: int = Field(examples=[140])
    accuracy: float | None = Field(examples=[0.84])
    accuracy_low: float | None
    accuracy_high: float | None
    n_answers: int = Field(examples=[5200])
    per_hour: float | None = Field(examples=[58.2])
    per_hour_low: float | None
    per_hour_high: float | None
    target: RampPointOut | None


class RampCohortOut(Schema):
    begins_on: date | None = Field(description="The Monday of the first tasks; empty: all together.")
    weeks: list[RampWeekOut]


class RampJoinerOut(Schema):
    """The newest fourteen days."""

    contributor: UUID
    pseudonym: str = Field(examples=["heron-12"])
    first_on: date
    week: int = Field(examples=[3])
    n_gold: int = Field(examples=[20])
    accuracy: float | None = Field(examples=[0.6])
    accuracy_low: float | None
    accuracy_high: float | None
    n_answers: int = Field(examples=[600])
    per_hour: float | None = Field(examples=[44.1])
    per_hour_low: float | None
    per_hour_high: float | None
    weekly_hours: float = Field(examples=[16.5])
    target: RampPointOut | None
    behind_in: list[RampSign] = Field(description="Only what the whole interval says.")
    buddy: UUID | None
    suggested_course: UUID | None = Field(
        description="To be assigned with POST /courses/{course}/assignments."
    )


class RampVersionOut(Schema):
    number: int = Field(examples=[2])
    set_at: datetime
    set_by: str = Field(examples=["Lea"])
    points: list[RampPointOut]


class RampOut(Schema):
    """Of people in the caller's sight."""

    curve: list[RampPointOut]
    versions: list[RampVersionOut] = Field(description="The one in force first.")
    cohorts: list[RampCohortOut] = Field(description="All together first, then the newest.")
    joiners: list[RampJoinerOut] = Field(description="Who is behind first.")


class BuddyIn(Strict):
    buddy: UUID = Field(description="A contributor of the same site, or of the crowd in a market of theirs.")


@router.get("/projects/{uuid:project}/ramp", response=RampOut, operation_id="ramp_get")
def get(request: HttpRequest, project: UUID) -> RampOut:
    """Who began in the past twelve weeks, against the curve."""
    user = person_of(request)
    return _ramp(user, learning_project(user, project))


@router.put("/projects/{uuid:project}/ramp", response=RampOut, operation_id="ramp_set")
def put(request: HttpRequest, project: UUID, asked: RampCurveIn) -> RampOut:
    """Set the whole curve; an empty one asks nothing."""
    user = person_of(request)
    found = learning_project(user, project)
    curve = [Target(each.week, each.accuracy, each.per_hour, each.hours) for each in asked.points]
    set_ramp(user, project=found, curve=curve, now=now())
    return _ramp(user, found)


@router.put(
    "/projects/{uuid:project}/ramp/{uuid:contributor}/buddy",
    response={204: None},
    operation_id="ramp_set_buddy",
)
def put_buddy(request: HttpRequest, project: UUID, contributor: UUID, asked: BuddyIn) -> tuple[int, None]:
    """Somebody goes along with a new joiner; both are told, and see each other's first name."""
    user = person_of(request)
    found = learning_project(user, project)
    joiner = _joiner(user, found, contributor)
    buddy = near(joiner, found).filter(uid=asked.buddy).first()
    if buddy is None:
        raise Refused(NOT_NEAR(field="buddy"))
    set_buddy(user, project=found, joiner=joiner, buddy=buddy, now=now())
    return 204, None


@router.delete(
    "/projects/{uuid:project}/ramp/{uuid:contributor}/buddy",
    response={204: None},
    operation_id="ramp_end_buddy",
)
def delete_buddy(request: HttpRequest, project: UUID, contributor: UUID) -> tuple[int, None]:
    """Nobody goes along with them any more."""
    user = person_of(request)
    found = learning_project(user, project)
    end_buddy(user, project=found, joiner=_joiner(user, found, contributor), now=now())
    return 204, None


def _joiner(user: User, project: Project, uid: UUID) -> Contributor:
    found = looked_after(user, project, uid)
    if found is None:
        raise NotFound
    return found


def _ramp(user: User, project: Project) -> RampOut:
    today = now().date()
    return RampOut(
        curve=[_point(each) for each in curve_of(project)],
        versions=[_version(each) for each in curves_of(project)[:MOST_VERSIONS]],
        cohorts=[_cohort(each) for each in ramp_of(user, project, today=today)],
        joiners=[_shown(each) for each in joiners_of(user, project, today=today)],
    )


def _version(found: RampCurve) -> RampVersionOut:
    return RampVersionOut(
        number=found.number,
        set_at=found.set_at,
        set_by=found.set_by.name,
        points=[_point(each) for each in points_of(found)],
    )


def _point(target: Target) -> RampPointOut:
    return RampPointOut(
        week=target.week, accuracy=target.accuracy, per_hour=target.per_hour, hours=target.hours
    )


def _cohort(cohort: CohortRamp) -> RampCohortOut:
    return RampCohortOut(begins_on=cohort.begins_on, weeks=[_week(each) for each in cohort.weeks])


def _week(week: CohortWeek) -> RampWeekOut:
    return RampWeekOut(
        week=week.week,
        n_people=week.n_people,
        n_gold=week.accuracy.n,
        accuracy=week.accuracy.value,
        accuracy_low=week.accuracy.low,
        accuracy_high=week.accuracy.high,
        n_answers=week.rate.n,
        per_hour=week.rate.value,
        per_hour_low=week.rate.low,
        per_hour_high=week.rate.high,
        target=_point(week.target) if week.target else None,
    )


def _shown(joiner: Joiner) -> RampJoinerOut:
    found = joiner.measured
    return RampJoinerOut(
        contributor=joiner.contributor.uid,
        pseudonym=joiner.contributor.pseudonym,
        first_on=joiner.first_on,
        week=joiner.week,
        n_gold=found.accuracy.n,
        accuracy=found.accuracy.value,
        accuracy_low=found.accuracy.low,
        accuracy_high=found.accuracy.high,
        n_answers=found.rate.n,
        per_hour=found.rate.value,
        per_hour_low=found.rate.low,
        per_hour_high=found.rate.high,
        weekly_hours=found.weekly_hours,
        target=_point(joiner.target) if joiner.target else None,
        behind_in=list(joiner.signs),
        buddy=joiner.buddy.buddy.uid if joiner.buddy else None,
        suggested_course=joiner.suggested.uid if joiner.suggested else None,
    )
