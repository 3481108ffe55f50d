"""What labels did for models: metrics, results at sizes of training, and what follows from them."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.delivery.queries.releases import release_for
from assay.insight.actions import results as actions
from assay.insight.enums import Course, GoodDirection, ResultPart, ResultUnit, ReturnState, WhyNot
from assay.insight.models import ModelMetric, ModelResult
from assay.insight.queries import results as queries
from assay.insight.queries.returns import Alternative, Return, alternatives, return_for, return_of
from assay.insight.rules.results import MOST_MODEL, MOST_NAME, MOST_NOTE, MOST_UNIT, Measured, MetricTerms
from assay.insight.rules.returns import Figure, Fitted, Price
from assay.kit.clock import now

router = Router(tags=["insight"])


class ModelMetricIn(Strict):
    model: str = Field(max_length=MOST_MODEL, examples=["Shop ranker"])
    name: str = Field(max_length=MOST_NAME, examples=["nDCG@10"])
    unit: ResultUnit = Field(ResultUnit.SHARE, description="A share is written from 0 to 1.")
    unit_name: str = Field("", max_length=MOST_UNIT, description="Of a unit of its own.", examples=[""])
    direction: GoodDirection = GoodDirection.HIGHER
    market: str = Field("", max_length=20, description="Its code; empty: all together.", examples=[""])


class ModelResultIn(Strict):
    """A share says how many examples it was measured on, or its interval; every other metric its interval."""

    part: ResultPart = ResultPart.SIZE
    n_labels: int = Field(description="Labels that the model was trained on.", examples=[1600])
    value: float = Field(examples=[0.92])
    n: int | None = Field(None, examples=[2000])
    low: float | None = Field(None, description="Of the 95 % interval.")
    high: float | None = None
    measured_on: date = Field(examples=["2026-03-02"])
    note: str = Field("", max_length=MOST_NOTE, examples=["Five seeds, the same test set."])


class NewModelResultIn(ModelResultIn):
    release: UUID = Field(description="A ready release of the project.")


class ResultCorrectionIn(ModelResultIn):
    reason: str = Field(max_length=MOST_NOTE, examples=["The test set had duplicates."])


class ResultWithdrawalIn(Strict):
    reason: str = Field(max_length=MOST_NOTE, examples=["It was another model."])


class PointWorthIn(Strict):
    micro: int = Field(
        description="Millionths of the currency; of a share what one percentage point is worth, else one unit.",
        examples=[20000000000],
    )
    currency: str = Field(max_length=3, examples=["EUR"])
    reason: str = Field(max_length=MOST_NOTE, examples=["Conversion moves by 0.2 % with it."])


class FigureOut(Schema):
    """Null where it was not measured; `why_not` says why then."""

    value: float | None = Field(examples=[0.0065])
    low: float | None = Field(examples=[0.005])
    high: float | None = Field(examples=[0.008])
    why_not: WhyNot | None


class PriceOut(Schema):
    """What the ledger booked for the project over the labels that were accepted."""

    spent_micro: int | None = Field(examples=[120000000])
    currency: str = Field(examples=["EUR"])
    n_labels: int | None = Field(examples=[1000])
    each: float | None = Field(description="In the currency.", examples=[0.12])
    why_not: WhyNot | None


class CurveOut(Schema):
    """Error = floor + scale n^-rate, of the distance to the best end; its interval is on the narrow side."""

    floor: float
    scale: float
    rate: float
    n_points: int
    best: FigureOut = Field(description="Where the metric would end with labels without number.")


class AlternativeOut(Schema):
    course: Course
    name: str
    gain: FigureOut = Field(
        description="Items and markets: gain of the metric by 1,000 labels; others: of accuracy on known answers."
    )
    cost: FigureOut | None = Field(
        description="Of a percentage point of accuracy, per label, in the currency."
    )


class ModelMetricOut(Schema):
    uid: UUID
    project: UUID
    model: str
    name: str
    unit: ResultUnit
    unit_name: str
    direction: GoodDirection
    market: str
    n_results: int
    n_labels: int = Field(description="The most labels that a result stands for.")
    state: ReturnState
    change: FigureOut = Field(description="From the first result to the last; above 0 is better.")
    earned: FigureOut = Field(description="What that is worth, in the currency of the worth.")
    next_thousand: FigureOut = Field(description="Gain of the metric by 1,000 labels more.")
    break_even: FigureOut = Field(description="Labels after which the next costs more than it is worth.")
    curve: CurveOut | None
    curve_why_not: WhyNot | None
    point_micro: int | None
    point_currency: str


class ReturnsOut(Schema):
    price: PriceOut
    metrics: list[ModelMetricOut]


class ModelMetricDetail(ModelMetricOut):
    price: PriceOut
    alternatives: list[AlternativeOut]
    target: float | None
    labels_for_target: FigureOut | None = Field(
        description="Null ends lie beyond what the interval of the curve reaches."
    )


class ModelResultOut(Schema):
    uid: UUID
    release: UUID
    release_number: int
    part: ResultPart
    n_labels: int
    value: float
    low: float
    high: float
    n: int | None
    measured_on: date
    note: str
    recorded_at: datetime
    recorded_by: str = Field(description="Whose claim it is.")
    corrects: UUID | None
    is_withdrawn: bool
    is_current: bool
    reason: str


class PointWorthOut(Schema):
    uid: UUID
    micro: int
    currency: str
    reason: str
    said_at: datetime


@router.get("/projects/{uuid:project}/returns", response=ReturnsOut, operation_id="returns")
def returns(request: HttpRequest, project: UUID) -> ReturnsOut:
    """What labels of the project did for models, and what an accepted label has cost."""
    person = person_of(request)
    found = return_for(person, queries.project_for_return(person, project))
    return ReturnsOut(price=_price(found.price), metrics=[_metric(each) for each in found.returns])


@router.post(
    "/projects/{uuid:project}/model-metrics",
    response={201: ModelMetricOut},
    operation_id="model_metrics_define",
)
@creates
def define(request: HttpRequest, project: UUID, asked: ModelMetricIn) -> ModelMetricOut:
    """Keep a metric of a model, once per project and market."""
    person = person_of(request)
    found = queries.project_for_return(person, project)
    terms = MetricTerms(asked.model, asked.name, asked.unit, asked.unit_name, asked.direction)
    made = actions.define_metric(person, project=found, terms=terms, market=asked.market, now=now())
    return _metric(_own(made))


@router.get("/model-metrics/{uuid:metric}", response=ModelMetricDetail, operation_id="model_metrics_get")
def get(request: HttpRequest, metric: UUID, target: float | None = None) -> ModelMetricDetail:
    """Curve, break-even, labels for a target, and what else the money could buy."""
    person = person_of(request)
    found = queries.metric_for(person, metric)
    whole = return_for(person, found.project)
    own = next(each for each in whole.returns if each.metric.pk == found.pk)
    return ModelMetricDetail(
        **_metric(own).dict(),
        price=_price(whole.price),
        alternatives=[_alternative(each) for each in alternatives(whole, found)],
        target=target,
        labels_for_target=_target(own, target),
    )


@router.get(
    "/model-metrics/{uuid:metric}/results", response=Page[ModelResultOut], operation_id="model_results_list"
)
def results(request: HttpRequest, metric: UUID, paging: Query[Paging]) -> Page[ModelResultOut]:
    """Every result that was ever recorded, with corrections, newest first."""
    return page(queries.results_of(queries.metric_for(person_of(request), metric)), paging, _result)


@router.post(
    "/model-metrics/{uuid:metric}/results",
    response={201: ModelResultOut},
    operation_id="model_results_record",
)
@creates
def record(request: HttpRequest, metric: UUID, asked: NewModelResultIn) -> ModelResultOut:
    """Record what the model measured; it counts as the caller's claim."""
    person = person_of(request)
    found = queries.metric_for(person, metric)
    release = release_for(person, asked.release)
    return _result(
        actions.record_result(person, metric=found, release=release, given=_given(asked), now=now())
    )


@router.post(
    "/model-results/{uuid:model_result}/correct",
    response={201: ModelResultOut},
    operation_id="model_results_correct",
)
@creates
def correct(request: HttpRequest, model_result: UUID, asked: ResultCorrectionIn) -> ModelResultOut:
    """Put another row in its place; the wrong one stays readable."""
    person = person_of(request)
    found = queries.result_for(person, model_result)
    return _result(
        actions.correct_result(person, result=found, given=_given(asked), reason=asked.reason, now=now())
    )


@router.post(
    "/model-results/{uuid:model_result}/withdraw",
    response={201: ModelResultOut},
    operation_id="model_results_withdraw",
)
@creates
def withdraw(request: HttpRequest, model_result: UUID, asked: ResultWithdrawalIn) -> ModelResultOut:
    """It counts no more; the row stays."""
    person = person_of(request)
    found = queries.result_for(person, model_result)
    return _result(actions.withdraw_result(person, result=found, reason=asked.reason, now=now()))


@router.post(
    "/model-metrics/{uuid:metric}/worth", response={201: PointWorthOut}, operation_id="point_worth_say"
)
@creates
def say_worth(request: HttpRequest, metric: UUID, asked: PointWorthIn) -> PointWorthOut:
    """Say what a point of the metric is worth; the newest counts."""
    person = person_of(request)
    worth = actions.NewWorth(asked.micro, asked.currency, asked.reason)
    made = actions.say_worth(person, metric=queries.metric_for(person, metric), worth=worth, now=now())
    return PointWorthOut(
        uid=made.uid, micro=made.micro, currency=made.currency, reason=made.reason, said_at=made.said_at
    )


def _own(metric: ModelMetric) -> Return:
    return next(each for each in return_of(metric.project).returns if each.metric.pk == metric.pk)


def _given(asked: ModelResultIn) -> Measured:
    return Measured(
        part=asked.part,
        n_labels=asked.n_labels,
        value=asked.value,
        measured_on=asked.measured_on,
        n=asked.n,
        low=asked.low,
        high=asked.high,
        note=asked.note,
    )


def _figure(found: Figure | WhyNot) -> FigureOut:
    if isinstance(found, WhyNot):
        return FigureOut(value=None, low=None, high=None, why_not=found)
    return FigureOut(value=found.value, low=found.low, high=found.high, why_not=None)


def _price(found: Price | WhyNot) -> PriceOut:
    if isinstance(found, WhyNot):
        return PriceOut(spent_micro=None, currency="", n_labels=None, each=None, why_not=found)
    return PriceOut(
        spent_micro=found.spent_micro,
        currency=found.currency,
        n_labels=found.n_labels,
        each=found.each,
        why_not=None,
    )


def _metric(found: Return) -> ModelMetricOut:
    metric, curve = found.metric, found.curve
    return ModelMetricOut(
        uid=metric.uid,
        project=metric.project.uid,
        model=metric.model,
        name=metric.name,
        unit=ResultUnit(metric.unit),
        unit_name=metric.unit_name,
        direction=GoodDirection(metric.direction),
        market=metric.market.code if metric.market else "",
        n_results=len(found.results),
        n_labels=found.n_now,
        state=found.state,
        change=_figure(found.gained),
        earned=_figure(found.earned),
        next_thousand=_figure(found.next_gain),
        break_even=_figure(found.break_even),
        curve=_curve(curve) if isinstance(curve, Fitted) else None,
        curve_why_not=None if isinstance(curve, Fitted) else curve,
        point_micro=found.said.micro if found.said else None,
        point_currency=found.said.currency if found.said else "",
    )


def _curve(found: Fitted) -> CurveOut:
    law = found.law
    return CurveOut(
        floor=law.floor, scale=law.scale, rate=law.rate, n_points=law.n_points, best=_figure(found.best)
    )


def _target(found: Return, target: float | None) -> FigureOut | None:
    if target is None:
        return None
    if isinstance(found.curve, WhyNot):
        return _figure(found.curve)
    value = found.curve.labels_for(target)
    low, high = found.curve.labels_interval(target)
    return FigureOut(value=value, low=low, high=high, why_not=WhyNot.BEYOND if value is None else None)


def _alternative(found: Alternative) -> AlternativeOut:
    cost = None if found.cost is None else _figure(found.cost)
    return AlternativeOut(course=found.course, name=found.name, gain=_figure(found.found), cost=cost)


def _result(found: ModelResult) -> ModelResultOut:
    return ModelResultOut(
        uid=found.uid,
        release=found.release.uid,
        release_number=found.release.number,
        part=ResultPart(found.part),
        n_labels=found.n_labels,
        value=found.value,
        low=found.low,
        high=found.high,
        n=found.n,
        measured_on=found.measured_on,
        note=found.note,
        recorded_at=found.recorded_at,
        recorded_by=found.recorded_by.name if found.recorded_by else "Assay",
        corrects=found.corrects.uid if found.corrects else None,
        is_withdrawn=found.is_withdrawn,
        is_current=not found.is_withdrawn and not hasattr(found, "corrected_by"),
        reason=found.reason,
    )
