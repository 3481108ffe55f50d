"""The review of a quarter as its pages show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from assay.insight.enums import WhyNot
from assay.insight.queries.quarter_reviews import OverviewRow, Review
from assay.insight.rules.quarter_review import (
    BudgetUse,
    Cost,
    Delivery,
    Figures,
    Gain,
    QualityPaid,
    ReviewFacts,
    Roi,
    Standard,
    by_currency,
)
from assay.insight.rules.returns import Price
from assay.planning.enums import Metric
from assay.planning.rules.standards import Measured
from assay.web.insight.figures import money_figure, points_figure, why
from assay.web.insight.shown import shown_price
from assay.web.money.amounts import sum_of
from assay.web.planning import words
from assay.web.planning.decisions import ShownDecision, shown_decisions
from assay.web.planning.figures import bound, rests_on, said
from assay.web.templatetags.figures import count, percent, rounded

OF_ALL = Metric.ACCURACY_MAJOR


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure, and what it rests on."""

    value: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ShownStandard:
    name: str
    target: str
    now: Pair
    before: Pair
    status: str
    tone: str


@dataclass(frozen=True, slots=True)
class ShownGain:
    metric: UUID
    name: str
    market: str
    gained: str
    value: str


@dataclass(frozen=True, slots=True)
class ShownDelivery:
    uid: UUID
    number: int
    ready_on: date
    n_labels: int
    state: str
    gold: Pair


@dataclass(frozen=True, slots=True)
class ShownBudget:
    name: str
    starts_on: date | None
    ends_on: date | None
    used: str
    amount: str
    share: str


@dataclass(frozen=True, slots=True)
class ShownFigures:
    """Of one quarter: what tiles, the comparison and the row of all projects show."""

    cost: str
    price: Pair
    correct: str
    n_accepted: int
    tasks: str
    quality: Pair
    gains: tuple[ShownGain, ...]
    roi: Pair


@dataclass(frozen=True, slots=True)
class ShownRow:
    uid: UUID
    name: str
    owner: str
    figures: ShownFigures
    n_open: int
    is_signed: bool


@dataclass(frozen=True, slots=True)
class ShownReview:
    figures: ShownFigures
    before: ShownFigures
    costs: tuple[tuple[str, str], ...]
    standards: tuple[ShownStandard, ...]
    deliveries: tuple[ShownDelivery, ...]
    milestones: str
    turnaround: Pair
    turnaround_before: Pair
    budgets: tuple[ShownBudget, ...]
    quality_paid: tuple[tuple[str, str], ...]
    decisions: tuple[ShownDecision, ...]
    carried: tuple[ShownDecision, ...]


def shown_review(found: Review, today: date) -> ShownReview:
    """What was open when it was signed is late by that day."""
    facts, day = found.facts, found.signed.signed_at.date() if found.signed else today
    return ShownReview(
        figures=shown_figures(facts.figures),
        before=shown_figures(facts.before),
        costs=tuple(_costs(facts.figures.costs)),
        standards=tuple(_standard(each) for each in facts.standards),
        deliveries=tuple(_delivery(each) for each in facts.deliveries),
        milestones=_milestones(facts),
        turnaround=measured_pair(Metric.TURNAROUND, facts.speed.turnaround),
        turnaround_before=measured_pair(Metric.TURNAROUND, facts.speed.before),
        budgets=tuple(_budget(each) for each in facts.budgets),
        quality_paid=tuple((each.kind.label, _paid(each)) for each in facts.quality_paid),
        decisions=shown_decisions(facts.decisions, day),
        carried=shown_decisions(facts.carried, day),
    )


def shown_row(found: OverviewRow) -> ShownRow:
    project = found.project
    return ShownRow(
        project.uid,
        project.name,
        project.owner.name,
        shown_figures(found.figures),
        found.n_open,
        found.is_signed,
    )


def shown_figures(figures: Figures) -> ShownFigures:
    sums = by_currency(figures.costs)
    currency = "" if isinstance(figures.price, WhyNot) else figures.price.currency
    return ShownFigures(
        cost=", ".join(sum_of(micro, each) for each, micro in sums.items()) or "–",
        price=_price(figures.price),
        correct=money_figure(figures.correct, currency),
        n_accepted=figures.n_accepted,
        tasks=_tasks(figures),
        quality=measured_pair(OF_ALL, figures.quality.get(OF_ALL)),
        gains=tuple(_gain(each) for each in figures.gains),
        roi=_roi(figures.roi),
    )


def measured_pair(metric: Metric, found: Measured | None) -> Pair:
    if found is None:
        return Pair("–", _("not measured"))
    return Pair(said(metric, found.value), rests_on(metric, found))


def _price(found: Price | WhyNot) -> Pair:
    return Pair(*shown_price(found))


def _tasks(figures: Figures) -> str:
    done = count(figures.n_done)
    if figures.n_planned is None:
        return _("%(n)s, no plan") % {"n": done}
    return _("%(n)s of %(planned)s") % {"n": done, "planned": count(figures.n_planned)}


def _roi(found: Roi | WhyNot) -> Pair:
    if isinstance(found, WhyNot):
        return Pair("–", why(found))
    low, high = (_signed_percent(each) for each in (found.ratio.low, found.ratio.high))
    worth = money_figure(found.value, found.currency)
    detail = _("95 %%: %(low)s to %(high)s · worth %(worth)s for %(cost)s")
    cost = sum_of(found.cost_micro, found.currency)
    return Pair(
        _signed_percent(found.ratio.value), detail % {"low": low, "high": high, "worth": worth, "cost": cost}
    )


def _signed_percent(share: float) -> str:
    sign = "+" if share > 0 else "−" if share < 0 else ""
    return f"{sign}{rounded(abs(share) * 100, 0)} %"


def _costs(costs: Sequence[Cost]) -> Iterator[tuple[str, str]]:
    for each in costs:
        yield each.kind.label if each.kind else _("All together"), sum_of(each.micro, each.currency)


def _paid(found: QualityPaid) -> str:
    if found.micro is None:
        return why(WhyNot.NOT_BOOKED)
    micro = sum_of(found.micro, found.currency)
    return micro if found.is_whole else _("at least %(amount)s") % {"amount": micro}


def _standard(found: Standard) -> ShownStandard:
    label, tone = words.STATUSES[found.status]
    return ShownStandard(
        _(words.METRICS[found.metric]),
        bound(found.metric, found.target, found.currency),
        _of_standard(found, found.measured),
        _of_standard(found, found.before),
        _(label),
        tone,
    )


def _of_standard(found: Standard, measured: Measured | None) -> Pair:
    if measured is None:
        return Pair("–", _("not measured"))
    return Pair(said(found.metric, measured.value, found.currency), rests_on(found.metric, measured))


def _gain(found: Gain) -> ShownGain:
    value = money_figure(found.value, found.currency)
    return ShownGain(
        found.metric, f"{found.model}: {found.name}", found.market, points_figure(found, found.gained), value
    )


def _delivery(found: Delivery) -> ShownDelivery:
    state = found.state.label if found.state else "–"
    gold = measured_pair(Metric.GOLD_ACCURACY, found.gold)
    return ShownDelivery(found.uid, found.number, found.ready_on, found.n_labels, state, gold)


def _budget(found: BudgetUse) -> ShownBudget:
    return ShownBudget(
        found.name or _("Of the plan"),
        found.starts_on,
        found.ends_on,
        sum_of(found.used_micro, found.currency),
        sum_of(found.amount_micro, found.currency),
        percent(found.used_micro / found.amount_micro, 0),
    )


def _milestones(facts: ReviewFacts) -> str:
    speed = facts.speed
    if not speed.n_milestones:
        return _("none was due")
    return _("%(n)s of %(due)s by their day") % {"n": speed.n_kept, "due": speed.n_milestones}
