"""Allocations over the API: propose a week, read what binds and who works on what, apply, take back."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import starts
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.house.jobs import JobOut, job_out
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.people.models import Contributor, User
from assay.planning.actions import allocations as actions
from assay.planning.actions.bottlenecks import start_look
from assay.planning.enums import FindingKind
from assay.planning.models import AllocationRun, Assignment, CapacityFinding
from assay.planning.queries import allocations as queries
from assay.planning.queries.bottlenecks import MOST, findings_for, sentence_of
from assay.planning.rules.allocation import Terms

router = Router(tags=["planning"])


class AllocationIn(Strict):
    """Shares from 0 to 1. Shrinkage and occupancy turn paid hours of shifts into hours of handling."""

    week_on: date = Field(description="Its Monday.", examples=["2026-03-09"])
    shrinkage: float = Field(0.3, examples=[0.3])
    occupancy: float = Field(0.9, examples=[0.9])
    least_hours: float = Field(4.0, description="The wished minimum of everybody.", examples=[4.0])
    accuracy_floor: float = Field(0.0, description="On gold of the project.", examples=[0.8])


class AllocationOut(Schema):
    uid: UUID
    number: int = Field(examples=[7])
    week_on: date
    made_at: datetime
    applied_at: datetime | None = Field(description="Empty: not in force.")
    inputs_hash: str = Field(examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])


class LackOut(Schema):
    """Idle hours of people who lack nothing but this."""

    code: str = Field(examples=["work.skill"])
    n_people: int = Field(examples=[3])
    hours: float = Field(examples=[12.5])


class MetOut(Schema):
    """What a project needs in a market, what it got, and what binds where it is short."""

    project: UUID
    name: str = Field(examples=["Shop search relevance"])
    market: str = Field(examples=["pt-BR"])
    source: str = Field(description="plan or backlog.", examples=["plan"])
    weight: int = Field(examples=[6])
    hours: float = Field(examples=[40.0])
    served: float = Field(examples=[28.0])
    short: float = Field(examples=[12.0])
    n_people: int = Field(examples=[4])
    n_able: int = Field(description="Who fit.", examples=[5])
    limit: str = Field(description="nobody, hours, shared, hard, or empty.", examples=["hours"])
    able_hours: float = Field(description="All hours of those who fit, or share the limit.", examples=[28.0])
    rivals: list[str] = Field(description="Demands that draw on the same people.")
    helps: list[LackOut]


class IdleOut(Schema):
    site: str = Field(description="Empty: the own crowd.", examples=["Lingua · Lisbon"])
    languages: str = Field(examples=["fr"])
    n_people: int = Field(examples=[12])
    hours: float = Field(examples=[96.0])
    can_do_nothing: int = Field(description="Of them, whom no demand fits.", examples=[0])


class AllocationDetailOut(AllocationOut):
    capacity: float = Field(description="Hours that people have.", examples=[410.0])
    n_people: int = Field(examples=[52])
    n_groups: int = Field(description="Kinds of people, as the solver sees them.", examples=[31])
    met: list[MetOut]
    idle: list[IdleOut]


class CapacityFindingOut(Schema):
    uid: UUID
    kind: FindingKind
    sentence: str = Field(
        examples=["Lingua · Lyon: 12 people with French are idle from Thursday 12 Mar on, 96 h"]
    )
    week_on: date
    place: str = Field(description="Of idle people; empty: the own crowd.", examples=["Lingua · Lyon"])
    languages: str = Field(examples=["fr"])
    n_people: int = Field(description="Who is idle, or who could work on it.", examples=[12])
    hours: float = Field(examples=[96.0])
    day_on: date | None = Field(description="From when on people are idle.")
    days: float | None = Field(description="That work waits, at the pace of that week.", examples=[3.0])
    projects: list[str] = Field(examples=[["Shop search relevance"]])
    found_at: datetime


class CapacityFindingsOut(Schema):
    items: list[CapacityFindingOut]


class AllocationPartOut(Schema):
    project: UUID
    name: str = Field(examples=["Shop search relevance"])
    market: str = Field(examples=["pt-BR"])
    hours: float = Field(examples=[7.25])
    is_pinned: bool


class AllocatedOut(Schema):
    contributor: UUID
    pseudonym: str = Field(examples=["amber-heron"])
    parts: list[AllocationPartOut]


@router.get("/allocations", response=Page[AllocationOut], operation_id="allocations_list")
def list_runs(request: HttpRequest, paging: Query[Paging]) -> Page[AllocationOut]:
    """Newest first; whoever leads a site sees those that are in force."""
    return page(queries.runs_seen_by(person_of(request)), paging, _run)


@router.post("/allocations", response={202: JobOut}, operation_id="allocations_propose")
@starts
def propose(request: HttpRequest, asked: AllocationIn) -> JobOut:
    """Reckon a week; the job's result names the allocation. Nothing changes for anybody yet."""
    person = person_of(request)
    queries.require_sight(person)
    terms = Terms(asked.shrinkage, asked.occupancy, asked.least_hours, asked.accuracy_floor)
    return job_out(actions.start_proposal(person, week_on=asked.week_on, terms=terms, now=now()))


@router.get("/capacity-findings", response=CapacityFindingsOut, operation_id="capacity_findings")
def findings(request: HttpRequest) -> CapacityFindingsOut:
    """Who has no work this week or the next, and which work has nobody, as found last; at most 50."""
    found = findings_for(person_of(request))[:MOST]
    return CapacityFindingsOut(items=[_finding(each) for each in found])


@router.post("/capacity-findings", response={202: JobOut}, operation_id="capacity_findings_look")
@starts
def look(request: HttpRequest) -> JobOut:
    """Look now; it is done once a day by itself."""
    person = person_of(request)
    queries.require_sight(person)
    return job_out(start_look(person, now=now()))


@router.get("/allocations/{uuid:allocation}", response=AllocationDetailOut, operation_id="allocations_get")
def get(request: HttpRequest, allocation: UUID) -> AllocationDetailOut:
    """One run. What projects need and who is idle is for whoever allocates everywhere."""
    person = person_of(request)
    return _detail(person, queries.run_for(person, allocation))


@router.get(
    "/allocations/{uuid:allocation}/people", response=Page[AllocatedOut], operation_id="allocations_people"
)
def people(request: HttpRequest, allocation: UUID, paging: Query[Paging]) -> Page[AllocatedOut]:
    """People in your sight with their hours by project."""
    person = person_of(request)
    found = queries.run_for(person, allocation)
    shown: dict[int, AllocatedOut] = {}

    def kept(each: Contributor) -> AllocatedOut:
        shown[each.pk] = AllocatedOut(contributor=each.uid, pseudonym=each.pseudonym, parts=[])
        return shown[each.pk]

    one_page = page(queries.people_of(person, found), paging, kept)
    for part in queries.assignments_of(found, list(shown)):
        shown[part.contributor_id].parts.append(_part(part))
    return one_page


@router.post("/allocations/{uuid:allocation}/apply", response={202: JobOut}, operation_id="allocations_apply")
@starts
def apply(request: HttpRequest, allocation: UUID) -> JobOut:
    """Members are added, and people are held to it while its week lasts; a former one is brought back likewise."""
    person = person_of(request)
    found = queries.run_for(person, allocation)
    return job_out(actions.start_application(person, run=found, now=now()))


@router.post(
    "/allocations/{uuid:allocation}/withdraw", response=AllocationOut, operation_id="allocations_withdraw"
)
def withdraw(request: HttpRequest, allocation: UUID) -> AllocationOut:
    """Nobody is held to it any more; who became a member stays one."""
    person = person_of(request)
    found = queries.run_for(person, allocation)
    actions.take_back(person, run=found, now=now())
    return _run(queries.run_for(person, allocation))


def _run(run: AllocationRun) -> AllocationOut:
    return AllocationOut(
        uid=run.uid,
        number=run.number,
        week_on=run.week_on,
        made_at=run.made_at,
        applied_at=run.applied_at,
        inputs_hash=run.inputs_hash,
    )


def _detail(person: User, run: AllocationRun) -> AllocationDetailOut:
    result = queries.result_of(run) if queries.sees_everything(person) else queries.NOTHING
    return AllocationDetailOut(
        **_run(run).model_dump(),
        capacity=result.capacity,
        n_people=result.n_people,
        n_groups=result.n_groups,
        met=[MetOut.from_orm(each) for each in result.met],
        idle=[IdleOut.from_orm(each) for each in result.idle],
    )


def _finding(each: CapacityFinding) -> CapacityFindingOut:
    template, about = sentence_of(each, each.week_on)
    return CapacityFindingOut(
        uid=each.uid,
        kind=FindingKind(each.kind),
        sentence=template.format_map(about),
        week_on=each.week_on,
        place=each.place,
        languages=each.languages,
        n_people=each.n_people,
        hours=each.hours,
        day_on=each.day_on,
        days=each.days,
        projects=each.projects,
        found_at=each.found_at,
    )


def _part(part: Assignment) -> AllocationPartOut:
    return AllocationPartOut(
        project=part.project.uid,
        name=part.project.name,
        market=part.market,
        hours=part.hours,
        is_pinned=part.is_pinned,
    )
