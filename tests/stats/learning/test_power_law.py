"""Curves whose parameters are known."""

import numpy as np
import pytest

from assay.stats.learning import fit_power_law

SIZES = [100, 200, 400, 800, 1600, 3200]


def test_an_exact_curve_is_found() -> None:
    curve = fit_power_law(SIZES, [0.05 + 1.2 * n**-0.5 for n in SIZES])

    assert (curve.floor, curve.scale, curve.rate) == pytest.approx((0.05, 1.2, 0.5), abs=1e-4)
    assert curve.error(6400) == pytest.approx(0.065, abs=1e-5)
    assert curve.labels_for(0.06) == pytest.approx(14_400, rel=1e-3)
    assert curve.break_even(value=2_000_000, price=0.10) == pytest.approx(52_415, rel=1e-3)


def test_below_the_floor_no_number_of_labels_is_enough() -> None:
    curve = fit_power_law(SIZES, [0.05 + 1.2 * n**-0.5 for n in SIZES])

    assert curve.labels_for(0.05) is None


def test_intervals_cover_the_curve_ahead() -> None:
    draw = np.random.default_rng(4)
    covered = []
    for _ in range(200):
        noisy = [0.05 + 1.2 * n**-0.5 + draw.normal(0, 0.004) for n in SIZES]
        low, high = fit_power_law(SIZES, noisy).interval(6400)
        covered.append(low <= 0.065 <= high)

    assert np.mean(covered) > 0.7


@pytest.mark.parametrize(
    ("n", "error"), [([1, 2, 3], [0.3, 0.2, 0.1]), ([4, 3, 2, 1], [0.1] * 4), (SIZES, [0.1])]
)
def test_too_little_to_fit_is_an_error(n: list[int], error: list[float]) -> None:
    with pytest.raises(ValueError, match=r"points|rise"):
        fit_power_law(n, error)
