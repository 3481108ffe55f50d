"""Bradley-Terry with ties: closed forms, an independent maximiser, recovery, coverage, and what is undefined."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize

from assay.stats.truth.pairwise import BradleyTerry, Comparisons

Floats = NDArray[np.float64]


def comparisons(rows: list[tuple[int, int, int]], n_things: int) -> Comparisons:
    left, right, outcome = np.array(rows, np.int32).T
    return Comparisons(left, right, outcome, n_things)


def simulated(seed: int, *, n_things: int = 8, n: int = 3000, tie: float = 0.7) -> tuple[Comparisons, Floats]:
    draw = np.random.default_rng(seed)
    strength = draw.normal(0, 1, n_things)
    strength -= strength.mean()
    left = draw.integers(0, n_things, n)
    right = (left + draw.integers(1, n_things, n)) % n_things
    half = (strength[left] - strength[right]) / 2
    shares = np.stack([np.exp(half), np.exp(-half), np.full(n, tie)])
    edges = (shares / shares.sum(axis=0)).cumsum(axis=0)
    outcome = (draw.random(n) > edges[:2]).sum(axis=0)
    return Comparisons(
        left.astype(np.int32), right.astype(np.int32), outcome.astype(np.int32), n_things
    ), strength


def slow_objective(parameters: Floats, made: Comparisons) -> float:
    strength, tie = parameters[:-1], np.exp(parameters[-1])
    total = 0.0
    for left, right, outcome in zip(made.left, made.right, made.outcome, strict=True):
        one, other = np.exp(strength[left]), np.exp(strength[right])
        drawn = tie * np.sqrt(one * other)
        total += np.log((one, other, drawn)[outcome] / (one + other + drawn))
    return float(-total)


def test_two_things_without_ties_are_their_shares() -> None:
    found = BradleyTerry().fit(comparisons([(0, 1, 0)] * 3 + [(1, 0, 0)], 2))

    assert found.chances(0, 1) == pytest.approx((0.75, 0.25, 0.0))
    assert found.tie == 0
    # The information of a difference d of two things is n p (1 - p), a strength is half of it.
    assert found.high[0] - found.strength[0] == pytest.approx(1.96 / 2 / np.sqrt(4 * 0.75 * 0.25), rel=1e-3)


def test_two_things_with_ties_are_their_shares() -> None:
    found = BradleyTerry().fit(comparisons([(0, 1, 0)] * 5 + [(1, 0, 0)] * 2 + [(0, 1, 2)] * 3, 2))

    assert found.chances(0, 1) == pytest.approx((0.5, 0.2, 0.3))
    assert found.log_likelihood == pytest.approx(5 * np.log(0.5) + 2 * np.log(0.2) + 3 * np.log(0.3))


def test_the_maximum_is_that_of_another_maximiser() -> None:
    made, _ = simulated(131, n_things=5, n=150)

    found = BradleyTerry().fit(made)

    other = minimize(slow_objective, np.zeros(6), args=(made,), tol=1e-9)
    np.testing.assert_allclose(found.strength, other.x[:5] - other.x[:5].mean(), atol=1e-4)
    assert found.tie == pytest.approx(np.exp(other.x[5]), rel=1e-3)
    assert found.log_likelihood == pytest.approx(-other.fun, abs=1e-6)


def test_strengths_are_recovered_and_intervals_cover_them() -> None:
    inside = []
    for seed in range(140, 170):
        made, strength = simulated(seed, n=600)
        found = BradleyTerry().fit(made)
        assert found.converged
        assert found.is_connected
        inside.append((found.low <= strength) & (strength <= found.high))

    assert 0.92 < float(np.mean(inside)) < 0.98


def test_what_nobody_compared_is_in_groups_of_its_own() -> None:
    rows = [(0, 1, 0), (1, 0, 0), (2, 3, 0), (3, 2, 0), (3, 4, 2)]

    found = BradleyTerry().fit(comparisons(rows, 6))

    assert found.group.tolist() == [1, 1, 0, 0, 0, 2]
    assert not found.is_connected
    assert found.chances(0, 2) is None
    assert found.chances(5, 5) is None
    assert np.isnan(found.strength).tolist() == [False] * 5 + [True]
    assert found.n_judgments.tolist() == [2, 2, 2, 3, 1, 0]


def test_somebody_who_always_wins_has_no_strength() -> None:
    rows = [(0, 1, 0), (0, 2, 0), (1, 2, 0), (2, 1, 0)]

    found = BradleyTerry().fit(comparisons(rows, 3))

    assert found.group.tolist() == [1, 0, 0]
    assert np.isnan(found.strength[0])
    np.testing.assert_allclose(found.strength[1:], 0, atol=1e-9)


def test_left_and_right_and_names_do_not_matter() -> None:
    made, _ = simulated(171, n=300)
    place = np.random.default_rng(0).permutation(8).astype(np.int32)
    swapped = np.array([1, 0, 2], np.int32)[made.outcome]

    one = BradleyTerry().fit(made)
    other = BradleyTerry().fit(Comparisons(place[made.right], place[made.left], swapped, 8))

    np.testing.assert_allclose(other.strength[place], one.strength, atol=1e-7)
    np.testing.assert_allclose(other.low[place], one.low, atol=1e-6)


@pytest.mark.parametrize(
    ("rows", "why"),
    [([(0, 0, 0)], "row 1 compares a thing with itself"), ([(0, 1, 0), (0, 1, 3)], "row 2 has outcome 3")],
)
def test_rows_that_make_no_sense_are_refused(rows: list[tuple[int, int, int]], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        comparisons(rows, 2)


def test_nothing_is_refused() -> None:
    none = np.zeros(0, np.int32)
    with pytest.raises(ValueError, match="nothing to fit"):
        Comparisons(none, none, none, 0)
