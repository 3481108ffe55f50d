"""Operating characteristics, against textbooks (Montgomery, NIST) and R's AcceptanceSampling."""

import pytest

from assay.stats.sampling import Plan, design, zero_acceptance

MONTGOMERY, NIST = Plan(89, 2, 3), Plan(52, 3, 4)


def test_the_operating_characteristic_of_montgomerys_plan() -> None:
    at = [0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09]

    found = [MONTGOMERY.acceptance(p) for p in at]

    wanted = [0.98969, 0.93969, 0.73658, 0.49848, 0.30416, 0.17208, 0.09187, 0.04682, 0.02296, 0.01089]
    assert found == pytest.approx(wanted, abs=1e-5)


def test_outgoing_quality_and_inspection_of_montgomerys_plan() -> None:
    limit, at = MONTGOMERY.outgoing_limit(10_000)

    assert MONTGOMERY.outgoing(0.01, 10_000) == pytest.approx(0.009313, abs=1e-6)
    assert (limit, at) == pytest.approx((0.01525, 0.0253), abs=1e-4)
    assert MONTGOMERY.inspected(0.01, 10_000) == pytest.approx(686.7, abs=0.1)


def test_the_handbooks_plan() -> None:
    at = [share / 100 for share in range(1, 13)]

    assert [NIST.acceptance(p) for p in at] == pytest.approx(
        [0.998, 0.980, 0.930, 0.846, 0.738, 0.620, 0.502, 0.394, 0.300, 0.223, 0.162, 0.115], abs=6e-4
    )
    assert [NIST.outgoing(p, 10_000) for p in at] == pytest.approx(
        [0.0099, 0.0195, 0.0277, 0.0337, 0.0367, 0.0370, 0.0349, 0.0313, 0.0269, 0.0222, 0.0177, 0.0138],
        abs=6e-5,
    )
    assert [NIST.inspected(p, 10_000) for p in at] == pytest.approx(
        [70, 253, 753, 1584, 2655, 3836, 5008, 6083, 7013, 7780, 8388, 8854], abs=1
    )


def test_a_lot_of_its_own_is_hypergeometric() -> None:
    plan = Plan(10, 1, 2)

    found = [plan.acceptance(p, lot=5000) for p in (0, 0.1, 0.2, 0.3, 0.4, 0.5)]

    wanted = [1, 0.73613783, 0.37556779, 0.14904357, 0.04620019, 0.01068073]
    assert found == pytest.approx(wanted, abs=1e-8)


@pytest.mark.parametrize(
    ("p1", "p2", "beta", "wanted"),
    [(0.01, 0.06, 0.10, (110, 3)), (0.02, 0.08, 0.10, (98, 4)), (0.05, 0.15, 0.075, (80, 7))],
)
def test_a_plan_is_designed_for_two_risks(p1: float, p2: float, beta: float, wanted: tuple[int, int]) -> None:
    plan = design(p1, p2, beta=beta)

    assert (plan.n, plan.accept) == wanted
    assert plan.acceptance(p1) >= 0.95
    assert plan.acceptance(p2) <= beta


@pytest.mark.parametrize(
    ("n", "accept", "limit"),
    [
        (80, 2, 0.0652), (125, 3, 0.0527), (200, 5, 0.0459), (50, 1, 0.0756), (32, 0, 0.0694), (125, 0, 0.0183),
    ],
)  # fmt: skip
def test_what_a_plan_really_keeps_out(n: int, accept: int, limit: float) -> None:
    assert Plan(n, accept, accept + 1).quality_at(0.10) == pytest.approx(limit, abs=5e-5)


def test_zero_acceptance() -> None:
    at_90 = [zero_acceptance(p, confidence=0.90) for p in (0.005, 0.01, 0.02, 0.03, 0.05, 0.10)]
    at_95 = [zero_acceptance(p) for p in (0.005, 0.01, 0.02, 0.05)]

    assert at_90 == [460, 230, 114, 76, 45, 22]
    assert at_95 == [598, 299, 149, 59]
    assert zero_acceptance(0.01, lot=1000) == 258


def test_a_share_of_a_lot_is_no_defect_too_many() -> None:
    assert zero_acceptance(0.07, confidence=0.90, lot=100) == zero_acceptance(0.069, confidence=0.90, lot=100)


@pytest.mark.parametrize(
    ("kind", "lot", "wanted"), [("poisson", None, (91, 8)), ("hypergeometric", 500, (70, 6))]
)
def test_a_plan_is_designed_for_defects_and_for_a_lot_of_its_own(
    kind: str, lot: int | None, wanted: tuple[int, int]
) -> None:
    plan = design(0.05, 0.15, beta=0.075, kind=kind, lot=lot)

    assert (plan.n, plan.accept) == wanted


@pytest.mark.parametrize(("kind", "lot"), [("normal", None), ("hypergeometric", None), ("binomial", 100)])
def test_a_kind_without_its_lot_is_an_error(kind: str, lot: int | None) -> None:
    with pytest.raises(ValueError, match="needs a lot"):
        design(0.01, 0.06, kind=kind, lot=lot)


@pytest.mark.parametrize(("n", "accept"), [(89, 2), (1250, 0), (2000, 21), (3150, 44)])
def test_the_worst_outgoing_quality_is_found_for_large_plans_too(n: int, accept: int) -> None:
    plan = Plan(n, accept, accept + 1)
    on_a_grid = max(plan.outgoing(step / 20_000, 1_000_000) for step in range(1, 2000))

    limit, at = plan.outgoing_limit(1_000_000)

    assert limit == pytest.approx(on_a_grid, rel=2e-3)
    assert plan.outgoing(at, 1_000_000) == pytest.approx(limit)


def test_a_plan_of_defects_per_unit_has_a_limit_of_its_own() -> None:
    plan = Plan(2, 30, 31)

    assert plan.quality_at(0.10) is None
    assert plan.acceptance_of_defects(plan.defects_at(0.10)) == pytest.approx(0.10)
    assert plan.outgoing_limit(100, counts_defects=True)[0] == pytest.approx(10.634, abs=1e-3)


@pytest.mark.parametrize(("p1", "p2"), [(0.06, 0.01), (0.0, 0.1), (0.1, 1.0)])
def test_impossible_wishes_are_errors(p1: float, p2: float) -> None:
    with pytest.raises(ValueError, match="0 < p1 < p2 < 1"):
        design(p1, p2)
