"""Charts of Montgomery, NIST and Laney."""

import numpy as np
import pytest

from assay.stats.control import c_chart, cusum, ewma, laney_chart, np_chart, p_chart, u_chart

JUICE = [
    12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6,
]  # fmt: skip
COMPUTERS = [10, 12, 8, 14, 10, 16, 11, 7, 10, 15, 9, 5, 7, 11, 12, 6, 8, 10, 7, 5]
# Defects of 26 samples of 100 circuit boards (Montgomery).
BOARDS = [
    21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15,
]  # fmt: skip
# Orange juice once the process was put right.
IMPROVED = [9, 6, 12, 5, 6, 4, 6, 3, 7, 6, 2, 4, 3, 6, 5, 4, 8, 5, 6, 7, 5, 6, 3, 5]
THIRTY = [
    9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08, 9.37, 10.62,
    10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52,
]  # fmt: skip
HANDBOOK = [
    52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6,
    52.1,
]  # fmt: skip


def ends(chart: object) -> tuple[float, float, float]:
    return (chart.centre, chart.high[0], chart.low[0])  # type: ignore[attr-defined]  # A Chart.


def test_frozen_orange_juice() -> None:
    chart = p_chart(JUICE, 50)

    assert ends(chart) == pytest.approx((0.2313, 0.4102, 0.0524), abs=5e-5)
    assert [point + 1 for point in chart.out] == [15, 23]


def test_frozen_orange_juice_without_the_two_shifts() -> None:
    kept = [count for nth, count in enumerate(JUICE) if nth not in {14, 22}]

    chart = p_chart(kept, 50)

    assert ends(chart) == pytest.approx((0.2150, 0.3893, 0.0407), abs=5e-5)
    assert [kept[point] for point in chart.out] == [20]


def test_np_is_p_times_n() -> None:
    chart, shares = np_chart(JUICE, 50), p_chart(JUICE, 50)

    np.testing.assert_allclose(chart.points / 50, shares.points)
    np.testing.assert_allclose(chart.high / 50, shares.high)
    assert chart.out == shares.out


def test_samples_of_different_sizes_have_limits_of_their_own() -> None:
    chart = p_chart([48, 97, 48], [250, 500, 250])

    assert chart.centre == pytest.approx(0.193)
    assert (chart.low[0], chart.high[0]) == pytest.approx((0.1181, 0.2679), abs=5e-5)
    assert (chart.low[1], chart.high[1]) == pytest.approx((0.1400, 0.2460), abs=5e-4)


def test_laneys_hand_case() -> None:
    defective = [2, 3, 1, 4, 2]

    assert p_chart(defective, 50).high[0] == pytest.approx(0.138693, abs=1e-6)
    assert laney_chart(defective, 50).high[0] == pytest.approx(0.154347, abs=1e-6)


def test_laney_forgives_the_orange_juice() -> None:
    chart = laney_chart(JUICE, 50)

    assert chart.high[0] == pytest.approx(0.5285, abs=2e-4)
    assert chart.out == []


def test_defects_per_unit() -> None:
    chart = u_chart(COMPUTERS, 5)

    assert ends(chart) == pytest.approx((1.93, 3.7939, 0.0661), abs=5e-5)
    assert chart.out == []


def test_defects_have_limits_from_0() -> None:
    chart = c_chart([1, 0, 2, 1, 9])

    assert (chart.centre, chart.low[0]) == (2.6, 0.0)
    assert chart.out == [4]


def test_circuit_boards() -> None:
    chart = c_chart(BOARDS)

    assert ends(chart) == pytest.approx((19.846, 33.211, 6.481), abs=5e-4)
    assert [point + 1 for point in chart.out] == [6, 20]


def test_the_spread_that_laney_finds() -> None:
    plain, wide = p_chart(JUICE, 50), laney_chart(JUICE, 50)

    assert wide.sigma[0] / plain.sigma[0] == pytest.approx(1.661, abs=1e-3)
    assert laney_chart([2, 3, 1, 4, 2], 50).sigma[0] / p_chart([2, 3, 1, 4, 2], 50).sigma[0] == pytest.approx(
        1.1726, abs=1e-3
    )


def test_ewma_of_the_handbook() -> None:
    found = ewma(HANDBOOK, mean=50, sigma=2.0539, weight=0.3)

    wanted = [
        50.60, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36, 49.52, 50.05, 49.38, 49.92,
        50.73, 51.23, 51.94, 51.99,
    ]  # fmt: skip
    assert found.z == pytest.approx(wanted, abs=6e-3)
    assert (found.high[-1], found.low[-1]) == pytest.approx((52.5884, 47.4116), abs=2e-3)
    assert found.out == ()


def test_ewma_finds_montgomerys_shift() -> None:
    found = ewma(THIRTY, mean=10, sigma=1, weight=0.1, sigmas=2.7)

    assert (found.z[0], found.z[28], found.z[29]) == pytest.approx((9.945, 10.6468, 10.6341), abs=5e-5)
    assert (found.low[0], found.high[29]) == pytest.approx((9.73, 10.6189), abs=5e-5)
    assert [point + 1 for point in found.out] == [29, 30]


def test_cusum_finds_montgomerys_shift() -> None:
    found = cusum(THIRTY, mean=10, sigma=1)

    assert found.above[28:] == pytest.approx([5.28, 5.30], abs=5e-3)
    assert [point + 1 for point in found.out] == [29, 30]


def test_cusum_of_the_handbook() -> None:
    means = [
        324.925, 324.675, 324.725, 324.350, 325.350, 325.225, 324.125, 324.525, 325.225, 324.600, 324.625, 325.150,
        328.325, 327.250, 327.825, 328.500, 326.675, 327.775, 326.875, 328.350,
    ]  # fmt: skip

    found = cusum(means, mean=325, sigma=1, slack=0.3175, limit=4.1959)

    assert found.above[12:15] == pytest.approx([3.01, 4.94, 7.45], abs=6e-3)
    assert found.out[0] + 1 == 14


@pytest.mark.parametrize(("counts", "n"), [([], 5), ([1, 2], [5]), ([6], 5), ([-1], 5), ([1], 0)])
def test_impossible_samples_are_errors(counts: list[int], n: list[int] | int) -> None:
    with pytest.raises(ValueError, match=r"sample|count"):
        p_chart(counts, n)
