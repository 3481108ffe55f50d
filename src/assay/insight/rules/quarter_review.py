"""The review of a project's quarter: what it says, the return of a quarter, and what of it is not for everybody.

A signed review is kept as these facts, in JSON: a field that is added later needs a default.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import hypot
from typing import Any  # Kept as JSON.
from uuid import UUID

from pydantic import TypeAdapter

from assay.delivery.enums import AcceptanceState
from assay.insight.enums import GoodDirection, NotedKind, QualityShare, ResultPart, ResultUnit, WhyNot
from assay.insight.rules.quarters import Quarter
from assay.insight.rules.returns import Figure, Point, Price, between, ends_of
from assay.kit.money import MICRO
from assay.kit.reasons import declare
from assay.money.enums import AccountKind
from assay.planning.enums import Metric, Status
from assay.planning.rules.decisions import Taken
from assay.planning.rules.standards import Measured

NO_QUARTER = declare(
    "reviews.no_quarter", "Name a quarter as 2026-Q3, not one that is yet to come.", status=422
)
NOT_OVER = declare(
    "reviews.not_over",
    "A review is signed once its quarter is over, and the last week that was planned in it.",
)
SIGNED = declare("reviews.signed", "This review is signed and stays as it is: take it to the next quarter's.")
MOST_SUMMARY = 4_000
LONG_SUMMARY = declare("reviews.long_summary", "Say it in up to 4,000 letters.", status=422)


@dataclass(frozen=True, slots=True)
class Cost:
    """What the ledger booked in the quarter, of one kind and currency; kind None: of all kinds together."""

    currency: str
    kind: AccountKind | None
    micro: int


@dataclass(frozen=True, slots=True)
class Gain:
    """How much better a metric became by the releases of the quarter, and what that is worth in `currency`."""

    metric: UUID
    model: str
    name: str
    market: str
    unit: ResultUnit
    unit_name: str
    gained: Figure | WhyNot
    value: Figure | WhyNot
    currency: str


@dataclass(frozen=True, slots=True)
class Roi:
    """(value - cost) / cost, of the gains that somebody gave a worth; the cost is counted, not sampled."""

    value: Figure
    cost_micro: int
    currency: str
    ratio: Figure


@dataclass(frozen=True, slots=True)
class Figures:
    """What one row of all projects says; `n_planned` None: no plan. `is_told`: enough people were paid in it."""

    costs: tuple[Cost, ...]
    is_told: bool
    n_accepted: int
    price: Price | WhyNot
    correct: Figure | WhyNot
    n_planned: int | None
    n_done: int
    quality: dict[Metric, Measured]
    gains: tuple[Gain, ...]
    roi: Roi | WhyNot


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard at the quarter's end, with what was measured in it and in the one before."""

    metric: Metric
    target: float
    threshold: float
    currency: str
    measured: Measured | None
    before: Measured | None
    status: Status


@dataclass(frozen=True, slots=True)
class Delivery:
    """A release of the quarter; `gold` as its certificate says."""

    uid: UUID
    number: int
    ready_on: date
    n_labels: int
    state: AcceptanceState | None
    gold: Measured | None


@dataclass(frozen=True, slots=True)
class Speed:
    """Milestones that were due in the quarter, and what turnaround was, with that of the quarter before."""

    n_milestones: int
    n_kept: int
    turnaround: Measured | None
    before: Measured | None


@dataclass(frozen=True, slots=True)
class BudgetUse:
    """A budget that covers days of the quarter, and what of it is used by now; without a name that of the plan."""

    name: str
    starts_on: date | None
    ends_on: date | None
    currency: str
    amount_micro: int
    used_micro: int


@dataclass(frozen=True, slots=True)
class QualityPaid:
    """What quality cost in the months that were reckoned, in one currency; None: nothing of it is booked.

    `is_whole`: all of its kind was booked; else it is at least so much.
    """

    kind: QualityShare
    currency: str
    micro: int | None
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Noted:
    """A decision that the system has recorded by itself."""

    kind: NotedKind
    on: date
    what: str
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """All of a review; `months_open`: what is booked in them later stands in no review.

    `noted_cut`: kinds of which `noted` has the last two hundred alone.
    """

    figures: Figures
    before: Figures
    standards: tuple[Standard, ...]
    deliveries: tuple[Delivery, ...]
    speed: Speed
    budgets: tuple[BudgetUse, ...]
    quality_paid: tuple[QualityPaid, ...]
    months_not_reckoned: tuple[date, ...]
    noted: tuple[Noted, ...]
    decisions: tuple[Taken, ...]
    carried: tuple[Taken, ...]
    months_open: tuple[date, ...] = ()
    noted_cut: tuple[NotedKind, ...] = ()


_FACTS, _FIGURES = TypeAdapter(ReviewFacts), TypeAdapter(Figures)


def kept(facts: ReviewFacts) -> dict[str, Any]:
    """As a signed review keeps them."""
    found: dict[str, Any] = _FACTS.dump_python(facts, mode="json")
    return found


def read(found: Mapping[str, Any]) -> ReviewFacts:
    return _FACTS.validate_python(found)


def read_figures(found: Mapping[str, Any]) -> Figures:
    """Of a signed review these alone."""
    return _FIGURES.validate_python(found)


def gained_in(
    recorded: Mapping[Quarter, Sequence[Point]], quarter: Quarter, direction: GoodDirection
) -> Figure | WhyNot:
    """From what stood before the quarter to the best-trained of the results that were recorded in it.

    What somebody measured before a delivery comes first, if it was recorded in the quarter; else where the last quarter
    with results ended, so that nothing is counted in two quarters; else the quarter's own first.
    """
    own = recorded.get(quarter, ())
    if not own:
        return WhyNot.NO_RESULT
    first, last = ends_of(own)
    earlier = max((each for each in recorded if each < quarter), default=None)
    if earlier is not None and first.part != ResultPart.BEFORE:
        _first, stood = ends_of(recorded[earlier])
        return between(stood, last, direction)
    return WhyNot.ONE_SIZE if first == last else between(first, last, direction)


def roi_of(gains: Sequence[Gain], costs: Sequence[Cost]) -> Roi | WhyNot:
    """What the gains are worth against all that was booked in the quarter, or the first thing that is missing."""
    if not gains:
        return WhyNot.NO_RESULT
    valued = [(each.value, each.currency) for each in gains if isinstance(each.value, Figure)]
    if not valued:
        return next(each.value for each in gains if isinstance(each.value, WhyNot))
    spent = by_currency(costs)
    if not spent:
        return WhyNot.NOTHING_BOOKED
    if len(spent) > 1:
        return WhyNot.SEVERAL_CURRENCIES
    [(currency, micro)] = spent.items()
    if {each for _value, each in valued} != {currency}:
        return WhyNot.OTHER_CURRENCY
    value, cost = together([each for each, _currency in valued]), micro / MICRO
    edges = ((each - cost) / cost for each in (value.value, value.low, value.high))
    return Roi(value, micro, currency, Figure(*edges))


def together(found: Sequence[Figure]) -> Figure:
    """The sum of independent figures; its limits by square-and-add.

    Examples
    --------
    >>> together([Figure(10, 7, 14), Figure(20, 16, 23)])
    Figure(value=30, low=25.0, high=35.0)
    """
    value = sum(each.value for each in found)
    below = hypot(*(each.value - each.low for each in found))
    above = hypot(*(each.high - each.value for each in found))
    return Figure(value, value - below, value + above)


def by_currency(costs: Sequence[Cost]) -> dict[str, int]:
    """All kinds together; what comes to nothing is left out."""
    found: dict[str, int] = {}
    for each in costs:
        found[each.currency] = found.get(each.currency, 0) + each.micro
    return {currency: micro for currency, micro in found.items() if micro > 0}


def seen_by(facts: ReviewFacts, *, sees_rates: bool, sees_budgets: bool) -> ReviewFacts:
    """Who may not see rates is told costs as a whole, and none where few people were paid; budgets are of their own."""
    if not sees_budgets:
        noted = tuple(each for each in facts.noted if each.kind != NotedKind.BUDGET)
        cut = tuple(each for each in facts.noted_cut if each != NotedKind.BUDGET)
        facts = replace(facts, budgets=(), noted=noted, noted_cut=cut)
    if sees_rates:
        return facts
    return replace(
        facts,
        figures=figures_seen(facts.figures, sees_rates=False),
        before=figures_seen(facts.before, sees_rates=False),
        standards=tuple(each for each in facts.standards if each.metric != Metric.COST_PER_LABEL),
        quality_paid=(),
        months_not_reckoned=(),
    )


def figures_seen(figures: Figures, *, sees_rates: bool) -> Figures:
    """The same of one row."""
    if sees_rates:
        return figures
    whole = tuple(Cost(currency, None, micro) for currency, micro in by_currency(figures.costs).items())
    # Of several currencies one may be a single person's pay.
    is_told = figures.is_told and len({each.currency for each in figures.costs}) < 2
    if is_told or not whole:
        return replace(figures, costs=whole)
    few = WhyNot.FEW_PEOPLE
    correct = few if isinstance(figures.correct, Figure) else figures.correct
    price = few if isinstance(figures.price, Price) else figures.price
    roi = few if isinstance(figures.roi, Roi) else figures.roi
    return replace(figures, costs=(), price=price, correct=correct, roi=roi)
