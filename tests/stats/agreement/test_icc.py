"""Shrout and Fleiss's table, and variances that are known."""

import numpy as np
import pytest
from numpy.typing import NDArray

from assay.stats.agreement import Ratings, icc, icc_bootstrap, ratings_of
from tests.stats.known import known

SIX_TARGETS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], np.float64
)


@pytest.mark.parametrize(
    ("form", "one", "mean", "interval"),
    [
        ("1", 0.17, 0.44, (-0.133, 0.723)),
        ("2", 0.29, 0.62, (0.019, 0.761)),
        ("3", 0.71, 0.91, (0.342, 0.946)),
    ],
)
def test_six_targets_of_shrout_and_fleiss(
    form: str, one: float, mean: float, interval: tuple[float, float]
) -> None:
    found = icc(ratings_of(SIX_TARGETS), form)

    assert (found.value, found.mean_value) == pytest.approx((one, mean), abs=5e-3)
    assert (found.low, found.high) == pytest.approx(interval, abs=5e-4)
    assert (found.n_items, found.n_judges, found.n_ratings, found.n_per_item) == (6, 4, 24, 4.0)


def crowd(draw: np.random.Generator, *, missing: float = 0.0, n: int = 400) -> NDArray[np.float64]:
    """Spread 1 of items, 0.25 of judges, 0.5 of the rest."""
    table = draw.normal(0, 1, n)[:, None] + draw.normal(0, 0.5, 40) + draw.normal(0, 0.5**0.5, (n, 40))
    table[draw.random(table.shape) < missing] = np.nan
    return table


@pytest.mark.parametrize("missing", [0.0, 0.5, 0.9])
def test_variances_are_recovered_with_gaps(missing: float) -> None:
    draw = np.random.default_rng(7)
    found = [ratings_of(crowd(draw, missing=missing)) for _ in range(6)]

    assert np.mean([known(icc(each, "3").value) for each in found]) == pytest.approx(1 / 1.5, abs=0.02)
    assert np.mean([known(icc(each, "2").value) for each in found]) == pytest.approx(1 / 1.75, abs=0.03)
    assert np.mean([known(icc(each, "1").value) for each in found]) == pytest.approx(1 / 1.75, abs=0.03)


def test_gaps_leave_the_interval_to_resampling() -> None:
    table = crowd(np.random.default_rng(1), missing=0.8, n=60)

    found, drawn = icc(ratings_of(table), "3"), icc_bootstrap(ratings_of(table), "3", n_draws=100)

    assert (found.low, found.high) == (None, None)
    assert known(drawn.low) < known(found.value) < known(drawn.high)


def test_the_analytic_interval_covers_what_it_promises() -> None:
    draw, covered = np.random.default_rng(3), []
    for _ in range(300):
        table = draw.normal(0, 1, 30)[:, None] + draw.normal(0, 0.7, (30, 4))
        found = icc(ratings_of(table), "3")
        covered.append(known(found.low) <= 1 / 1.49 <= known(found.high))

    assert 0.92 <= np.mean(covered) <= 0.98


@pytest.mark.parametrize(
    ("table", "outcome"),
    [
        ([[1.0, 2.0]], "fewer than two items or judges, or no overlap between them"),
        ([[1.0, np.nan], [np.nan, 2.0]], "fewer than two items or judges, or no overlap between them"),
        ([[2.0, 2.0], [2.0, 2.0]], "every rating is the same"),
    ],
)
def test_what_cannot_be_said_is_named(table: list[list[float]], outcome: str) -> None:
    found = icc(ratings_of(np.array(table)), "2")

    assert (found.value, found.mean_value, found.low, found.outcome) == (None, None, None, outcome)


def test_strays_do_not_count() -> None:
    six = ratings_of(SIX_TARGETS)
    padded = Ratings(six.item + 3, six.judge + 2, six.value, 50, 60)

    assert icc(padded, "2") == icc(six, "2")


def test_an_unknown_form_and_an_infinite_rating_are_errors() -> None:
    with pytest.raises(ValueError, match="one of 1, 2, 3"):
        icc(ratings_of(SIX_TARGETS), "4")
    with pytest.raises(ValueError, match="finite"):
        ratings_of(np.array([[np.inf, 1.0]]))
