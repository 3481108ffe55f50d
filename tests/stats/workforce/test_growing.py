"""Learning, staying, counting, against published examples."""

import pytest

from assay.stats.workforce import (
    Cohort,
    average_time,
    capacity,
    kaplan_meier,
    learning_time,
    median_stay,
    pool_size,
)

# Freireich's trial: weeks in remission.
LEFT = (6, 6, 6, 7, 10, 13, 16, 22, 23)
STILL_THERE = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)


def test_each_doubling_takes_the_same_share() -> None:
    assert [learning_time(50, 0.8, nth) for nth in (1, 2, 4)] == pytest.approx([50, 40, 32])


def test_seven_batches_at_ninety_percent() -> None:
    total = 7 * average_time(100, 0.9, 7)

    assert average_time(100, 0.9, 7) == pytest.approx(74.39, abs=5e-3)
    assert total == pytest.approx(520.76, abs=5e-3)
    assert total - 6 * average_time(100, 0.9, 6) == pytest.approx(63.81, abs=5e-3)


def test_capacity_counts_who_is_left_and_how_fast() -> None:
    cohorts = [Cohort(10, 0), Cohort(10, 1), Cohort(10, 50)]

    found = capacity(cohorts, ramp=[0.4, 0.8, 1.0], survival=[1.0, 0.9, 0.5])

    assert found == pytest.approx(10 * 0.4 + 10 * 0.9 * 0.8 + 10 * 0.5 * 1.0)


def test_who_stays_in_freireichs_trial() -> None:
    steps = kaplan_meier([*LEFT, *STILL_THERE], [True] * len(LEFT) + [False] * len(STILL_THERE))

    assert [step.time for step in steps] == [6, 7, 10, 13, 16, 22, 23]
    assert [step.survival for step in steps] == pytest.approx(
        [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5
    )
    assert median_stay(steps) == 23
    assert all(step.low < step.survival < step.high for step in steps)


def test_nobody_has_left() -> None:
    assert kaplan_meier([1, 2], [False, False]) == []
    assert median_stay([]) is None


def test_capture_and_recapture() -> None:
    found = pool_size(200, 150, 30)

    assert found.value == pytest.approx(978.06, abs=5e-3)
    assert 320 <= found.low < found.value < found.high


def test_nobody_seen_twice_more_often_than_once() -> None:
    with pytest.raises(ValueError, match="seen twice"):
        pool_size(10, 5, 6)
