"""Alignment with a benchmark: the published example, the interval, and what it does with answers that hang together."""

import numpy as np
import pytest

from assay.stats.agreement import Criterion, alignment, criterion_alignment, mean_alignment
from assay.stats.sampling import wilson


def test_a_criterion_as_published() -> None:
    assert criterion_alignment(10, 7, 15) == pytest.approx(0.8)


def test_a_criterion_counts_by_its_weight() -> None:
    found = alignment([Criterion(10, 7, 15, weight=15), Criterion(0, 65, 65, weight=65)])

    # 18.75 % of the rubric, aligned to 80 %: it brings 15.0 of 100 points, the other brings none.
    assert found == pytest.approx(0.15)


def test_equal_totals_may_be_misaligned() -> None:
    found = alignment([Criterion(10, 5, 10), Criterion(5, 10, 10)])

    assert found == pytest.approx(0.5)


def test_without_weight_there_is_no_alignment() -> None:
    assert alignment([]) is None
    assert alignment([Criterion(1, 1, 1, weight=0)]) is None


@pytest.mark.parametrize(("original", "benchmark", "aligned"), [(1, 1, 1), (0, 1, 0), (5, 1, 0), (1, 5, 0)])
def test_nominal_answers_are_right_or_not(original: float, benchmark: float, aligned: float) -> None:
    assert criterion_alignment(original, benchmark, 1) == aligned


def test_a_criterion_without_points_is_an_error() -> None:
    with pytest.raises(ValueError, match="points"):
        criterion_alignment(1, 1, 0)


@pytest.mark.parametrize(("k", "n"), [(0, 5), (5, 5), (3, 4), (17, 40)])
def test_the_mean_of_right_and_wrong_has_wilsons_interval(k: int, n: int) -> None:
    found, share = mean_alignment([1] * k + [0] * (n - k)), wilson(k, n)

    assert (found.value, found.low, found.high) == pytest.approx((share.value, share.low, share.high))
    assert (found.n, found.n_items, found.n_effective) == (n, n, n)


def test_nothing_compared_is_undefined() -> None:
    found = mean_alignment([])

    assert (found.value, found.low, found.high, found.n, found.is_defined) == (None, None, None, 0, False)


@pytest.mark.parametrize("values", [[1.2], [-0.1, 1]])
def test_what_is_no_alignment_is_an_error(values: list[float]) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        mean_alignment(values)


def test_every_value_has_an_item() -> None:
    with pytest.raises(ValueError, match="has an item"):
        mean_alignment([1, 0], [1])


@pytest.mark.parametrize(
    ("values", "items", "n_effective"),
    [
        # Everybody the same on an item: a second answer to it says nothing new.
        ([1, 1, 0, 0, 1, 1], [1, 1, 2, 2, 3, 3], 3),
        # Nothing varies, so nothing is known of how answers hang together.
        ([1, 1, 1, 1], [1, 1, 2, 2], 2),
        # One item only.
        ([1, 0, 1], [7, 7, 7], 1),
        # Answers to an item differ as much as any two: each counts.
        ([1, 0, 1, 0, 1, 0], [1, 1, 2, 2, 3, 3], 6),
    ],
)
def test_answers_to_one_item_count_as_far_as_they_differ(
    values: list[float], items: list[int], n_effective: float
) -> None:
    found = mean_alignment(values, items)

    assert found.n_effective == pytest.approx(n_effective)
    assert (found.n, found.n_items) == (len(values), len(set(items)))


def test_the_interval_holds_the_truth_where_items_are_hard_or_easy() -> None:
    rng = np.random.default_rng(7)
    truth, n_held, n_naive = 0.7, 0, 0
    for _ in range(400):
        chance = rng.beta(1.4, 0.6, size=12)
        values = (rng.random((12, 10)) < chance[:, None]).astype(float).ravel()
        found = mean_alignment(values.tolist(), np.repeat(np.arange(12), 10).tolist())
        plain = wilson(int(values.sum()), values.size)
        n_held += _holds(found.low, truth, found.high)
        n_naive += _holds(plain.low, truth, plain.high)

    assert n_held / 400 > 0.9
    assert n_naive / 400 < 0.75


def _holds(low: float | None, truth: float, high: float | None) -> bool:
    return low is not None and high is not None and low <= truth <= high
