"""What labels were worth to a model: its learning curve, the worth of the next labels, and where they stop to pay.

All of it is of claims that people recorded. The interval of the curve takes the results as exact draws around it and
the form of the curve as true, so it is on the narrow side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot, isfinite

from assay.insight.enums import GoodDirection, ResultPart, ResultUnit, ReturnState, WhyNot
from assay.kit.money import MICRO
from assay.stats.learning import PowerLaw, fit_power_law
from assay.stats.learning.power_law import FEWEST_POINTS
from assay.stats.sampling.proportion import normal_quantile

STEP = 1_000
# Of a share a point is a percentage point.
POINT = {ResultUnit.SHARE: 0.01, ResultUnit.OTHER: 1.0}


@dataclass(frozen=True, slots=True)
class Point:
    part: ResultPart
    n_labels: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its interval of 95 %."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Price:
    """What an accepted label has cost: all that the ledger booked for the project over all labels accepted."""

    spent_micro: int
    n_labels: int
    currency: str

    @property
    def each(self) -> float:
        """In the currency."""
        return self.spent_micro / MICRO / self.n_labels


@dataclass(frozen=True, slots=True)
class Worth:
    micro: int
    currency: str

    @property
    def point(self) -> float:
        """In the currency."""
        return self.micro / MICRO


@dataclass(frozen=True, slots=True)
class Fitted:
    """A curve of the metric itself: `law` is of its distance to the best end, in units of `scale`."""

    law: PowerLaw
    scale: float
    is_rising: bool

    def value(self, n: float) -> Figure:
        low, high = self.law.interval(n)
        ends = sorted((self._metric(low), self._metric(high)))
        return Figure(self._metric(self.law.error(n)), *ends)

    @property
    def best(self) -> Figure:
        """Where it would end with labels without number."""
        half = normal_quantile(0.95) * float(self.law.covariance[0, 0]) ** 0.5
        ends = sorted(self._metric(self.law.floor + off) for off in (-half, half))
        return Figure(self._metric(self.law.floor), *ends)

    def gain(self, n: float, more: float = STEP) -> Figure:
        """How much better the metric becomes by `more` labels."""
        return Figure(*(each * self.scale for each in self.law.gain(n, more)))

    def labels_for(self, target: float) -> float | None:
        return self.law.labels_for(self._error(target))

    def labels_interval(self, target: float) -> tuple[float | None, float | None]:
        return self.law.labels_interval(self._error(target))

    def break_even(self, *, per_unit: float, price: float) -> Figure | WhyNot:
        """`per_unit`: what a whole unit of the metric is worth."""
        worth = per_unit * self.scale
        ends = self.law.break_even_interval(value=worth, price=price)
        if ends is None or not all(map(isfinite, ends)):
            return WhyNot.NO_CURVE
        return Figure(self.law.break_even(value=worth, price=price), *ends)

    def _metric(self, error: float) -> float:
        return 1 - error if self.is_rising else error * self.scale

    def _error(self, metric: float) -> float:
        return 1 - metric if self.is_rising else metric / self.scale


def fit(points: Sequence[Point], unit: ResultUnit, direction: GoodDirection) -> Fitted | WhyNot:
    """A curve through one result per size of training, or why there is none."""
    if not points:
        return WhyNot.NO_RESULT
    is_rising = direction == GoodDirection.HIGHER
    if is_rising and unit == ResultUnit.OTHER:
        return WhyNot.NO_END
    sized = {each.n_labels: each.value for each in points if each.n_labels > 0}
    if len(sized) < FEWEST_POINTS:
        return WhyNot.FEW_SIZES
    sizes = sorted(sized)
    scale = 1.0 if unit == ResultUnit.SHARE else max(map(abs, sized.values()))
    if scale <= 0 or min(sized.values()) < 0:
        return WhyNot.NO_CURVE
    errors = [1 - sized[n] if is_rising else sized[n] / scale for n in sizes]
    try:
        law = fit_power_law(sizes, errors)
    except ValueError:
        return WhyNot.NO_CURVE
    if law.scale <= 0 or not all(isfinite(each) for each in law.covariance.ravel()):
        return WhyNot.NO_CURVE
    return Fitted(law, scale, is_rising)


def change(points: Sequence[Point], direction: GoodDirection) -> Figure | WhyNot:
    """How much better the last result is than the first; the limits by square-and-add (see stats.sampling.beyond)."""
    if not points:
        return WhyNot.NO_RESULT
    first, last = ends_of(points)
    return WhyNot.ONE_SIZE if first == last else between(first, last, direction)


def between(first: Point, last: Point, direction: GoodDirection) -> Figure:
    """How much better one result is than another."""
    gap = last.value - first.value
    below = hypot(last.value - last.low, first.high - first.value)
    above = hypot(last.high - last.value, first.value - first.low)
    if direction == GoodDirection.HIGHER:
        return Figure(gap, gap - below, gap + above)
    return Figure(-gap, -gap - above, -gap + below)


def ends_of(points: Sequence[Point]) -> tuple[Point, Point]:
    """Before and after: as they were recorded so, else with the fewest and the most labels."""
    rank = {ResultPart.BEFORE: 0, ResultPart.SIZE: 1, ResultPart.AFTER: 2}
    inward = sorted(points, key=lambda each: (rank[each.part], each.n_labels))
    first = inward[0] if inward[0].part == ResultPart.BEFORE else min(points, key=lambda each: each.n_labels)
    last = inward[-1] if inward[-1].part == ResultPart.AFTER else max(points, key=lambda each: each.n_labels)
    return first, last


def priced(spent: Mapping[str, int], n_labels: int) -> Price | WhyNot:
    """What a label cost, where so much was booked by currency and so many labels were accepted."""
    costs = {currency: micro for currency, micro in spent.items() if micro > 0}
    if not n_labels:
        return WhyNot.NOTHING_ACCEPTED
    if not costs:
        return WhyNot.NOTHING_BOOKED
    if len(costs) > 1:
        return WhyNot.SEVERAL_CURRENCIES
    [(currency, micro)] = costs.items()
    return Price(micro, n_labels, currency)


def weigh(
    curve: Fitted | WhyNot, unit: ResultUnit, worth: Worth | WhyNot, price: Price | WhyNot
) -> Figure | WhyNot:
    """The break-even, or the first thing that is missing for it."""
    for each in (curve, worth, price):
        if isinstance(each, WhyNot):
            return each
    assert isinstance(curve, Fitted)
    assert isinstance(worth, Worth)
    assert isinstance(price, Price)
    if worth.currency != price.currency:
        return WhyNot.OTHER_CURRENCY
    return curve.break_even(per_unit=worth.point / POINT[unit], price=price.each)


def state_of(n_now: int, break_even: Figure | WhyNot) -> ReturnState:
    """The interval decides: inside it nobody knows."""
    if isinstance(break_even, WhyNot):
        return ReturnState.NOT_MEASURED
    if n_now < break_even.low:
        return ReturnState.PAYS
    return ReturnState.PAST if n_now > break_even.high else ReturnState.UNCLEAR


def earned(gained: Figure | WhyNot, unit: ResultUnit, worth: Worth | WhyNot) -> Figure | WhyNot:
    """What the change so far is worth, in the currency."""
    if isinstance(gained, WhyNot):
        return gained
    if isinstance(worth, WhyNot):
        return worth
    per_unit = worth.point / POINT[unit]
    return Figure(gained.value * per_unit, gained.low * per_unit, gained.high * per_unit)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What one judgment and what agreement come to: accuracy on gold, and the mean posterior of the labels."""

    one: Figure
    n_gold: int
    label: float
    mean: float


def point_of_accuracy(found: Overlap, price: Price) -> Figure | WhyNot:
    """What overlap has cost for each percentage point that it made labels more accurate, per label, in the currency.

    The label's accuracy is its model's own opinion, which tends to be too high: the cost is then too low.

    Examples
    --------
    >>> price = Price(120_000 * 1000, 1000, "EUR")
    >>> found = point_of_accuracy(Overlap(Figure(0.85, 0.84, 0.86), 900, 0.95, 3.0), price)
    >>> [round(each, 6) for each in (found.value, found.low, found.high)]
    [0.008, 0.007273, 0.008889]
    """
    more = price.each * (found.mean - 1) / found.mean
    value, low, high = (
        (found.label - edge) * 100 for edge in (found.one.value, found.one.low, found.one.high)
    )
    if value <= 0 or high <= 0:
        return WhyNot.NO_GAIN
    return Figure(more / value, more / low, more / high)
