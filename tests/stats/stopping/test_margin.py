"""Lead-of-delta votes against the published closed form and against plain simulation."""

import numpy as np
import pytest

from assay.stats.stopping import lead_for, margin


@pytest.mark.parametrize(
    ("right_share", "lead", "accuracy", "votes"),
    [
        (0.7, 2, 0.8448, 3.448),
        (0.7, 3, 0.9270, 6.405),
        (0.8, 2, 0.9412, 2.941),
        (0.8, 3, 0.9846, 4.846),
        (0.9, 2, 0.9878, 2.439),
    ],
)
def test_accuracy_and_votes_are_the_published_ones(
    right_share: float, lead: int, accuracy: float, votes: float
) -> None:
    found = margin(right_share, lead)

    assert (round(found.accuracy, 4), round(found.mean_votes, 3)) == (accuracy, votes)


def test_the_closed_form_is_what_voting_gives() -> None:
    draw = np.random.default_rng(0)
    votes, right = [], []
    for _ in range(20_000):
        standing = n = 0
        while abs(standing) < 2:
            standing += 1 if draw.random() < 0.7 else -1
            n += 1
        votes.append(n)
        right.append(standing > 0)

    found = margin(0.7, 2)

    assert np.mean(right) == pytest.approx(found.accuracy, abs=0.01)
    assert np.mean(votes) == pytest.approx(found.mean_votes, abs=0.06)


def test_coin_flippers_settle_on_chance() -> None:
    assert (margin(0.5, 3).accuracy, margin(0.5, 3).mean_votes) == (0.5, 9.0)
    assert margin(0.5 + 1e-7, 3).mean_votes == pytest.approx(9.0, abs=1e-3)


def test_the_lead_for_a_target_is_the_smallest_that_reaches_it() -> None:
    assert [lead_for(target, 0.8) for target in (0.95, 0.99)] == [3, 4]
    for target in (0.6, 0.9, 0.99, 0.999):
        lead = lead_for(target, 0.7)
        assert margin(0.7, lead).accuracy >= target
        assert lead == 1 or margin(0.7, lead - 1).accuracy < target


@pytest.mark.parametrize(("right_share", "lead"), [(0.0, 1), (1.0, 1), (0.7, 0)])
def test_impossible_votes_are_refused(right_share: float, lead: int) -> None:
    with pytest.raises(ValueError, match=r"share of right answers|stops nothing"):
        margin(right_share, lead)


def test_no_lead_makes_coin_flippers_right() -> None:
    with pytest.raises(ValueError, match="more than half"):
        lead_for(0.9, 0.5)
