"""Recording what models measure, correcting it by a new row, and saying what a point is worth."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from assay.delivery.enums import ReleaseState
from assay.delivery.models import Release
from assay.insight.enums import ResultPart, ResultUnit
from assay.insight.models import ModelMetric, ModelResult, PointWorth
from assay.insight.queries.results import current_results
from assay.insight.rules import results as rules
from assay.insight.rules.results import Measured, MetricTerms
from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.queries.organisation import markets
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require


@dataclass(frozen=True, slots=True)
class NewWorth:
    micro: int
    currency: str
    reason: str


def define_metric(
    by: User | None, *, project: Project, terms: MetricTerms, market: str = "", now: datetime
) -> ModelMetric:
    """A metric of a model, once per project and market (its code; empty: all together)."""
    require(by, project, Permission.WEIGH_RETURN)
    problems = rules.refuse_metric(terms)
    of_market = markets().filter(code=market).first() if market else None
    if market and of_market is None:
        problems.append(rules.UNKNOWN_MARKET(field="market", code=market[:20]))
    if problems:
        raise Refused(*problems)
    try:
        with transaction.atomic():
            act_as(by)
            return ModelMetric.objects.create(
                project=project,
                model=terms.model.strip(),
                name=terms.name.strip(),
                unit=terms.unit,
                unit_name=terms.unit_name.strip(),
                direction=terms.direction,
                market=of_market,
                created_at=now,
                created_by=by,
            )
    except IntegrityError as error:
        raise Refused(rules.METRIC_TWICE(field="name")) from error


def record_result(
    by: User | None, *, metric: ModelMetric, release: Release, given: Measured, now: datetime
) -> ModelResult:
    """One result per number of labels and part: a second one is a correction of the first."""
    require(by, metric.project, Permission.WEIGH_RETURN)
    _refuse(metric, release, given, now)
    with transaction.atomic():
        act_as(by)
        _lock(metric)
        _refuse_twice(metric, given, None)
        return _write(by, ModelResult(metric=metric, release=release), given, now=now)


def correct_result(
    by: User | None, *, result: ModelResult, given: Measured, reason: str, now: datetime
) -> ModelResult:
    """A new row in the place of the one that was wrong, which stays readable."""
    require(by, result.metric.project, Permission.WEIGH_RETURN)
    _refuse(result.metric, result.release, given, now)
    corrected = ModelResult(metric=result.metric, release=result.release, corrects=result)
    return _correct(by, corrected, given, reason, now=now)


def withdraw_result(by: User | None, *, result: ModelResult, reason: str, now: datetime) -> ModelResult:
    """It counts no more; the row that says so stays."""
    require(by, result.metric.project, Permission.WEIGH_RETURN)
    same = Measured(
        part=ResultPart(result.part),
        n_labels=result.n_labels,
        value=result.value,
        measured_on=result.measured_on,
        n=result.n,
        low=result.low,
        high=result.high,
        note=result.note,
    )
    gone = ModelResult(metric=result.metric, release=result.release, corrects=result, is_withdrawn=True)
    return _correct(by, gone, same, reason, now=now)


def say_worth(by: User | None, *, metric: ModelMetric, worth: NewWorth, now: datetime) -> PointWorth:
    """What a point is worth from now on, to whoever says so."""
    require(by, metric.project, Permission.WEIGH_RETURN)
    if problems := rules.refuse_worth(worth.micro, worth.currency, worth.reason):
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        return PointWorth.objects.create(
            metric=metric,
            micro=worth.micro,
            currency=worth.currency,
            reason=worth.reason.strip()[: rules.MOST_NOTE],
            said_at=now,
            said_by=by,
        )


def _correct(
    by: User | None, row: ModelResult, given: Measured, reason: str, *, now: datetime
) -> ModelResult:
    if not reason.strip():
        raise Refused(rules.NEEDS_REASON(field="reason"))
    row.reason = reason.strip()[: rules.MOST_NOTE]
    with transaction.atomic():
        act_as(by)
        _lock(row.metric)
        if ModelResult.objects.filter(corrects=row.corrects).exists() or (
            row.corrects is not None and row.corrects.is_withdrawn
        ):
            raise Refused(rules.CORRECTED_ALREADY())
        if not row.is_withdrawn:
            _refuse_twice(row.metric, given, row.corrects)
        return _write(by, row, given, now=now)


def _refuse(metric: ModelMetric, release: Release, given: Measured, now: datetime) -> None:
    if release.project_id != metric.project_id:
        raise Refused(rules.OTHER_PROJECT(field="release"))
    if release.state != ReleaseState.READY:
        raise Refused(rules.NOT_READY(field="release"))
    if problems := rules.refuse_result(given, ResultUnit(metric.unit), today=now.date()):
        raise Refused(*problems)


def _refuse_twice(metric: ModelMetric, given: Measured, instead_of: ModelResult | None) -> None:
    there = current_results([metric.pk]).filter(n_labels=given.n_labels)
    if instead_of is not None:
        there = there.exclude(pk=instead_of.pk)
    if there.exists():
        raise Refused(rules.RECORDED_ALREADY(field="n_labels"))


def _write(by: User | None, row: ModelResult, given: Measured, *, now: datetime) -> ModelResult:
    row.part, row.n_labels, row.value, row.n = given.part, given.n_labels, given.value, given.n
    row.low, row.high = rules.interval_of(given)
    row.measured_on, row.note = given.measured_on, given.note.strip()[: rules.MOST_NOTE]
    row.recorded_at, row.recorded_by = now, by
    row.save()
    return row


def _lock(metric: ModelMetric) -> None:
    ModelMetric.objects.select_for_update(no_key=True).get(pk=metric.pk)
