"""Sample sizes and shares, against published figures and a simulation."""

import numpy as np
import pytest

from assay.stats.sampling import (
    Checked,
    Stratum,
    clopper_pearson,
    difference,
    finite_share,
    neyman,
    rogan_gladen,
    sample_size,
    stratified_share,
    weighted_share,
    wilson,
)


def test_sample_sizes() -> None:
    found = [
        sample_size(0.05),
        sample_size(0.05, population=1000),
        sample_size(0.05, population=10_000),
        sample_size(0.03),
        sample_size(0.02, share=0.95),
        sample_size(0.02, share=0.95, population=5000),
        sample_size(0.01, share=0.95, population=20_000),
    ]

    assert found == [385, 278, 370, 1068, 457, 419, 1673]


@pytest.mark.parametrize(
    ("k", "n", "score", "exact"),
    [
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0.0, 0.1611), (0.0, 0.1684)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
        (95, 100, (0.8882, 0.9785), (0.8872, 0.9836)),
        (190, 200, (0.9104, 0.9726), (0.9100, 0.9758)),
        (485, 500, (0.9511, 0.9817), (0.9510, 0.9831)),
    ],
)
def test_intervals_of_a_share(k: int, n: int, score: tuple[float, ...], exact: tuple[float, ...]) -> None:
    assert (wilson(k, n).low, wilson(k, n).high) == pytest.approx(score, abs=5e-5)
    assert (clopper_pearson(k, n).low, clopper_pearson(k, n).high) == pytest.approx(exact, abs=6e-5)


def test_a_finite_population() -> None:
    found = finite_share(10, 25, 100)

    assert found.standard_error == pytest.approx(0.0853, abs=5e-5)
    assert (found.low, found.high) == pytest.approx((0.233, 0.567), abs=5e-4)
    assert finite_share(40, 100, 100).standard_error == 0.0


def test_strata_are_weighted_by_their_size() -> None:
    found = stratified_share([Stratum(6000, 120, 3), Stratum(3000, 60, 4), Stratum(1000, 60, 9)])

    assert (found.value, found.standard_error) == pytest.approx((0.05, 0.01362), abs=1e-5)
    assert (found.low, found.high) == pytest.approx((0.0233, 0.0767), abs=1e-4)
    assert found.n == 240


def test_strata_that_vary_more_get_more() -> None:
    deviations = [(p * (1 - p)) ** 0.5 for p in (0.02, 0.05, 0.15)]

    assert neyman([6000, 3000, 1000], deviations, 240) == pytest.approx([108.9, 84.8, 46.3], abs=0.05)


def test_a_tiny_stratum_is_undefined_and_says_why() -> None:
    found = stratified_share([Stratum(100, 1, 0), Stratum(100, 50, 5)])

    assert (found.value, found.outcome) == (None, "a stratum has fewer than two units")


def test_an_imperfect_reviewer() -> None:
    assert rogan_gladen(0.90, sensitivity=0.95, specificity=0.90).value == pytest.approx(0.9412, abs=5e-5)
    assert rogan_gladen(0.02, sensitivity=0.9, specificity=0.9).outcome == "cut to the range of a share"
    assert rogan_gladen(0.5, sensitivity=0.5, specificity=0.5).value is None


@pytest.mark.parametrize(
    ("observed", "outcome", "value"), [(0.88, "", 0.88), (0.05, "cut to the range of a share", 0.0)]
)
def test_the_error_of_a_corrected_share_by_hand(observed: float, outcome: str, value: float) -> None:
    """Rogan and Gladen's formula (3), written out."""
    found = rogan_gladen(observed, sensitivity=0.97, specificity=0.78, checked=Checked(400, 160, 45))

    parts = (
        observed * (1 - observed) / 400,
        value**2 * 0.97 * 0.03 / 160,
        (1 - value) ** 2 * 0.78 * 0.22 / 45,
    )
    error = sum(parts) ** 0.5 / 0.75
    assert (found.value, found.standard_error) == pytest.approx((value, error))
    ends = max(0.0, value - 1.959964 * error), min(1.0, value + 1.959964 * error)
    assert (found.low, found.high) == pytest.approx(ends)
    assert (found.n, found.outcome) == (400, outcome)


@pytest.mark.parametrize("checked", [Checked(0, 20, 20), Checked(50, 0, 20), Checked(50, 20, 0)])
def test_a_rate_that_rests_on_nothing_gives_no_interval(checked: Checked) -> None:
    found = rogan_gladen(0.9, sensitivity=0.95, specificity=0.9, checked=checked)

    assert (found.standard_error, found.low, found.high, found.n) == (None, None, None, checked.n)


def test_a_reviewer_no_better_than_chance_was_still_checked() -> None:
    assert rogan_gladen(0.5, sensitivity=0.5, specificity=0.5, checked=Checked(50, 20, 20)).n == 50


def test_a_corrected_share_covers_what_it_promises() -> None:
    """Reviewers who let 95 % of the right and 15 % of the wrong ones pass; 92 % are right."""
    draw = np.random.default_rng(7)
    found = []
    for _ in range(3000):
        checked = Checked(500, 300, 120)
        observed = draw.binomial(500, 0.92 * 0.95 + 0.08 * 0.15) / 500
        sensitivity, specificity = draw.binomial(300, 0.95) / 300, draw.binomial(120, 0.85) / 120
        found.append(
            rogan_gladen(observed, sensitivity=sensitivity, specificity=specificity, checked=checked)
        )

    covered = np.mean([each.low <= 0.92 <= each.high for each in found])  # type: ignore[operator]  # Checked.
    assert 0.93 <= covered <= 0.97
    nobody = rogan_gladen(0.9, sensitivity=1.0, specificity=1.0, checked=Checked(50, 20, 0))
    assert nobody.value == pytest.approx(0.9)
    assert nobody.low is None


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ((56, 70), (48, 80), (0.2, 0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.6, 0.1705, 0.8090)),
        ((5, 56), (0, 29), (0.0893, -0.0381, 0.1926)),
        ((0, 29), (5, 56), (-0.0893, -0.1926, 0.0381)),
    ],
)
def test_a_difference_of_shares_by_newcombes_examples(
    one: tuple[int, int], other: tuple[int, int], wanted: tuple[float, float, float]
) -> None:
    found = difference(wilson(*one), wilson(*other))

    assert (found.value, found.low, found.high) == pytest.approx(wanted, abs=5e-5)
    assert found.n == one[1] + other[1]
    unknown = difference(wilson(0, 0), wilson(*one))
    assert (unknown.outcome, unknown.n) == ("a share is not measured", one[1])
    assert difference(wilson(*one), wilson(0, 0)).n == one[1]


def test_wilson_covers_what_it_promises() -> None:
    draw = np.random.default_rng(3)

    for p in (0.5, 0.9, 0.97):
        intervals = [wilson(int(k), 200) for k in draw.binomial(200, p, 3000)]
        covered = np.mean([each.low <= p <= each.high for each in intervals])  # type: ignore[operator]  # n is 200.
        assert 0.93 <= covered <= 0.975


def test_a_weighted_share_is_wilsons_where_all_strata_were_looked_at_alike() -> None:
    found, plain = weighted_share([Stratum(600, 60, 57), Stratum(400, 40, 33)]), wilson(90, 100)

    assert (found.value, found.low, found.high) == pytest.approx((plain.value, plain.low, plain.high))


def test_newcomers_who_are_looked_at_more_do_not_pull_the_share_down() -> None:
    """900 judgments that are right in 95 % and 100 in 60 %: 0.915, whatever was looked at of each."""
    found = weighted_share([Stratum(900, 20, 19), Stratum(100, 100, 60)])

    assert found.value == pytest.approx(0.915)
    n_effective = 1 / (0.81 / 20 + 0.01 / 100)
    assert found.standard_error == pytest.approx((0.915 * 0.085 / n_effective) ** 0.5)
    assert (found.n, found.low is not None and found.low < 0.85) == (120, True)


@pytest.mark.parametrize(
    ("strata", "value"),
    [([], None), ([Stratum(10, 0, 0)], None), ([Stratum(10, 0, 0), Stratum(90, 1, 1)], 1.0)],
)
def test_what_nobody_looked_at_says_nothing(strata: list[Stratum], value: float | None) -> None:
    found = weighted_share(strata)

    assert (found.value, found.outcome) == (value, "" if strata[1:] else "nothing was looked at")
    assert found.n == sum(each.n for each in strata)
    if value == 1.0:
        assert found.high == 1.0
        assert found.low is not None
        assert found.low < 0.3


def test_the_interval_of_a_weighted_share_covers_as_often_as_it_says() -> None:
    draw, plan = np.random.default_rng(7), [(900, 40, 0.95), (300, 60, 0.85), (100, 80, 0.6)]
    truth = sum(size * share for size, _, share in plan) / sum(size for size, _, _ in plan)

    covered = 0
    for _ in range(2000):
        found = weighted_share([Stratum(size, n, int(draw.binomial(n, share))) for size, n, share in plan])
        assert found.low is not None
        assert found.high is not None
        covered += found.low <= truth <= found.high

    assert 0.93 <= covered / 2000 <= 0.99
