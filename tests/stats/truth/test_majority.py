"""The vote: how good it is in theory, and its ties."""

import numpy as np
import pytest

from assay.stats.truth import MajorityVote, encode, majority_accuracy
from tests.stats.truth.crowds import crowd


@pytest.mark.parametrize(
    ("right", "n", "wanted"),
    [
        (0.6, 3, 0.648), (0.6, 5, 0.6826),
        (0.7, 3, 0.784), (0.7, 5, 0.8369), (0.7, 11, 0.9218),
        (0.8, 3, 0.896), (0.8, 5, 0.9421), (0.8, 7, 0.9667),
        (0.9, 3, 0.972), (0.7, 1, 0.7), (0.7, 2, 0.7), (0.5, 4, 0.5), (1.0, 4, 1.0), (0.0, 3, 0.0),
    ],
)  # fmt: skip
def test_the_accuracy_of_a_majority(right: float, n: int, wanted: float) -> None:
    assert majority_accuracy(right, n) == pytest.approx(wanted, abs=5e-5)


@pytest.mark.parametrize(("right", "n"), [(0.5, 0), (1.1, 3), (-0.1, 3), (float("nan"), 3)])
def test_a_majority_of_nobody_is_undefined(right: float, n: int) -> None:
    with pytest.raises(ValueError, match="is undefined"):
        majority_accuracy(right, n)


def test_the_vote_of_a_simulated_crowd_is_as_good_as_the_formula_says() -> None:
    draw = np.random.default_rng(0)
    right = draw.random((20_000, 5)) < 0.7

    assert (right.sum(axis=1) > 2).mean() == pytest.approx(majority_accuracy(0.7, 5), abs=0.01)


def test_a_tie_is_told_and_broken_by_the_seed_alone() -> None:
    items = [f"i{nth}" for nth in range(200) for _ in range(2)]
    encoded = encode(items, ["u", "v"] * 200, ["n", "y"] * 200)

    one, other = MajorityVote(seed=1).fit(encoded.judgments), MajorityVote(seed=2).fit(encoded.judgments)

    assert one.is_tie.all()
    assert 70 < one.label.sum() < 130
    assert (one.label != other.label).any()
    np.testing.assert_array_equal(one.label, MajorityVote(seed=1).fit(encoded.judgments).label)


def test_shares_equal_a_slow_count() -> None:
    judgments = crowd(5, n_items=30).judgments

    found = MajorityVote().fit(judgments)

    for item in range(30):
        given = judgments.label[judgments.item == item]
        np.testing.assert_allclose(found.posterior[item], [(given == each).mean() for each in range(3)])
