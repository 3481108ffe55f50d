"""Curves of models: the oracle, what is refused, and that nothing is made up where nothing was measured."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from assay.insight.enums import GoodDirection, ResultPart, ResultUnit, ReturnState, WhyNot
from assay.insight.rules.results import Measured, MetricTerms, interval_of, refuse_metric, refuse_result
from assay.insight.rules.returns import (
    Figure,
    Fitted,
    Overlap,
    Point,
    Price,
    Worth,
    change,
    earned,
    fit,
    point_of_accuracy,
    state_of,
    weigh,
)

SHARE, OTHER = ResultUnit.SHARE, ResultUnit.OTHER
HIGHER, LOWER = GoodDirection.HIGHER, GoodDirection.LOWER
SIZES = (100, 200, 400, 800, 1600, 3200)
TODAY = date(2026, 3, 2)
# What a unit of error is worth: 2 million; a point is a hundredth of it.
WORTH, PRICE = Worth(20_000 * 1_000_000, "EUR"), Price(100_000 * 1000, 1000, "EUR")


def point(n: int, value: float, *, part: ResultPart = ResultPart.SIZE, half: float = 0.01) -> Point:
    return Point(part, n, value, value - half, value + half)


def oracle(*, is_accuracy: bool = False, scale: float = 1.0) -> list[Point]:
    """The error is 0.05 + 1.2 n^-0.5."""
    errors = [0.05 + 1.2 * n**-0.5 for n in SIZES]
    values = [1 - each if is_accuracy else each * scale for each in errors]
    return [point(n, value) for n, value in zip(SIZES, values, strict=True)]


def fitted(points: Sequence[Point], unit: ResultUnit, direction: GoodDirection) -> Fitted:
    found = fit(points, unit, direction)
    assert isinstance(found, Fitted)
    return found


def test_the_oracle_as_an_error() -> None:
    curve = fitted(oracle(), SHARE, LOWER)

    assert (curve.law.floor, curve.law.scale, curve.law.rate) == pytest.approx((0.05, 1.2, 0.5), abs=1e-4)
    assert (curve.best.value, curve.value(6400).value) == pytest.approx((0.05, 0.065), abs=1e-4)
    assert curve.labels_for(0.06) == pytest.approx(14_400, rel=1e-3)
    found = weigh(curve, SHARE, WORTH, PRICE)
    assert isinstance(found, Figure)
    assert found.value == pytest.approx(52_415, rel=1e-3)


def test_the_oracle_as_an_accuracy_says_the_same() -> None:
    curve = fitted(oracle(is_accuracy=True), SHARE, HIGHER)

    assert (curve.best.value, curve.value(6400).value) == pytest.approx((0.95, 0.935), abs=1e-4)
    assert curve.labels_for(0.94) == pytest.approx(14_400, rel=1e-3)
    assert curve.gain(1600).value == pytest.approx(0.006466, abs=1e-5)
    found = weigh(curve, SHARE, WORTH, PRICE)
    assert isinstance(found, Figure)
    assert found.value == pytest.approx(52_415, rel=1e-3)


def test_the_oracle_in_a_unit_of_its_own() -> None:
    """In complaints per hour, a hundredfold of the share: a whole complaint is worth a hundredth of it."""
    curve = fitted(oracle(scale=100), OTHER, LOWER)

    assert curve.value(6400).value == pytest.approx(6.5, abs=1e-2)
    found = weigh(curve, OTHER, WORTH, PRICE)
    assert isinstance(found, Figure)
    assert found.value == pytest.approx(52_415, rel=1e-3)


def test_the_interval_of_the_curve_holds_it_where_results_are_noisy() -> None:
    noise = (0.004, -0.006, 0.005, -0.003, 0.004, -0.002)
    points = [replace(each, value=each.value + off) for each, off in zip(oracle(), noise, strict=True)]
    curve = fitted(points, SHARE, LOWER)

    at, more, even = curve.value(6400), curve.gain(3200), weigh(curve, SHARE, WORTH, PRICE)
    assert at.low < 0.065 < at.high
    assert more.low < 0.002697 < more.high
    assert isinstance(even, Figure)
    assert even.low < 52_415 < even.high


@pytest.mark.parametrize(
    ("points", "unit", "direction", "why"),
    [
        ([], SHARE, LOWER, WhyNot.NO_RESULT),
        (oracle()[:3], SHARE, LOWER, WhyNot.FEW_SIZES),
        ([point(0, 0.4), *oracle()[:3]], SHARE, LOWER, WhyNot.FEW_SIZES),
        (oracle(scale=100), OTHER, HIGHER, WhyNot.NO_END),
        ([point(n, -1.0) for n in SIZES], OTHER, LOWER, WhyNot.NO_CURVE),
        ([point(n, 0.0) for n in SIZES], OTHER, LOWER, WhyNot.NO_CURVE),
    ],
)
def test_without_enough_there_is_no_curve(
    points: list[Point], unit: ResultUnit, direction: GoodDirection, why: WhyNot
) -> None:
    assert fit(points, unit, direction) == why


def test_before_and_after_is_a_change_with_its_limits() -> None:
    before, after = point(0, 0.70, part=ResultPart.BEFORE, half=0.03), point(500, 0.80, half=0.04)

    better, worse = change([after, before], HIGHER), change([before, after], LOWER)

    assert isinstance(better, Figure)
    assert isinstance(worse, Figure)
    assert (better.value, better.low, better.high) == pytest.approx((0.10, 0.05, 0.15))
    assert (worse.value, worse.low, worse.high) == pytest.approx((-0.10, -0.15, -0.05))
    assert change([], HIGHER) == WhyNot.NO_RESULT
    assert change([before], HIGHER) == WhyNot.ONE_SIZE


@pytest.mark.parametrize(
    ("worth", "price", "why"),
    [
        (WhyNot.NO_WORTH, PRICE, WhyNot.NO_WORTH),
        (WORTH, WhyNot.NOTHING_BOOKED, WhyNot.NOTHING_BOOKED),
        (WORTH, replace(PRICE, currency="USD"), WhyNot.OTHER_CURRENCY),
    ],
)
def test_no_break_even_without_its_parts(worth: Worth | WhyNot, price: Price | WhyNot, why: WhyNot) -> None:
    found = weigh(fit(oracle(), SHARE, LOWER), SHARE, worth, price)

    assert (found, state_of(100, found)) == (why, ReturnState.NOT_MEASURED)


@pytest.mark.parametrize(
    ("n", "state"),
    [
        (799, ReturnState.PAYS),
        (800, ReturnState.UNCLEAR),
        (1200, ReturnState.UNCLEAR),
        (1201, ReturnState.PAST),
    ],
)
def test_the_interval_of_the_break_even_decides(n: int, state: ReturnState) -> None:
    assert state_of(n, Figure(1000, 800, 1200)) == state


def test_what_a_change_was_worth() -> None:
    assert earned(Figure(0.02, 0.01, 0.03), SHARE, WORTH) == Figure(40_000, 20_000, 30_000 * 2)
    assert earned(Figure(2, 1, 3), OTHER, WORTH) == Figure(40_000, 20_000, 60_000)
    assert earned(WhyNot.ONE_SIZE, SHARE, WORTH) == WhyNot.ONE_SIZE
    assert earned(Figure(1, 1, 1), SHARE, WhyNot.NO_WORTH) == WhyNot.NO_WORTH


def test_agreement_that_adds_nothing_has_no_cost_per_point() -> None:
    overlap = Overlap(Figure(0.95, 0.94, 0.96), 900, 0.94, 3.0)

    assert point_of_accuracy(overlap, PRICE) == WhyNot.NO_GAIN
    assert point_of_accuracy(replace(overlap, label=0.955), PRICE) == WhyNot.NO_GAIN


GIVEN = Measured(ResultPart.SIZE, 100, 0.8, TODAY, n=500)


@pytest.mark.parametrize(
    ("given", "unit", "codes"),
    [
        (GIVEN, SHARE, []),
        (replace(GIVEN, part=ResultPart.BEFORE, n_labels=0), SHARE, []),
        (replace(GIVEN, n=None, low=0.75, high=0.85), SHARE, []),
        (replace(GIVEN, value=80, n=None, low=75, high=85), OTHER, []),
        (replace(GIVEN, n_labels=0), SHARE, ["results.size_range"]),
        (replace(GIVEN, n_labels=-1, part=ResultPart.BEFORE), SHARE, ["results.size_range"]),
        (replace(GIVEN, value=80), SHARE, ["results.share_range"]),
        (replace(GIVEN, value=float("nan")), SHARE, ["results.value_range"]),
        (replace(GIVEN, value=float("inf")), OTHER, ["results.value_range"]),
        (replace(GIVEN, n=None), SHARE, ["results.needs_interval"]),
        (replace(GIVEN, n=0), SHARE, ["results.needs_interval"]),
        (GIVEN, OTHER, ["results.needs_interval"]),
        (replace(GIVEN, low=0.7), SHARE, ["results.needs_interval"]),
        (replace(GIVEN, low=0.81, high=0.9), SHARE, ["results.interval_range"]),
        (replace(GIVEN, low=float("nan"), high=0.9), SHARE, ["results.interval_range"]),
        (replace(GIVEN, low=0.7, high=1.1), SHARE, ["results.interval_range"]),
        (
            replace(GIVEN, measured_on=date(2026, 3, 3), value=2),
            SHARE,
            ["results.share_range", "results.not_ahead"],
        ),
    ],
)
def test_what_may_be_recorded(given: Measured, unit: ResultUnit, codes: list[str]) -> None:
    assert [each.code for each in refuse_result(given, unit, today=TODAY)] == codes


def test_the_interval_of_a_share_is_wilsons() -> None:
    assert interval_of(replace(GIVEN, value=0.6, n=100)) == pytest.approx((0.50200, 0.69060), abs=1e-4)
    assert interval_of(replace(GIVEN, value=1.0, n=10))[1] == 1.0
    assert interval_of(replace(GIVEN, low=0.7, high=0.9)) == (0.7, 0.9)


@pytest.mark.parametrize(
    ("terms", "codes"),
    [
        (MetricTerms("Ranker", "nDCG", SHARE, "", HIGHER), []),
        (MetricTerms("Ranker", "Latency", OTHER, "ms", LOWER), []),
        (MetricTerms(" ", "", SHARE, "", HIGHER), ["results.needs_name"] * 2),
        (MetricTerms("R" * 81, "nDCG", SHARE, "", HIGHER), ["results.needs_name"]),
        (MetricTerms("Ranker", "nDCG", SHARE, "%", HIGHER), ["results.needs_unit"]),
        (MetricTerms("Ranker", "Latency", OTHER, " ", LOWER), ["results.needs_unit"]),
    ],
)
def test_what_a_metric_is(terms: MetricTerms, codes: list[str]) -> None:
    assert [each.code for each in refuse_metric(terms)] == codes
