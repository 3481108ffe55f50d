"""Defects weighed by how bad they are."""

import numpy as np
import pytest

from assay.stats.control import demerit_chart, demerits


def test_montgomerys_classes() -> None:
    found = demerits({"A": 0.01, "B": 0.05, "C": 0.2, "D": 0.5}, 50)

    assert (found.per_unit, found.sigma, found.high) == pytest.approx((6.0, 2.2159, 12.648), abs=5e-4)
    assert found.low == 0.0


def test_a_chart_of_samples_has_the_rates_of_all() -> None:
    counts = {"A": [0, 1, 0, 6], "D": [20, 25, 30, 25]}

    chart = demerit_chart(counts, [50, 50, 50, 50])

    assert chart.centre == pytest.approx(100 * 7 / 200 + 100 / 200)
    np.testing.assert_allclose(chart.points, [0.4, 2.5, 0.6, 12.5])
    assert chart.out == [3]


@pytest.mark.parametrize(("rates", "n"), [({"E": 0.1}, 50), ({"A": -0.1}, 50), ({"A": 0.1}, 0)])
def test_impossible_rates_are_errors(rates: dict[str, float], n: float) -> None:
    with pytest.raises(ValueError, match="the classes are A, B, C, D"):
        demerits(rates, n)


def test_a_sample_without_its_count_is_an_error() -> None:
    with pytest.raises(ValueError, match="a count of each class"):
        demerit_chart({"A": [1]}, [50, 50])
