"""Published sigma levels, capability, Pareto."""

import pytest

from assay.stats.control import capability, defects, pareto, sigma_level


@pytest.mark.parametrize(
    ("per_million", "sigma"),
    [
        (691_462, 1),
        (308_538, 2),
        (66_807, 3),
        (6_210, 4),
        (233, 5),
        (3.4, 6),
        (10_000, 3.826),
        (50_000, 3.145),
    ],
)
def test_sigma_levels(per_million: float, sigma: float) -> None:
    assert sigma_level(per_million) == pytest.approx(sigma, abs=2e-3)


def test_half_of_everything_wrong_is_1_and_a_half() -> None:
    assert sigma_level(500_000) == pytest.approx(1.5)


def test_late_deliveries() -> None:
    found = defects(100, 1000, 3)

    assert (found.per_unit, found.per_million, found.sigma) == pytest.approx((0.1, 33_333.3, 3.334), rel=1e-4)


def test_no_defect_has_no_sigma_level() -> None:
    assert defects(0, 100).sigma is None
    assert defects(0, 0).per_unit is None


def test_capability_of_the_handbook() -> None:
    found = capability(8, 20, mean=16, sigma=2)

    assert (found.cp, found.cpk) == pytest.approx((1.0, 0.6667), abs=1e-4)


def test_the_vital_few() -> None:
    found = pareto({"f": 4, "a": 40, "b": 25, "e": 6, "c": 15, "d": 10})

    assert [cause.name for cause in found] == ["a", "b", "c", "d", "e", "f"]
    assert [round(cause.cumulative_share, 9) for cause in found] == [0.40, 0.65, 0.80, 0.90, 0.96, 1.0]
    assert [cause.name for cause in found if cause.is_vital] == ["a", "b", "c"]
