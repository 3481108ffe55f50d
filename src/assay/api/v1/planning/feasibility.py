"""Feasibility over the API: computed, read, compared run by run, and overruled, for requests and projects."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.planning.standards import MeasuredOut
from assay.api.v1.projects.shapes import Strict
from assay.intake.models import Request
from assay.intake.queries.scope import request_for
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.planning.actions import feasibility as actions
from assay.planning.actions.pilot import Sampled, start_pilot, take_sample
from assay.planning.enums import Channel, Similarity, Timing
from assay.planning.models import FeasibilityRun
from assay.planning.queries.feasibility import Feasibility, newest_of, runs_of, sees_inside
from assay.planning.queries.plans import plan_project_for
from assay.planning.rules.feasibility import Amount, Dates, Given, MarketEstimate, Rates
from assay.planning.rules.pilot import PilotFigures
from assay.planning.rules.standards import Measured
from assay.projects.models import Project

router = Router(tags=["planning"])


class GivenIO(Strict):
    """What is decided, not measured; shares from 0 to 1."""

    overlap: float = Field(3.0, description="Judgments per task.", examples=[3.0])
    gold_share: float = Field(0.1, examples=[0.1])
    review_share: float = Field(0.1, examples=[0.1])
    review_seconds: float = Field(30.0, examples=[30.0])
    busy_share: float = Field(0.5, description="Of the hours that busy people work now.", examples=[0.5])
    idle_chance: float = Field(0.5, description="That idle people come.", examples=[0.5])


class FeasibilityIn(Strict):
    """Without `given` as in the run before, else as usual; the same for rates."""

    given: GivenIO | None = None
    rates: dict[str, int] | None = Field(
        None, description="Micro-units per hour, by market.", examples=[{"pt-BR": 9_000_000}]
    )
    currency: str = Field("", examples=["EUR"])


class OverruleIn(Strict):
    channel: Channel
    reason: str = Field(max_length=4000, examples=["The site in Porto hires twenty people in May."])


class DatesOut(Schema):
    """The day by which so many of a hundred runs are done; empty where fewer ever are."""

    p50: date | None
    p80: date | None
    p95: date | None


class AmountOut(Schema):
    """Micro-units: expected, and at the fast and the slow end of the handling time's interval."""

    value: int = Field(examples=[300_000_000])
    low: int = Field(examples=[280_000_000])
    high: int = Field(examples=[320_000_000])


class SiteCountOut(Schema):
    name: str = Field(examples=["Porto"])
    n_people: int = Field(examples=[12])


class FeasibleMarketOut(Schema):
    """One market and language; empty figures were not measured."""

    market: str = Field(examples=["pt-BR"])
    language: str = Field(examples=["pt-BR"])
    n_items: int = Field(examples=[2000])
    n_judgments: int = Field(examples=[6667])
    n_people: int = Field(description="Could do it.", examples=[14])
    n_busy: int = Field(examples=[9])
    n_idle: int = Field(examples=[5])
    n_of_vendors: int = Field(examples=[6])
    n_needed: int | None = Field(examples=[40])
    n_missing: int = Field(examples=[26])
    n_reviewers: int | None = Field(examples=[2])
    sites: list[SiteCountOut] = Field(description="For who judges or approves.")
    similarity: Similarity = Field(description="On what work the figures were measured.")
    is_fallback: bool = Field(description="The handling time is that of other people.")
    seconds: MeasuredOut | None = Field(description="Per judgment.")
    accuracy: MeasuredOut | None = Field(description="On gold.")
    hours_per_week: MeasuredOut | None = Field(description="Of those who are busy, each.")
    hours: float | None = Field(description="Of judgments with gold.", examples=[66.7])
    review_hours: float = Field(examples=[5.0])
    dates: DatesOut
    cost: AmountOut | None = Field(description="Empty: no rate given.")


class BecauseOut(Schema):
    """A rule that applied; without points it rules the channel out."""

    channel: Channel
    points: int | None = Field(examples=[2])
    rule: str = Field(examples=["covered_crowd"])
    sentence: str = Field(examples=["The crowd covers 2 of 2 markets with the people needed."])


class OverrulingOut(Schema):
    channel: Channel
    reason: str
    decided_at: datetime
    decided_by: str = Field(examples=["Lea"])


class PilotIn(Strict):
    n_tasks: int = Field(examples=[50])


class PilotOut(Schema):
    """What the pilot had shown when the run was computed; medians over every judgment."""

    n_wanted: int = Field(examples=[50])
    n_tasks: int = Field(examples=[50])
    n_done: int = Field(examples=[48])
    n_judgments: int = Field(examples=[146])
    agreement: MeasuredOut | None = Field(
        description="Krippendorff's alpha, of the question agreed on least."
    )
    seconds: float | None = Field(description="Per judgment.", examples=[34.5])
    seconds_per_task: float | None = Field(description="All judgments of a task.", examples=[104.0])


class SampledOut(Schema):
    n_added: int = Field(description="Tasks that came from the sample file.", examples=[48])
    n_bad: int = Field(description="Rows that are no task of the label schema.", examples=[2])
    reason: str = Field(description="Why of the first of them, or of the file.", examples=[""])


class PilotStartedOut(Schema):
    project: UUID
    name: str = Field(examples=["Pilot: Grades for image search"])
    n_wanted: int = Field(examples=[50])
    sampled: SampledOut | None = Field(description="Null: the request has no sample file.")


class FeasibilityRunOut(Schema):
    uid: UUID
    number: int = Field(examples=[2])
    made_at: datetime
    channel: Channel | None = Field(description="By the rules; empty where every one is ruled out.")
    timing: Timing
    p80_on: date | None


class FeasibilityOut(FeasibilityRunOut):
    """`channel` is by the rules, `overruling` what somebody decided instead."""

    starts_on: date
    deadline_on: date | None
    dates: DatesOut
    n_missing: int = Field(examples=[26])
    cost: AmountOut | None
    currency: str = Field(examples=["EUR"])
    n_without_rate: int = Field(description="Markets without a rate: not in the cost.", examples=[0])
    given: GivenIO
    rates: dict[str, int] = Field(description="For who judges or approves.")
    markets: list[FeasibleMarketOut]
    points: dict[str, int] = Field(examples=[{"crowd": 3, "bpo": 1}])
    because: list[BecauseOut]
    overruling: OverrulingOut | None
    pilot: PilotOut | None
    n_runs: int = Field(description="Of the forecast.", examples=[400])
    seed: int


@router.get(
    "/requests/{uuid:request_uid}/feasibility", response=FeasibilityOut, operation_id="feasibility_of_request"
)
def of_request(request: HttpRequest, request_uid: UUID) -> FeasibilityOut:
    """The newest run of a request; 404 before there is one."""
    person = person_of(request)
    return _newest(person, request_for(person, request_uid))


@router.post(
    "/requests/{uuid:request_uid}/feasibility",
    response={201: FeasibilityOut},
    operation_id="feasibility_judge_request",
)
@creates
def judge_request(request: HttpRequest, request_uid: UUID, asked: FeasibilityIn) -> FeasibilityOut:
    """Compute it from what was measured until yesterday, and keep it."""
    person = person_of(request)
    found = request_for(person, request_uid)
    given = Given(**asked.given.model_dump()) if asked.given else None
    actions.judge_request(person, request=found, given=given, rates=_rates(asked), now=now())
    return _newest(person, found)


@router.get(
    "/requests/{uuid:request_uid}/feasibility/runs",
    response=Page[FeasibilityRunOut],
    operation_id="feasibility_runs_of_request",
)
def runs_of_request(
    request: HttpRequest, request_uid: UUID, paging: Query[Paging]
) -> Page[FeasibilityRunOut]:
    """Every run, newest first."""
    return page(runs_of(request_for(person_of(request), request_uid)), paging, _run)


@router.post(
    "/requests/{uuid:request_uid}/feasibility/decide",
    response=FeasibilityOut,
    operation_id="feasibility_decide_request",
)
def decide_request(request: HttpRequest, request_uid: UUID, asked: OverruleIn) -> FeasibilityOut:
    """Decide for another channel than the newest run; what the rules say stays beside it."""
    person = person_of(request)
    return _decide(person, request_for(person, request_uid), asked)


@router.get(
    "/projects/{uuid:project}/feasibility", response=FeasibilityOut, operation_id="feasibility_of_project"
)
def of_project(request: HttpRequest, project: UUID) -> FeasibilityOut:
    """What is left of a project, as it was reckoned last; 404 before it was."""
    person = person_of(request)
    return _newest(person, plan_project_for(person, project))


@router.post(
    "/projects/{uuid:project}/feasibility",
    response={201: FeasibilityOut},
    operation_id="feasibility_judge_project",
)
@creates
def judge_project(request: HttpRequest, project: UUID, asked: FeasibilityIn) -> FeasibilityOut:
    """Reckon again; its owner is told where it is worse than the last time."""
    person = person_of(request)
    found = plan_project_for(person, project)
    given = Given(**asked.given.model_dump()) if asked.given else None
    actions.judge_project(person, project=found, given=given, rates=_rates(asked), now=now())
    return _newest(person, found)


@router.get(
    "/projects/{uuid:project}/feasibility/runs",
    response=Page[FeasibilityRunOut],
    operation_id="feasibility_runs_of_project",
)
def runs_of_project(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[FeasibilityRunOut]:
    """Every run, newest first."""
    return page(runs_of(plan_project_for(person_of(request), project)), paging, _run)


@router.post(
    "/projects/{uuid:project}/feasibility/decide",
    response=FeasibilityOut,
    operation_id="feasibility_decide_project",
)
def decide_project(request: HttpRequest, project: UUID, asked: OverruleIn) -> FeasibilityOut:
    """Decide for another channel than the newest run; what the rules say stays beside it."""
    person = person_of(request)
    return _decide(person, plan_project_for(person, project), asked)


@router.post(
    "/requests/{uuid:request_uid}/pilot", response={201: PilotStartedOut}, operation_id="feasibility_pilot"
)
@creates
def pilot(request: HttpRequest, request_uid: UUID, asked: PilotIn) -> PilotStartedOut:
    """Start a pilot: a project of its own, with the tasks of the sample file; the request stays where it is."""
    person = person_of(request)
    found = request_for(person, request_uid)
    made = start_pilot(person, request=found, n_tasks=asked.n_tasks, now=now())
    pilot = made.pilot
    return PilotStartedOut(
        project=pilot.project.uid,
        name=pilot.project.name,
        n_wanted=pilot.n_wanted,
        sampled=_sampled(made.sampled) if made.sampled else None,
    )


@router.post(
    "/requests/{uuid:request_uid}/pilot/sample", response=SampledOut, operation_id="feasibility_pilot_sample"
)
def pilot_sample(request: HttpRequest, request_uid: UUID) -> SampledOut:
    """Take the tasks of a pilot that has none yet from the request's sample file, as many as it wants."""
    person = person_of(request)
    return _sampled(take_sample(person, request=request_for(person, request_uid), now=now()))


def _sampled(found: Sampled) -> SampledOut:
    return SampledOut(
        n_added=found.n_added, n_bad=found.n_bad, reason=found.reason.text if found.reason else ""
    )


def _pilot(found: PilotFigures) -> PilotOut:
    return PilotOut(
        n_wanted=found.n_wanted,
        n_tasks=found.n_tasks,
        n_done=found.n_done,
        n_judgments=found.n_judgments,
        agreement=_measured(found.agreement),
        seconds=found.seconds,
        seconds_per_task=found.seconds_per_task,
    )


def _decide(person: User, subject: Request | Project, asked: OverruleIn) -> FeasibilityOut:
    run = runs_of(subject).first()
    if run is None:
        raise NotFound
    actions.overrule(person, run=run, channel=asked.channel, reason=asked.reason, now=now())
    return _newest(person, subject)


def _rates(asked: FeasibilityIn) -> Rates | None:
    return None if asked.rates is None else Rates(asked.rates, asked.currency)


def _newest(person: User, subject: Request | Project) -> FeasibilityOut:
    found = newest_of(subject)
    if found is None:
        raise NotFound
    return _out(found, is_inside=sees_inside(person, subject))


def _run(run: FeasibilityRun) -> FeasibilityRunOut:
    return FeasibilityRunOut(
        uid=run.uid,
        number=run.number,
        made_at=run.made_at,
        channel=Channel(run.channel) if run.channel else None,
        timing=Timing(run.timing),
        p80_on=run.p80_on,
    )


def _out(found: Feasibility, *, is_inside: bool) -> FeasibilityOut:
    estimate, decided = found.estimate, found.overruling
    return FeasibilityOut(
        **_run(found.run).dict(),
        starts_on=estimate.starts_on,
        deadline_on=estimate.deadline_on,
        dates=_dates(estimate.dates),
        n_missing=sum(each.n_missing for each in estimate.markets),
        cost=_amount(estimate.cost),
        currency=estimate.currency,
        n_without_rate=estimate.n_without_rate,
        given=GivenIO(**{name: getattr(found.given, name) for name in GivenIO.model_fields}),
        rates=dict(found.rates.by_market) if is_inside else {},
        markets=[_market(each, is_inside=is_inside) for each in estimate.markets],
        points=dict(found.suitability.points),
        because=[
            BecauseOut(channel=each.channel, points=each.points, rule=each.rule, sentence=each.sentence)
            for each in found.suitability.because
        ],
        overruling=None
        if decided is None
        else OverrulingOut(
            channel=Channel(decided.channel),
            reason=decided.reason,
            decided_at=decided.decided_at,
            decided_by=decided.decided_by.name if decided.decided_by else "Assay",
        ),
        pilot=None if found.pilot is None else _pilot(found.pilot),
        n_runs=estimate.n_runs,
        seed=estimate.seed,
    )


def _market(each: MarketEstimate, *, is_inside: bool) -> FeasibleMarketOut:
    return FeasibleMarketOut(
        **{name: getattr(each, name) for name in _PLAIN},
        sites=[SiteCountOut(name=site.name, n_people=site.n_people) for site in each.sites]
        if is_inside
        else [],
        seconds=_measured(each.seconds),
        accuracy=_measured(each.accuracy),
        hours_per_week=_measured(each.hours_per_week),
        dates=_dates(each.dates),
        cost=_amount(each.cost),
    )


_PLAIN = (
    *("market", "language", "n_items", "n_judgments", "n_people", "n_busy", "n_idle", "n_of_vendors"),
    *("n_needed", "n_missing", "n_reviewers", "similarity", "is_fallback", "hours", "review_hours"),
)


def _measured(found: Measured | None) -> MeasuredOut | None:
    if found is None:
        return None
    return MeasuredOut(value=found.value, low=found.low, high=found.high, n=found.n)


def _dates(found: Dates) -> DatesOut:
    return DatesOut(p50=found.p50, p80=found.p80, p95=found.p95)


def _amount(found: Amount | None) -> AmountOut | None:
    return None if found is None else AmountOut(value=found.value, low=found.low, high=found.high)
