"""Staffing, against published examples."""

import pytest

from assay.stats.workforce import (
    backlog,
    erlang_c,
    full_time,
    line,
    occupancy_of,
    people_for,
    scheduled,
    shrinkage_of,
    utilization_of,
)


def test_shrinkage_divides() -> None:
    assert scheduled(100, 0.3) == pytest.approx(142.857, abs=1e-3)
    assert scheduled(100, 0.4) == pytest.approx(166.667, abs=1e-3)
    assert scheduled(100, 0.0) == 100


def test_work_that_can_wait() -> None:
    people = full_time(12_000, handling_seconds=90, hours=40, shrinkage=0.3, occupancy=0.9)

    assert people == pytest.approx(11.905, abs=1e-3)


@pytest.mark.parametrize(
    ("n", "waits", "in_time", "occupancy"),
    [(14, 0.174132, 0.888350, 0.714286), (13, None, 0.795595, 10 / 13)],
)
def test_a_live_queue(n: int, waits: float | None, in_time: float, occupancy: float) -> None:
    found = line(100, window_seconds=1800, handling_seconds=180, n=n, target_seconds=20)

    assert found.in_time == pytest.approx(in_time, abs=1e-6)
    assert found.occupancy == pytest.approx(occupancy, abs=1e-6)
    assert waits is None or found.waits == pytest.approx(waits, abs=1e-6)


def test_mean_waits_of_twenty_erlangs() -> None:
    found = [
        line(400, window_seconds=3600, handling_seconds=180, n=n, target_seconds=30) for n in range(21, 26)
    ]

    waits = [each.mean_wait_seconds for each in found]
    assert waits == pytest.approx([136.9, 51.1, 25.0, 13.4, 7.5], abs=0.1)
    assert found[0].in_time == pytest.approx(0.356, abs=1e-3)
    assert [round(each.occupancy, 2) for each in found] == [0.95, 0.91, 0.87, 0.83, 0.80]


def test_the_smallest_line_that_keeps_its_promise() -> None:
    found = people_for(100, window_seconds=1800, handling_seconds=180, target_seconds=20, target_share=0.8)

    assert found.n == 14


def test_a_queue_with_too_few_people_only_grows() -> None:
    found = line(400, window_seconds=3600, handling_seconds=180, n=20, target_seconds=30)

    assert (erlang_c(20, 20), found.in_time, found.mean_wait_seconds) == (1.0, 0.0, None)


@pytest.mark.parametrize("shrinkage", [-0.1, 1.0, 1.5])
def test_impossible_shrinkage_is_an_error(shrinkage: float) -> None:
    with pytest.raises(ValueError, match=r"share|nobody"):
        scheduled(10, shrinkage)


def test_where_paid_time_goes() -> None:
    assert (shrinkage_of(160, 20), utilization_of(160, 20)) == (0.125, 0.875)
    assert occupancy_of(300, 33.333333) == pytest.approx(0.9)
    assert (shrinkage_of(0, 0), occupancy_of(0, 0), utilization_of(0, 0)) == (None, None, None)
    with pytest.raises(ValueError, match="no more than the whole"):
        shrinkage_of(10, 11)


def test_shrinkage_adds_up_by_division_alone() -> None:
    # Of 130 people at 30 % shrinkage 91 are there; of 100 / 0.7 it is 100.
    assert pytest.approx(91) == 130 * (1 - 0.3)
    assert scheduled(100, 0.3) * (1 - 0.3) == pytest.approx(100)


def test_a_backlog_goes_by_its_deadline() -> None:
    found = backlog(
        3000, 1000, left_at_deadline=400, handling_seconds=90, hours_to_deadline=18, daily_capacity=800
    )

    assert (found.people, found.days) == (5.0, 3.75)
    assert backlog(0, 0, handling_seconds=90, hours_to_deadline=1, daily_capacity=0).days is None
    with pytest.raises(ValueError, match="lies ahead"):
        backlog(1, 0, handling_seconds=90, hours_to_deadline=0, daily_capacity=1)
