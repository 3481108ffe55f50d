"""A quarter of many projects: the figures that every project has one row of, in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC

from django.db.models import Sum

from assay.delivery.queries.accepted import n_accepted_of
from assay.insight.enums import GoodDirection, ResultUnit, WhyNot
from assay.insight.models import ModelMetric, PointWorth
from assay.insight.queries.results import current_results, first_recorded, metrics_of_many, worths_of
from assay.insight.queries.returns import ENOUGH_PEOPLE, point_of
from assay.insight.rules.quality_cost import per_correct
from assay.insight.rules.quarter_review import Cost, Figures, Gain, by_currency, gained_in, roi_of
from assay.insight.rules.quarters import Quarter, quarter_of
from assay.insight.rules.returns import Figure, Point, Price, Worth, earned, priced
from assay.money.queries.paid_people import n_paid_of
from assay.money.queries.spending import booked_between
from assay.planning.enums import Metric
from assay.planning.models import PlanWeek
from assay.planning.queries.health import Values, values_in
from assay.planning.queries.schedules import newest_plans
from assay.planning.rules.standards import Measured
from assay.projects.models import Project
from assay.quality.queries.measured import Look
from assay.stats.sampling import Estimate
from assay.work.queries.weekly import tasks_done_of

# By the quarter in which they were recorded.
Recorded = Mapping[Quarter, Sequence[Point]]


def figures_of(projects: Sequence[Project], quarter: Quarter) -> dict[int, Figures]:
    """By project."""
    pks = [each.pk for each in projects]
    booked = booked_between(pks, *quarter.days)
    told = n_paid_of(pks, enough=ENOUGH_PEOPLE, days=quarter.days)
    before, by_now = n_accepted_of(pks, quarter.since), n_accepted_of(pks, quarter.until)
    planned, done = _planned(pks, quarter), _done(pks, quarter)
    quality = values_in(projects, Look(quarter.since, quarter.until))
    gains = gains_of(pks, quarter)
    return {
        pk: _figures(
            costs=[Cost(each.currency, each.kind, each.micro) for each in booked.get(pk, ()) if each.micro],
            is_told=told[pk] >= ENOUGH_PEOPLE,
            n_accepted=by_now.get(pk, 0) - before.get(pk, 0),
            tasks=(planned.get(pk), done.get(pk, 0)),
            quality=quality.get(pk, {}),
            gains=gains.get(pk, []),
        )
        for pk in pks
    }


def gains_of(project_ids: Sequence[int], quarter: Quarter) -> dict[int, list[Gain]]:
    """Of the metrics that have results which were recorded in the quarter."""
    metrics = list(metrics_of_many(project_ids))
    recorded = _recorded([each.pk for each in metrics])
    own = [each for each in metrics if quarter in recorded.get(each.pk, {})]
    worths = worths_of(each.pk for each in own)
    found: defaultdict[int, list[Gain]] = defaultdict(list)
    for each in own:
        found[each.project_id].append(_gain(each, recorded[each.pk], quarter, worths.get(each.pk)))
    return dict(found)


def _figures(
    *,
    costs: Sequence[Cost],
    is_told: bool,
    n_accepted: int,
    tasks: tuple[int | None, int],
    quality: Values,
    gains: Sequence[Gain],
) -> Figures:
    price = priced(by_currency(costs), n_accepted)
    return Figures(
        costs=tuple(costs),
        is_told=is_told,
        n_accepted=n_accepted,
        price=price,
        correct=_correct(price, quality.get(Metric.ACCURACY_MINOR)),
        n_planned=tasks[0],
        n_done=tasks[1],
        quality=dict(quality),
        gains=tuple(gains),
        roi=roi_of(gains, costs),
    )


def _correct(price: Price | WhyNot, right: Measured | None) -> Figure | WhyNot:
    """By the answers of the quarter in which reviewers found no error."""
    if isinstance(price, WhyNot):
        return price
    if right is None:
        return WhyNot.NO_REVIEW
    return per_correct(price.each, Estimate(right.value, None, right.low, right.high, right.n))


def _planned(project_ids: Sequence[int], quarter: Quarter) -> dict[int, int]:
    """By the plan in force at its end; one without a plan is left out."""
    plans = newest_plans(project_ids, quarter.until)
    weeks = PlanWeek.objects.filter(plan__in=plans.values(), week_on__range=quarter.weeks)
    sums = weeks.values_list("plan__project_id").annotate(n=Sum("n_tasks")).order_by("plan__project_id")
    return {**dict.fromkeys(plans, 0), **{pk: int(n) for pk, n in sums}}


def _done(project_ids: Sequence[int], quarter: Quarter) -> dict[int, int]:
    """In the same weeks."""
    first, _last = quarter.weeks
    found = tasks_done_of(project_ids, quarter.weeks_end_on)
    return {
        pk: sum(n for (week_on, _market), n in weeks.items() if first <= week_on)
        for pk, weeks in found.items()
    }


def _recorded(metrics: Sequence[int]) -> Mapping[int, Recorded]:
    """By metric, what counts now; a correction stands where the first row of it was recorded."""
    first = first_recorded(metrics)
    found: defaultdict[int, defaultdict[Quarter, list[Point]]] = defaultdict(lambda: defaultdict(list))
    for each in current_results(metrics):
        at = first.get(each.pk, each.recorded_at)
        found[each.metric_id][quarter_of(at.astimezone(UTC).date())].append(point_of(each))
    return found


def _gain(metric: ModelMetric, recorded: Recorded, quarter: Quarter, said: PointWorth | None) -> Gain:
    unit, direction = ResultUnit(metric.unit), GoodDirection(metric.direction)
    gained = gained_in(recorded, quarter, direction)
    return Gain(
        metric=metric.uid,
        model=metric.model,
        name=metric.name,
        market=metric.market.name if metric.market else "",
        unit=unit,
        unit_name=metric.unit_name,
        gained=gained,
        value=earned(gained, unit, Worth(said.micro, said.currency) if said else WhyNot.NO_WORTH),
        currency=said.currency if said else "",
    )
