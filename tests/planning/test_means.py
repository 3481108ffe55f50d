"""Intervals of means and ratios of few values, against figures worked out by hand and by scipy."""

import pytest

from assay.planning.rules.means import mean_of, per_hour, ratio_of, t_quantile
from assay.planning.rules.standards import Measured


def test_a_mean_has_students_interval() -> None:
    """3, 5, 7, 9: mean 6, standard deviation 2.582, t(3) = 3.182: 6 ± 4.108."""
    found = mean_of([3, 5, 7, 9])

    assert found is not None
    assert (found.value, found.n) == (6, 4)
    assert (found.low, found.high) == pytest.approx((1.892, 10.108), abs=0.001)


def test_one_value_has_no_interval_and_none_is_nothing() -> None:
    assert (mean_of([4]), mean_of([])) == (Measured(4, None, None, 1), None)


def test_a_ratio_is_that_of_the_sums_and_its_interval_says_how_days_differ() -> None:
    """10 in 200 s, 20 in 500 s, 30 in 600 s: 1300 / 60 = 21.667; residuals -16.67, 66.67, -50; their squares sum to
    7222.2; times 3/2 and rooted 104.08; over 60 and times t(2) = 4.303: ± 7.464."""
    found = ratio_of([(10, 200.0), (20, 500.0), (0, 40.0), (30, 600.0)])

    assert found is not None
    assert found.n == 60
    assert found.value == pytest.approx(21.6667, abs=1e-4)
    assert (found.low, found.high) == pytest.approx((14.203, 29.131), abs=0.001)


def test_the_interval_of_a_throughput_is_turned_round() -> None:
    assert per_hour(Measured(30, 20, 40, 9)) == Measured(120, 90, 180, 9)
    assert per_hour(Measured(30, None, None, 9)) == Measured(120, None, None, 9)
    assert per_hour(None) is None


def test_a_ratio_of_one_day_has_no_interval() -> None:
    assert (ratio_of([(4, 80.0)]), ratio_of([(0, 9.0)])) == (Measured(20, None, None, 4), None)


@pytest.mark.parametrize("degrees", [1, 2, 5, 12, 30, 31, 45, 120, 2000])
def test_the_quantile_is_scipys(degrees: int) -> None:
    from scipy.stats import t

    assert t_quantile(degrees) == pytest.approx(float(t.ppf(0.975, degrees)), abs=6e-4)
