"""Plans over the API: approve one, read it against what was really done, milestones, responsibilities."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.planning.actions import plans as actions
from assay.planning.enums import MilestoneKind, MilestoneState, Raci
from assay.planning.models import PlanVersion, RaciVersion
from assay.planning.queries import plans as queries
from assay.planning.queries.progress import PlannedWeek, progress_of
from assay.planning.queries.standing import today_of
from assay.planning.rules.plans import Budget, Milestone
from assay.planning.rules.staffing import Assumptions, MarketNeed, Need, Volume
from assay.projects.models import Project
from assay.projects.queries.permission import project_for

router = Router(tags=["planning"])
Text = Annotated[str, Field(max_length=120)]


class AssumptionsIO(Strict):
    """What people, gold and reviews are reckoned with; shares from 0 to 1."""

    overlap: float = Field(1.0, examples=[3.2])
    handling_seconds: float = Field(30.0, examples=[35.0])
    hours_per_person: float = Field(40.0, description="Paid, a week.", examples=[40.0])
    shrinkage: float = Field(0.3, description="Paid time away from work.", examples=[0.3])
    occupancy: float = Field(0.9, description="Handling of time at work.", examples=[0.9])
    gold_share: float = Field(0.1, examples=[0.1])
    gold_exposures: float = Field(
        200.0, description="After so many a gold task is retired.", examples=[200.0]
    )
    review_share: float = Field(0.1, examples=[0.1])
    review_seconds: float = Field(30.0, examples=[30.0])


class VolumeIO(Strict):
    week_on: date = Field(description="Its Monday.", examples=["2026-03-02"])
    market: str = Field("", description="Empty where the project names none.", examples=["de-DE"])
    n_tasks: int = Field(examples=[1200])
    n_people: int | None = Field(None, description="By hand, other than reckoned.", examples=[5])
    people_reason: str = Field(
        "", max_length=500, description="Of people set by hand.", examples=["Two are new."]
    )


class MilestoneIn(Strict):
    key: str = Field(max_length=40, description="The same in every version.", examples=["pilot_accepted"])
    kind: MilestoneKind = Field(MilestoneKind.OWN, examples=["pilot_accepted"])
    name: Text = Field(examples=["Pilot accepted"])
    due_on: date = Field(examples=["2026-03-20"])
    owner: UUID | None = Field(None, description="A user with a role in the project.")


class MilestoneOut(Schema):
    """`slip_days` against the baseline; empty where that did not have it."""

    key: str = Field(examples=["pilot_accepted"])
    kind: MilestoneKind
    name: str = Field(examples=["Pilot accepted"])
    due_on: date
    owner: UUID | None
    done_on: date | None
    state: MilestoneState
    slip_days: int | None = Field(examples=[3])


class ProjectPlanIn(Strict):
    volumes: list[VolumeIO] = Field(max_length=10_000)
    milestones: list[MilestoneIn] = Field(default_factory=list, max_length=200)
    assumptions: AssumptionsIO
    budget_micros: int | None = Field(None, description="In micro-units of the currency.")
    currency: str = Field("", examples=[""])
    reason: str = Field("", max_length=2000, description="Of every plan after the first.")


class PlannedWeekOut(Schema):
    """Tasks by the baseline, by the plan in force, and done; judgments and hours hold those of gold, too."""

    week_on: date
    n_baseline: int = Field(examples=[1000])
    n_planned: int = Field(examples=[1200])
    n_done: int | None = Field(description="Empty: the week lies ahead.", examples=[1130])
    n_judgments_planned: int = Field(examples=[4000])
    n_judgments: int | None = Field(examples=[3800])
    hours_planned: float = Field(examples=[33.3])
    hours: float | None = Field(examples=[31.9])
    n_people_planned: int = Field(examples=[16])
    n_people: int | None = Field(examples=[14])


class PlannedPeopleOut(Schema):
    """People of a market in a week: as reckoned, and as planned (by hand, where there is a reason)."""

    week_on: date
    market: str = Field(examples=["de-DE"])
    n_reckoned: int = Field(examples=[4])
    n_people: int = Field(examples=[5])
    reason: str = Field(examples=["Two are new."])


class PlannedMarketOut(Schema):
    """What a market takes over the whole plan: people and reviewers of its busiest week, and gold tasks."""

    market: str = Field(examples=["de-DE"])
    n_tasks: int = Field(examples=[4800])
    hours: float = Field(examples=[133.3])
    n_people: int = Field(examples=[4])
    n_people_now: int = Field(description="Members who serve it.", examples=[3])
    n_reviewers: int = Field(examples=[1])
    n_gold: int = Field(examples=[120])


class ProjectPlanOut(Schema):
    uid: UUID
    number: int = Field(examples=[2])
    baseline: int = Field(description="The number of the version that was approved first.", examples=[1])
    assumptions: AssumptionsIO
    budget_micros: int | None
    currency: str
    reason: str
    published_at: datetime
    n_planned: int = Field(examples=[4800])
    n_due: int = Field(description="Planned up to the end of the last whole week.", examples=[2400])
    n_done: int = Field(examples=[2260])
    attainment: float | None = Field(description="Done of what was due.", examples=[0.942])
    weeks: list[PlannedWeekOut]
    markets: list[PlannedMarketOut]
    people: list[PlannedPeopleOut]
    milestones: list[MilestoneOut]


class ReachedIn(Strict):
    key: str = Field(max_length=40, examples=["pilot_accepted"])
    done_on: date | None = Field(None, description="Empty: today.")


class ActivityIO(Strict):
    """A person has one letter: responsible, accountable (exactly one), consulted or informed."""

    name: Text = Field(examples=["Daily production"])
    people: dict[str, Raci] = Field(description="The user's identifier to the letter.")


class ResponsibilitiesIn(Strict):
    activities: list[ActivityIO] = Field(max_length=100)


class ResponsibilitiesOut(Schema):
    number: int = Field(description="0: nobody is named yet.", examples=[1])
    activities: list[ActivityIO]


@router.get("/projects/{uuid:project}/plan", response=ProjectPlanOut, operation_id="plans_get")
def get(request: HttpRequest, project: UUID) -> ProjectPlanOut:
    """The plan in force against what was really done; 404 before there is one."""
    found = queries.plan_project_for(person_of(request), project)
    version = queries.plan_in_force(found)
    if version is None:
        raise NotFound
    return _plan(found, version)


@router.post("/projects/{uuid:project}/plan", response={201: ProjectPlanOut}, operation_id="plans_publish")
@creates
def publish(request: HttpRequest, project: UUID, asked: ProjectPlanIn) -> ProjectPlanOut:
    """Approve a plan: the first is the baseline for ever, a later one says why it came."""
    person = person_of(request)
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    people = {person.uid: person for person in queries.named_people(found)}
    has_budget = asked.budget_micros is not None or asked.currency
    version = actions.publish_plan(
        person,
        project=found,
        volumes=[Volume(**each.model_dump()) for each in asked.volumes],
        milestones=[_milestone(each, people) for each in asked.milestones],
        assumptions=Assumptions(**asked.assumptions.model_dump()),
        budget=Budget(asked.budget_micros or 0, asked.currency) if has_budget else None,
        reason=asked.reason,
        now=now(),
    )
    return _plan(found, version)


@router.post("/projects/{uuid:project}/plan/milestones", response=ProjectPlanOut, operation_id="plans_reach")
def reach(request: HttpRequest, project: UUID, asked: ReachedIn) -> ProjectPlanOut:
    """A milestone is reached; said again, its day is corrected."""
    person, moment = person_of(request), now()
    found = queries.plan_project_for(person, project)
    done_on = asked.done_on or today_of(found, moment)
    actions.reach_milestone(person, project=found, key=asked.key, done_on=done_on, now=moment)
    version = queries.plan_in_force(found)
    assert version is not None  # Else there was no milestone to reach.
    return _plan(found, version)


@router.get(
    "/projects/{uuid:project}/responsibilities",
    response=ResponsibilitiesOut,
    operation_id="plans_responsibilities",
)
def responsibilities(request: HttpRequest, project: UUID) -> ResponsibilitiesOut:
    """Who is responsible, accountable, consulted and informed."""
    found = queries.plan_project_for(person_of(request), project)
    return _matrix(queries.raci_of(found))


@router.put(
    "/projects/{uuid:project}/responsibilities",
    response=ResponsibilitiesOut,
    operation_id="plans_set_responsibilities",
)
def set_responsibilities(
    request: HttpRequest, project: UUID, asked: ResponsibilitiesIn
) -> ResponsibilitiesOut:
    """The whole matrix at once; the one before stays in the audit trail."""
    person = person_of(request)
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    activities = [
        (each.name, {uid: letter.value for uid, letter in each.people.items()}) for each in asked.activities
    ]
    return _matrix(actions.set_raci(person, project=found, activities=activities, now=now()))


def _milestone(asked: MilestoneIn, people: dict[UUID, User]) -> Milestone:
    if asked.owner is not None and asked.owner not in people:
        raise NotFound
    owner = people[asked.owner].pk if asked.owner else None
    return Milestone(asked.key, asked.kind, asked.name, asked.due_on, owner)


def _plan(project: Project, version: PlanVersion) -> ProjectPlanOut:
    baseline = queries.baseline_of(project) or version
    today = today_of(project, now())
    plan = queries.plan_of(version, project)
    progress = progress_of(project, version, baseline, today)
    return ProjectPlanOut(
        uid=version.uid,
        number=version.number,
        baseline=baseline.number,
        assumptions=AssumptionsIO(**asdict(plan.assumptions)),
        budget_micros=version.budget_micros,
        currency=version.currency,
        reason=version.reason,
        published_at=version.published_at,
        n_planned=progress.n_planned,
        n_due=progress.n_due,
        n_done=progress.n_done,
        attainment=progress.attainment,
        weeks=[_week(each) for each in progress.weeks],
        markets=[_market(each, plan.people_now) for each in plan.markets],
        people=[_people(each) for each in plan.needs],
        milestones=[_reached(each) for each in queries.milestones_standing(version, baseline, today)],
    )


def _week(week: PlannedWeek) -> PlannedWeekOut:
    worked = week.worked
    return PlannedWeekOut(
        week_on=week.week_on,
        n_baseline=week.n_baseline,
        n_planned=week.n_planned,
        n_done=week.n_done,
        n_judgments_planned=week.n_judgments_planned,
        n_judgments=worked.n_judgments if worked else None,
        hours_planned=week.hours_planned,
        hours=worked.hours if worked else None,
        n_people_planned=week.n_people_planned,
        n_people=worked.n_people if worked else None,
    )


def _people(each: Need) -> PlannedPeopleOut:
    return PlannedPeopleOut(
        week_on=each.week_on,
        market=each.market,
        n_reckoned=each.n_reckoned,
        n_people=each.n_people,
        reason=each.reason,
    )


def _market(need: MarketNeed, people_now: Mapping[str, int]) -> PlannedMarketOut:
    return PlannedMarketOut(
        market=need.market,
        n_tasks=need.n_tasks,
        hours=need.hours,
        n_people=need.n_people,
        n_people_now=people_now.get(need.market, 0),
        n_reviewers=need.n_reviewers,
        n_gold=need.n_gold,
    )


def _reached(each: queries.MilestoneStanding) -> MilestoneOut:
    milestone = each.milestone
    return MilestoneOut(
        key=milestone.key,
        kind=MilestoneKind(milestone.kind),
        name=milestone.name,
        due_on=milestone.due_on,
        owner=milestone.owner.uid if milestone.owner else None,
        done_on=each.done_on,
        state=each.state,
        slip_days=each.slip,
    )


def _matrix(raci: RaciVersion | None) -> ResponsibilitiesOut:
    if raci is None:
        return ResponsibilitiesOut(number=0, activities=[])
    return ResponsibilitiesOut(
        number=raci.number,
        activities=[
            ActivityIO(
                name=each["name"],
                people={uid: Raci(letter) for uid, letter in each["people"].items()},
            )
            for each in raci.activities
        ],
    )
