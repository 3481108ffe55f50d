"""Permutation tests: all swaps counted by hand, and how often chance is called a difference."""

import numpy as np
import pytest

from assay.stats.ranking import Permuted, holm, permutation_test


def test_all_swaps_of_three_queries() -> None:
    first, second = np.array([0.5, 0.75, 1.0, 0.2]), np.array([0.25, 0.5, 0.5, 0.2])

    # 0.25 + 0.25 + 0.5 is reached by 2 of 8 ways to swap; the query without a difference is not swapped.
    assert permutation_test(first, second) == Permuted(0.25, 0.25, 4, 3, 8, is_exact=True)
    assert permutation_test(second, first) == Permuted(-0.25, 0.25, 4, 3, 8, is_exact=True)


def test_equal_runs_differ_by_nothing() -> None:
    assert permutation_test(np.ones(50), np.ones(50)) == Permuted(0.0, 1.0, 50, 0, 1, is_exact=True)


def test_draws_of_the_labels_are_averaged() -> None:
    # Under one draw all three agree (p = 1/4), under the other they cancel (p = 1).
    gain = np.array([[0.25, 0.25], [0.25, -0.5], [0.5, 0.25]])

    assert permutation_test(gain, np.zeros((3, 2))).p_value == (0.25 + 1) / 2


def test_drawn_permutations_come_near_those_counted_and_are_repeatable() -> None:
    gain = np.random.default_rng(1).normal(0.3, 1, 12)
    padded = np.append(gain, [1e-9])

    counted = permutation_test(gain, np.zeros(12))
    drawn = [permutation_test(padded, np.zeros(13), n_permutations=20_000, seed=4) for _ in range(2)]

    assert drawn[0] == drawn[1]
    assert not drawn[0].is_exact
    assert drawn[0].p_value == pytest.approx(counted.p_value, abs=0.015)


def test_chance_is_called_a_difference_as_often_as_promised() -> None:
    draw = np.random.default_rng(5)

    found = [
        permutation_test(draw.normal(0, 1, 25), np.zeros(25), n_permutations=400, seed=seed).p_value
        for seed in range(400)
    ]

    assert np.mean(np.array(found) <= 0.05) <= 0.085


def test_several_questions_are_charged_for() -> None:
    assert holm([0.01, 0.04, 0.03, 0.9]).tolist() == pytest.approx([0.04, 0.09, 0.09, 0.9])
    assert holm([0.6, 0.7]).tolist() == [1.0, 1.0]
    assert holm([]).tolist() == []


def test_what_cannot_be_compared_is_an_error() -> None:
    for first, second in [
        (np.zeros(0), np.zeros(0)),
        (np.zeros(2), np.zeros(3)),
        (np.array([np.nan]), np.zeros(1)),
    ]:
        with pytest.raises(ValueError, match=r"queries|finite"):
            permutation_test(first, second)
    with pytest.raises(ValueError, match="0 to 1"):
        holm([1.1])
