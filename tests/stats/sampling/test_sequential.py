"""Wald's plans of the NIST handbook and of Montgomery, and what they cost in a simulation."""

import numpy as np
import pytest

from assay.stats.sampling import SequentialPlan, sequential_plan


def test_the_handbooks_plan() -> None:
    plan = sequential_plan(0.01, 0.10)

    assert (plan.accept_at, plan.reject_at, plan.slope) == pytest.approx((0.9389, 1.2054, 0.0397), abs=1e-4)
    assert next(n for n in range(1, 100) if plan.accepts_with(n) is not None) == 24
    assert [plan.rejects_with(n) for n in (1, 2, 19, 20)] == [None, 2, 2, 3]


def test_montgomerys_plan() -> None:
    plan = sequential_plan(0.01, 0.06)

    assert (plan.accept_at, plan.reject_at, plan.slope) == pytest.approx((1.2211, 1.5678, 0.0281), abs=1e-4)
    assert next(n for n in range(1, 100) if plan.accepts_with(n) is not None) == 44


def decided(plan: SequentialPlan, p: float, draw: np.random.Generator) -> tuple[bool, int]:
    n_bad = 0
    for n in range(1, 5000):
        n_bad += draw.random() < p
        most, fewest = plan.accepts_with(n), plan.rejects_with(n)
        if most is not None and n_bad <= most:
            return True, n
        if fewest is not None and n_bad >= fewest:
            return False, n
    raise AssertionError("a sequential plan ends")


@pytest.mark.parametrize(("p", "chance", "mean"), [(0.01, 0.979, 30), (0.10, 0.102, 22)])
def test_risks_and_mean_size(p: float, chance: float, mean: float) -> None:
    draw = np.random.default_rng(5)

    found = [decided(sequential_plan(0.01, 0.10), p, draw) for _ in range(4000)]

    assert np.mean([accepted for accepted, _ in found]) == pytest.approx(chance, abs=0.02)
    assert np.mean([n for _, n in found]) == pytest.approx(mean, rel=0.06)


@pytest.mark.parametrize(
    ("p", "chance", "mean", "saved"),
    [(0.01, 0.979, 30, 0.42), (0.04, None, 39, 0.25), (0.10, 0.102, 22, 0.57)],
)
def test_the_exact_course_of_the_handbooks_plan(
    p: float, chance: float | None, mean: float, saved: float
) -> None:
    course = sequential_plan(0.01, 0.10).truncated(3 * 52).course(p)

    assert chance is None or course.acceptance == pytest.approx(chance, abs=3e-3)
    assert course.mean_n == pytest.approx(mean, abs=0.5)
    assert 1 - course.mean_n / 52 == pytest.approx(saved, abs=0.01)
    assert course.undecided < 0.01


def test_a_short_end_decides_what_is_open() -> None:
    plan = sequential_plan(0.01, 0.10).truncated(10)

    course = plan.course(0.05)

    assert plan.accepts_at_end == 0
    assert course.undecided == pytest.approx(0.95**10 + 10 * 0.05 * 0.95**9)
    assert course.acceptance == pytest.approx(0.95**10)


def test_a_plan_that_never_looks_is_an_error() -> None:
    with pytest.raises(ValueError, match="one unit or more"):
        sequential_plan(0.01, 0.10).truncated(0)
