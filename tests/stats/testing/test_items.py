"""Item statistics: worked by hand, against a slow twin, and on simulated exams with a bad question."""

from math import isclose, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.stats.testing import ItemStatistics, item_statistics

# Guttman's pattern of four people and three questions.
BY_HAND = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=float)


def test_worked_by_hand() -> None:
    """First question: x = 1 1 1 0 and rest = 1 .5 0 0, so that Sxy = .375, Sxx = .75, Syy = .6875, r = .522.

    Upper two of 27 % of four: 1 and .5, both right; lower two: 0 and 0, one right; D = .5. Second question:
    x = 1 1 0 0, rest = 1 .5 .5 0, r = .5 / sqrt(1 * .5) = .707; .5 would be in both groups, so there is no D.
    """
    first, second, third = item_statistics(BY_HAND)

    assert [each.difficulty.value for each in (first, second, third)] == [0.75, 0.5, 0.25]
    assert [round(each.discrimination or 0, 4) for each in (first, second, third)] == [0.5222, 0.7071, 0.5222]
    assert (first.upper_lower, first.n_upper, first.n_lower) == (0.5, 2, 2)
    assert (second.upper_lower, second.n_upper, second.n_lower) == (None, 0, 0)
    # By Fisher's z of four people: its error is one, so the limits lie 1.96 around it.
    assert round(first.discrimination_low or 0, 3) == -0.881
    assert round(first.discrimination_high or 0, 3) == 0.988


def test_what_was_not_asked_is_no_answer() -> None:
    """The third person had the first question only: it counts in p, and nowhere else."""
    first, _ = item_statistics(np.array([[1, 1], [0, 0], [1, nan]], dtype=float))

    assert (first.difficulty.k, first.difficulty.n) == (2, 3)
    assert first.discrimination == 1.0
    assert (first.discrimination_low, first.discrimination_high) == (None, None)


@pytest.mark.parametrize(
    "answers", [np.full((5, 3), nan), np.ones((5, 3)), np.zeros((1, 2)), np.zeros((0, 2)), np.ones((4, 1))]
)
def test_without_variation_there_is_no_figure(
    answers: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
) -> None:
    for found in item_statistics(answers):
        assert (found.discrimination, found.upper_lower) == (None, None)


def test_what_is_no_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="1, 0 or nan"):
        item_statistics(np.array([[0.5, 1.0]]))


matrices = st.integers(2, 12).flatmap(
    lambda n: st.lists(
        st.lists(st.sampled_from([0.0, 1.0, nan]), min_size=4, max_size=4), min_size=n, max_size=n
    )
)


@settings(deadline=None)
@given(matrices)
def test_a_slow_twin_finds_the_same(table: list[list[float]]) -> None:
    for j, found in enumerate(item_statistics(np.array(table))):
        expected = slowly(table, j)
        assert (found.discrimination is None) is (expected is None)
        if found.discrimination is not None and expected is not None:
            assert isclose(found.discrimination, expected, abs_tol=1e-9)


def slowly(table: list[list[float]], j: int) -> float | None:
    pairs = []
    for row in table:
        others = [each for k, each in enumerate(row) if k != j and each == each]
        if row[j] == row[j] and others:
            pairs.append((row[j], sum(others) / len(others)))
    n = len(pairs)
    if n < 2:
        return None
    mx, my = sum(x for x, _ in pairs) / n, sum(y for _, y in pairs) / n
    sxx, syy = sum((x - mx) ** 2 for x, _ in pairs), sum((y - my) ** 2 for _, y in pairs)
    if sxx < 1e-12 or syy < 1e-12:
        return None
    return sum((x - mx) * (y - my) for x, y in pairs) / float(np.sqrt(sxx * syy))


def test_a_question_with_a_wrong_key_surfaces() -> None:
    """300 people, ten questions of which five are drawn each; the last one's key is wrong."""
    rng = np.random.default_rng(7)
    able, hard = rng.normal(size=300), np.linspace(-1, 1, 10)
    right = (rng.random((300, 10)) < 1 / (1 + np.exp(-1.7 * (able[:, None] - hard)))).astype(float)
    right[:, 9] = 1 - right[:, 9]
    for row in right:
        row[rng.permutation(10)[:5]] = nan

    found: list[ItemStatistics] = item_statistics(right)

    assert all((each.discrimination_low or -1) > 0 for each in found[:9])
    assert (found[9].discrimination_high or 1) < 0
    assert all((each.upper_lower or -1) > 0 for each in found[:9])
    assert (found[9].upper_lower or 1) < 0
    values = [each.difficulty.value or 0 for each in found[:9]]
    assert np.corrcoef(values, hard[:9])[0, 1] < -0.9
