"""Reviews of quarters: as they were signed, else as they stand; of one project, and of all in somebody's sight."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models.fields.json import KeyTransform

from assay.insight.models import QuarterReview
from assay.insight.queries.quarter_figures import figures_of
from assay.insight.queries.quarter_noted import noted_in
from assay.insight.queries.quarter_parts import (
    Values,
    budgets_in,
    deliveries_in,
    measured_in,
    milestones_in,
    quality_paid_in,
    standards_in,
)
from assay.insight.rules.quarter_review import (
    Figures,
    ReviewFacts,
    Speed,
    by_currency,
    figures_seen,
    read,
    read_figures,
    seen_by,
)
from assay.insight.rules.quarters import Quarter
from assay.kit.reasons import NotFound
from assay.money.queries.periods import open_months
from assay.people.models import User
from assay.people.queries.scope import scope_of
from assay.people.rules.roles import Permission
from assay.planning.enums import DecisionState, Metric
from assay.planning.queries.decisions import KEEPS, SEES, carried_into, decisions_in, n_open
from assay.planning.queries.standing import today_of
from assay.projects.models import Project
from assay.projects.queries.permission import opened_projects, permissions_in, project_for


@dataclass(frozen=True, slots=True)
class Review:
    """`signed` None: a draft, reckoned now."""

    project: Project
    quarter: Quarter
    facts: ReviewFacts
    signed: QuarterReview | None


@dataclass(frozen=True, slots=True)
class _Before:
    figures: Figures
    values: Values


@dataclass(frozen=True, slots=True)
class OverviewRow:
    project: Project
    figures: Figures
    n_open: int
    is_signed: bool

    @property
    def cost(self) -> int:
        """For the order alone: amounts of several currencies are not added up anywhere else."""
        return max(by_currency(self.figures.costs).values(), default=0)


def project_for_review(user: User, uid: UUID) -> Project:
    return project_for(user, uid, SEES)


def project_for_keeping(user: User, uid: UUID) -> Project:
    return project_for(user, uid, KEEPS)


def review_for(user: User, project: Project, quarter: Quarter, now: datetime) -> Review:
    """As far as the person may see it."""
    given = permissions_in(user, project)
    found = review_of(project, quarter, now)
    facts = seen_by(
        found.facts,
        sees_rates=Permission.VIEW_RATES in given,
        sees_budgets=Permission.VIEW_BUDGETS in given,
    )
    return Review(project, quarter, facts, found.signed)


def review_of(project: Project, quarter: Quarter, now: datetime) -> Review:
    """All of it: what was signed stands, whatever has changed since."""
    signed = signed_review(project, quarter)
    return Review(project, quarter, read(signed.facts) if signed else facts_of(project, quarter, now), signed)


def facts_of(project: Project, quarter: Quarter, now: datetime) -> ReviewFacts:
    """Reckoned now; each figure by the query of the page that is about it."""
    moment, day = min(now, quarter.until), min(quarter.last_on, today_of(project, now))
    values, before = measured_in(project, quarter, day), _before(project, quarter.before)
    quality_paid, not_reckoned = quality_paid_in(project, quarter)
    noted, noted_cut = noted_in(project, quarter)
    return ReviewFacts(
        figures=figures_of([project], quarter)[project.pk],
        before=before.figures,
        standards=standards_in(project, day, values, before.values),
        deliveries=deliveries_in(project, quarter),
        speed=Speed(
            *milestones_in(project, quarter, moment),
            values.get(Metric.TURNAROUND),
            before.values.get(Metric.TURNAROUND),
        ),
        budgets=budgets_in(project, quarter, now),
        quality_paid=quality_paid,
        months_not_reckoned=not_reckoned,
        noted=noted,
        decisions=tuple(decisions_in(project, quarter.first_on)),
        carried=tuple(carried_into(project, quarter.first_on, quarter.since, moment)),
        months_open=tuple(open_months(quarter.months)),
        noted_cut=noted_cut,
    )


def is_over(project: Project, quarter: Quarter, now: datetime) -> bool:
    """Nothing of it can become more: neither is a week under way whose tasks were planned in it."""
    return now > quarter.until and today_of(project, now) > quarter.weeks_end_on


def _before(project: Project, quarter: Quarter) -> _Before:
    """What was signed of it is what it was."""
    signed = signed_review(project, quarter)
    if signed is None:
        return _Before(
            figures_of([project], quarter)[project.pk], measured_in(project, quarter, quarter.last_on)
        )
    facts = read(signed.facts)
    values = {each.metric: each.measured for each in facts.standards if each.measured}
    if facts.speed.turnaround:
        values[Metric.TURNAROUND] = facts.speed.turnaround
    return _Before(facts.figures, values)


def signed_review(project: Project, quarter: Quarter) -> QuarterReview | None:
    found = QuarterReview.objects.filter(project=project, quarter_on=quarter.first_on)
    return found.select_related("signed_by").first()


def overview_of(user: User, quarter: Quarter, now: datetime) -> list[OverviewRow]:
    """Every project whose return the person may weigh, the dearest first: a fixed number of statements."""
    if scope_of(user, SEES).is_empty:
        raise NotFound
    projects = list(opened_projects(user, [SEES]).select_related("owner").order_by("name", "pk"))
    pks = [each.pk for each in projects]
    sees_rates = set(
        opened_projects(user, [Permission.VIEW_RATES]).filter(pk__in=pks).values_list("pk", flat=True)
    )
    signed = _signed(projects, quarter)
    live = figures_of([each for each in projects if each.pk not in signed], quarter)
    left = n_open([pk for pk in pks if pk not in signed], quarter.first_on, min(now, quarter.until))
    found = []
    for each in projects:
        figures, n_left = signed[each.pk] if each.pk in signed else (live[each.pk], left.get(each.pk, 0))
        seen = figures_seen(figures, sees_rates=each.pk in sees_rates)
        found.append(OverviewRow(each, seen, n_left, each.pk in signed))
    return sorted(found, key=lambda row: -row.cost)


def _signed(projects: Sequence[Project], quarter: Quarter) -> dict[int, tuple[Figures, int]]:
    """By project, of what was signed what a row shows: its figures, and how much was left to do."""
    found = QuarterReview.objects.filter(project__in=projects, quarter_on=quarter.first_on).annotate(
        figures=KeyTransform("figures", "facts"),
        decisions=KeyTransform("decisions", "facts"),
        carried=KeyTransform("carried", "facts"),
    )
    parts = found.values_list("project_id", "figures", "decisions", "carried")
    return {
        pk: (
            read_figures(figures),
            sum(each["state"] == DecisionState.OPEN for each in (*decisions, *carried)),
        )
        for pk, figures, decisions, carried in parts
    }
