"""The health of many projects, in a fixed number of statements, as far as a person may see it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assay.money.queries.spending import spent_by_project
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.planning.enums import Aspect, Metric, Status
from assay.planning.models import Risk
from assay.planning.queries.measures.asked import WINDOW, share
from assay.planning.queries.plans import SEES as SEES_PLANS
from assay.planning.queries.risks import ALIVE
from assay.planning.queries.risks import SEES as SEES_RISKS
from assay.planning.queries.schedules import Schedule
from assay.planning.queries.standards import standards_of_many
from assay.planning.queries.standing import today_of
from assay.planning.rules.health import (
    QUALITY,
    RiskFacts,
    Spending,
    attainment,
    budget_status,
    risk_status,
    spending,
    time_status,
    worst,
)
from assay.planning.rules.standards import InForce, Measured, status_of
from assay.projects.models import Project
from assay.projects.queries.permission import opened_projects
from assay.quality.queries.board import least_agreement_of
from assay.quality.queries.measured import Look, defects_of, gold_of, severities_of

Values = Mapping[Metric, Measured]
Standards = Mapping[Metric, InForce]


@dataclass(frozen=True, slots=True)
class Health:
    """Status by aspect, and what it rests on; an aspect that the person may not see is left out."""

    statuses: Mapping[Aspect, Status]
    schedule: Schedule | None = None
    attained: Measured | None = None
    standards: Mapping[Metric, Status] | None = None
    risks: tuple[RiskFacts, ...] = ()
    spending: Spending | None = None

    @property
    def worst(self) -> Status:
        return worst(self.statuses.values())


def healths_of(
    user: User, projects: Sequence[Project], schedules: Mapping[int, Schedule], now: datetime
) -> dict[int, Health]:
    """By project."""
    sees_plan, sees_answers = _seen(user, SEES_PLANS), _seen(user, {SEES_RISKS})
    open_to = [each for each in projects if each.pk in sees_answers]
    values, risks = values_of_many(open_to, now), _risks(open_to)
    standards = standards_of_many(projects, {each.pk: today_of(each, now) for each in projects})
    spent = spent_by_project(pk for pk in schedules if pk in sees_plan)
    found = {}
    for each in projects:
        pk = each.pk
        parts = []
        if pk in sees_plan:
            parts.append(_of_plan(schedules.get(pk), standards[pk], spent.get(pk, {})))
        if pk in sees_answers:
            parts.append(_of_answers(standards[pk], values.get(pk, {}), risks.get(pk, ())))
        found[pk] = _joined(parts)
    return found


def values_of_many(projects: Sequence[Project], now: datetime) -> dict[int, Values]:
    """Quality as it was measured in the last four weeks; what is not measured is left out."""
    return values_in(projects, Look(now - WINDOW, now))


def values_in(projects: Sequence[Project], look: Look) -> dict[int, Values]:
    """The same over any stretch of time."""
    pks = [each.pk for each in projects]
    found: dict[int, dict[Metric, Measured | None]] = defaultdict(dict)
    for pk, each in severities_of(pks, look).items():
        found[pk][Metric.ACCURACY_CRITICAL] = share(each.n_without_critical, each.n)
        found[pk][Metric.ACCURACY_MAJOR] = share(each.n_without_major, each.n)
        found[pk][Metric.ACCURACY_MINOR] = share(each.n_without_error, each.n)
    for pk, (n, right) in gold_of(pks, look).items():
        found[pk][Metric.GOLD_ACCURACY] = share(right, n)
    for pk, (n, defective) in defects_of(pks, look).items():
        found[pk][Metric.DEFECTS] = share(defective, n)
    for pk, cell in least_agreement_of(pks, look.until).items():
        if cell.alpha is not None:
            found[pk][Metric.AGREEMENT] = Measured(cell.alpha, cell.alpha_low, cell.alpha_high, cell.n_paired)
    return {pk: {metric: value for metric, value in by.items() if value} for pk, by in found.items()}


def _of_plan(schedule: Schedule | None, standards: Standards, spent: Mapping[str, int]) -> Health:
    attained = attainment(schedule.n_done, schedule.n_due) if schedule else None
    standard = standards.get(Metric.PLAN_ATTAINMENT)
    time = time_status(
        attained,
        standard.terms if standard else None,
        n_overdue=len(schedule.overdue) if schedule else 0,
        n_milestones=len(schedule.milestones) if schedule else 0,
    )
    found = _spending(schedule, spent) if schedule else None
    statuses = {Aspect.TIME: time, Aspect.BUDGET: budget_status(found)}
    return Health(statuses, schedule, attained, spending=found)


def _spending(schedule: Schedule, spent: Mapping[str, int]) -> Spending | None:
    """Against the plan's budget; other currencies are not converted."""
    plan = schedule.version
    if plan.budget_micros is None or plan.currency not in spent:
        return None
    n_done, n_planned = schedule.n_done, schedule.n_planned
    return spending(plan.budget_micros, spent[plan.currency], n_done=n_done, n_planned=n_planned)


def _of_answers(standards: Standards, values: Values, risks: Sequence[RiskFacts]) -> Health:
    met = {
        metric: status_of(metric, standards[metric].terms, values[metric])
        for metric in QUALITY
        if metric in standards and metric in values
    }
    statuses = {Aspect.QUALITY: worst(met.values()), Aspect.RISK: risk_status(risks)}
    return Health(statuses, standards=met, risks=tuple(risks))


def _joined(parts: Iterable[Health]) -> Health:
    """Of plan and of answers in one, the aspects in their order."""
    found = Health({})
    for part in parts:
        found = Health(
            {**found.statuses, **part.statuses},
            part.schedule or found.schedule,
            part.attained or found.attained,
            found.standards if part.standards is None else part.standards,
            part.risks or found.risks,
            part.spending or found.spending,
        )
    return replace(found, statuses={each: found.statuses[each] for each in Aspect if each in found.statuses})


def _risks(projects: Sequence[Project]) -> Mapping[int, list[RiskFacts]]:
    """What is not closed, the highest score first."""
    found: dict[int, list[RiskFacts]] = defaultdict(list)
    risks = Risk.objects.filter(project__in=[each.pk for each in projects], state__in=ALIVE).order_by("pk")
    rows = risks.values_list("project_id", "title", "state", "likelihood", "impact")
    for pk, title, state, likelihood, impact in rows:
        found[pk].append(RiskFacts(title, state, likelihood, impact))
    for each in found.values():
        each.sort(key=lambda risk: -risk.likelihood * risk.impact)
    return found


def _seen(user: User, permissions: Iterable[Permission]) -> frozenset[int]:
    return frozenset(opened_projects(user, permissions).values_list("pk", flat=True))
