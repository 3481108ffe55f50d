"""The parts of one project's review: each reads what another page shows, for the days of the quarter."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any  # A certificate is JSON.

from django.db.models import Q

from assay.delivery.enums import AcceptanceState, ReleaseState
from assay.delivery.models import Release
from assay.delivery.queries.releases import releases_of
from assay.insight.enums import QualityShare
from assay.insight.queries.quality_cost import next_month, parts_of, quality_costs
from assay.insight.rules.quality_cost import shares
from assay.insight.rules.quarter_review import BudgetUse, Delivery, QualityPaid, Standard
from assay.insight.rules.quarters import Quarter
from assay.money.queries.budget_use import used_of
from assay.money.queries.budgets import amounts_at, budgets_until
from assay.money.queries.spending import spent_by_project
from assay.planning.enums import Metric
from assay.planning.queries.measures import Asked, measured
from assay.planning.queries.schedules import newest_plans, schedules_of
from assay.planning.queries.standards import standards_of
from assay.planning.queries.standing import today_of
from assay.planning.rules.standards import Measured, status_of
from assay.projects.models import Project
from assay.quality.queries.measured import Look

Values = Mapping[Metric, Measured]


# Attainment is reckoned since the project began; a label's cost is told by the ledger, over those that were accepted.
NOT_OF_QUARTERS = frozenset({Metric.PLAN_ATTAINMENT, Metric.COST_PER_LABEL})


def measured_in(project: Project, quarter: Quarter, day: date) -> Values:
    """Metrics of the catalogue up to a day of it, of the project as a whole; what was not measured is left out."""
    found = measured(Asked(project, Look(quarter.since, quarter.until), (quarter.days[0], day)))
    return {
        metric: by_site[None]
        for metric, by_site in found.items()
        if None in by_site and metric not in NOT_OF_QUARTERS
    }


def standards_in(project: Project, day: date, values: Values, before: Values) -> tuple[Standard, ...]:
    """By the versions in force at the end of the quarter, or today; of what can be told of a quarter alone."""
    return tuple(
        Standard(
            metric=metric,
            target=standard.terms.target,
            threshold=standard.terms.threshold,
            currency=standard.terms.currency,
            measured=values.get(metric),
            before=before.get(metric),
            status=status_of(metric, standard.terms, values.get(metric)),
        )
        for metric, standard in standards_of(project, day).items()
        if metric not in NOT_OF_QUARTERS
    )


def deliveries_in(project: Project, quarter: Quarter) -> tuple[Delivery, ...]:
    """Releases that became ready in the quarter, the first one first."""
    found = releases_of(project).filter(
        state=ReleaseState.READY, ready_at__gt=quarter.since, ready_at__lte=quarter.until
    )
    return tuple(_delivery(each) for each in found.select_related("acceptance").order_by("number"))


def milestones_in(project: Project, quarter: Quarter, moment: datetime) -> tuple[int, int]:
    """How many were due in the quarter, and how many of them were done by their day; by the plan in force then."""
    schedule = schedules_of([project], moment).get(project.pk)
    last = min(quarter.last_on, today_of(project, moment))
    due = [
        each
        for each in (schedule.milestones if schedule else ())
        if quarter.first_on <= each.milestone.due_on <= last
    ]
    return len(due), sum(each.done_on is not None and each.done_on <= each.milestone.due_on for each in due)


def budgets_in(project: Project, quarter: Quarter, now: datetime) -> tuple[BudgetUse, ...]:
    """The project's own budgets that cover a day of the quarter, and that of its plan, as they were set by its end."""
    covering = budgets_until(project, quarter.since).filter(
        Q(starts_on=None) | Q(starts_on__lte=quarter.last_on),
        Q(ends_on=None) | Q(ends_on__gte=quarter.first_on),
    )
    amounts = amounts_at(covering, quarter.until)
    own = [
        BudgetUse(
            each.budget.name,
            each.budget.starts_on,
            each.budget.ends_on,
            each.budget.currency,
            amounts[each.budget.pk],
            each.use.accrued,
        )
        for each in used_of([each for each in covering if each.pk in amounts], now)
    ]
    plan = newest_plans([project.pk], min(now, quarter.until)).get(project.pk)
    if plan is None or plan.budget_micros is None:
        return tuple(own)
    spent = spent_by_project([project.pk]).get(project.pk, {}).get(plan.currency, 0)
    return (*own, BudgetUse("", None, None, plan.currency, plan.budget_micros, spent))


def quality_paid_in(project: Project, quarter: Quarter) -> tuple[tuple[QualityPaid, ...], tuple[date, ...]]:
    """The sum of the months that were reckoned, and the months that were not."""
    reports = {
        each.month_on: each
        for each in quality_costs(project)
        # One that was reckoned while its month went on tells a part of it.
        if each.month_on in quarter.months and each.reckoned_at.date() >= next_month(each.month_on)
    }
    found: defaultdict[tuple[str, QualityShare], int | None] = defaultdict(lambda: None)
    partly: set[tuple[str, QualityShare]] = set()
    for report in reports.values():
        for currency in sorted(report.booked):
            for each in shares(parts_of(report, currency), 0):
                if not each.is_whole:
                    partly.add((currency, each.kind))
                if each.micro is not None:
                    found[currency, each.kind] = (found[currency, each.kind] or 0) + each.micro
                else:
                    found.setdefault((currency, each.kind), None)
    paid = (QualityPaid(of[1], of[0], micro, of not in partly) for of, micro in found.items())
    return tuple(paid), tuple(each for each in quarter.months if each not in reports)


def _delivery(release: Release) -> Delivery:
    acceptance = release.acceptance if hasattr(release, "acceptance") else None
    assert release.ready_at is not None
    return Delivery(
        uid=release.uid,
        number=release.number,
        ready_on=release.ready_at.date(),
        n_labels=release.n_labels,
        state=AcceptanceState(acceptance.state) if acceptance else None,
        gold=_gold(release.certificate.get("gold_accuracy", {})),
    )


def _gold(found: Mapping[str, Any]) -> Measured | None:
    value = found.get("value")
    return None if value is None else Measured(value, found["low"], found["high"], found["n"])
