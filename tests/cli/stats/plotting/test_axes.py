"""An axis holds its numbers and ends at round ones."""

import pytest

from assay.cli.stats.plotting.axes import Axis, around


@pytest.mark.parametrize(
    ("values", "is_share", "ends"),
    [
        ([0.0, 0.97], True, (0.0, 1.0)),
        ([0.12, 0.18], True, (0.1, 0.2)),
        ([3.0, 47.0], False, (0.0, 50.0)),
        ([], False, (0.0, 1.2)),
    ],
)
def test_an_axis_around_numbers(values: list[float], is_share: bool, ends: tuple[float, float]) -> None:
    axis = around(values, is_share=is_share, at_least_0=True)

    assert (axis.low, axis.high) == pytest.approx(ends)
    assert all(axis.holds(value) for value in values)


def test_one_number_has_room_around_it() -> None:
    axis = around([5.0, 5.0])

    assert axis.low < 5.0 < axis.high


def test_a_logarithm_places_powers_evenly() -> None:
    axis = Axis(1, 10_000, is_log=True)

    assert [axis.place(10.0**power) for power in range(5)] == pytest.approx([0, 0.25, 0.5, 0.75, 1])
    assert axis.place(0.0) == 0.0
