"""Plans with two samples, against R's AcceptanceSampling, a simulation and what must hold."""

import numpy as np
import pytest

from assay.stats.sampling import DoublePlan, Plan

PLAN = DoublePlan(Plan(125, 1, 4), Plan(125, 4, 5))


def test_a_double_plan() -> None:
    assert (PLAN.acceptance(0.01), PLAN.acceptance(0.05)) == pytest.approx((0.89995598, 0.01507571), abs=1e-8)


def test_its_means_are_those_of_a_simulation() -> None:
    draw, lot, p = np.random.default_rng(8), 5000, 0.015
    first, second = draw.binomial(125, p, 200_000), draw.binomial(125, p, 200_000)
    goes_on = (first > 1) & (first < 4)
    accepted = (first <= 1) | (goes_on & (first + second <= 4))
    looked_at = 125 + 125 * goes_on

    assert PLAN.sampled(p) == pytest.approx(looked_at.mean(), rel=5e-3)
    assert PLAN.inspected(p, lot) == pytest.approx(np.where(accepted, looked_at, lot).mean(), rel=1e-2)
    passed = p * np.where(accepted, lot - looked_at, 0) / lot
    assert PLAN.outgoing(p, lot) == pytest.approx(passed.mean(), rel=1e-2)


def test_limits_lie_where_they_say() -> None:
    limit, at = PLAN.outgoing_limit(5000)

    assert PLAN.acceptance(PLAN.quality_at(0.10)) == pytest.approx(0.10)
    assert limit == pytest.approx(max(PLAN.outgoing(step / 10_000, 5000) for step in range(1, 600)), rel=1e-4)
    assert PLAN.outgoing(at, 5000) == pytest.approx(limit)


def test_a_lot_of_its_own_is_as_a_stream_where_it_is_large() -> None:
    assert PLAN.acceptance(0.01, lot=10_000_000) == pytest.approx(PLAN.acceptance(0.01), abs=1e-5)
    assert PLAN.acceptance(0.01, lot=300) > PLAN.acceptance(0.01)
    assert PLAN.acceptance(0.0, lot=300) == 1.0


def test_numbers_out_of_order_are_an_error() -> None:
    with pytest.raises(ValueError, match="in order"):
        DoublePlan(Plan(125, 1, 7), Plan(125, 4, 5))
