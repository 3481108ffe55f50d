"""Intervals over resampled items: against a slow twin, and by what they cover."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from assay.stats.agreement import (
    Coefficient,
    bootstrap,
    brennan_prediger,
    fleiss_kappa,
    gwet_ac,
    krippendorff_alpha,
    percent_agreement,
    weighted_alpha,
)
from assay.stats.agreement.resampling import resamples
from tests.stats.agreement.test_coefficients import SIX_RATERS, four_counts, four_raters
from tests.stats.known import known

# Of functions whose other parameters differ.
COEFFICIENTS: dict[str, Callable[..., Coefficient]] = {
    "percent": percent_agreement, "fleiss_kappa": fleiss_kappa, "gwet_ac": gwet_ac,
    "brennan_prediger": brennan_prediger, "weighted_alpha": weighted_alpha,
}  # fmt: skip


@pytest.mark.parametrize("name", COEFFICIENTS)
@pytest.mark.parametrize("weights", ["identity", "quadratic"])
def test_each_draw_is_the_coefficient_of_the_drawn_items(name: str, weights: str) -> None:
    counts = four_counts() if name != "weighted_alpha" else four_counts()[four_counts().sum(axis=1) > 1]
    rows, times = np.unique(counts, axis=0, return_counts=True)
    drawn = next(resamples(times, n_draws=60, seed=5)).astype(int)
    slow = [COEFFICIENTS[name](np.repeat(rows, each, axis=0), weights=weights).value for each in drawn]

    found = bootstrap(counts, name, weights=weights, n_draws=60, seed=5)

    given = [value for value in slow if value is not None]
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(given, [0.025, 0.975])))
    assert found.n_undefined == len(slow) - len(given)


def test_draws_in_parts_are_the_same_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = bootstrap(SIX_RATERS, "gwet_ac", seed=3)

    monkeypatch.setattr("assay.stats.agreement.resampling.MOST_CELLS", 40)

    assert bootstrap(SIX_RATERS, "gwet_ac", seed=3) == whole


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_of_a_draw_is_alpha_of_the_drawn_units(metric: str) -> None:
    judgments = four_raters()

    wide = krippendorff_alpha(judgments, metric=metric, n_bootstrap=2000, seed=1)
    other = krippendorff_alpha(judgments, metric=metric, n_bootstrap=2000, seed=2)

    assert known(wide.alpha_low) < known(wide.alpha) < known(wide.alpha_high) <= 1.0
    assert other.alpha_low == pytest.approx(wide.alpha_low, abs=0.08)


def simulated(draw: np.random.Generator, n_items: int) -> NDArray[np.float64]:
    """Three judges of accuracy 0.85 on two equal classes: kappa is 0.49."""
    truth = draw.integers(0, 2, n_items)
    wrong = draw.random((n_items, 3)) > 0.85
    ones = (truth[:, None] ^ wrong).sum(axis=1)
    return np.column_stack([3 - ones, ones]).astype(np.float64)


def test_intervals_cover_what_they_promise() -> None:
    draw = np.random.default_rng(12)
    resampled, analytic = [], []
    for seed in range(300):
        counts = simulated(draw, 100)
        found, exact = bootstrap(counts, "fleiss_kappa", n_draws=300, seed=seed), fleiss_kappa(counts)
        resampled.append(known(found.low) <= 0.49 <= known(found.high))
        analytic.append(known(exact.low) <= 0.49 <= known(exact.high))

    assert 0.90 <= np.mean(resampled) <= 0.98
    assert 0.92 <= np.mean(analytic) <= 0.98


def test_without_pairs_there_is_no_interval() -> None:
    found = bootstrap(np.eye(3), "gwet_ac", n_draws=50)

    assert (found.low, found.high, found.n_undefined) == (None, None, 50)


def test_an_unknown_coefficient_is_an_error() -> None:
    with pytest.raises(ValueError, match="one of percent"):
        bootstrap(SIX_RATERS, "kappa")
