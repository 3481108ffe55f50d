"""Side by side, interleaving, intervals over queries."""

import numpy as np
import pytest

from assay.stats.ranking import compare, side_by_side, team_draft


@pytest.mark.parametrize(
    ("votes", "p_value", "advantage"),
    [((60, 40, 0), 0.0569, 0.10), ((55, 35, 10), 0.0446, 0.10), ((130, 100, 70), 0.0556, 0.05)],
)
def test_votes(votes: tuple[int, int, int], p_value: float, advantage: float) -> None:
    found = side_by_side(*votes)

    assert (found.p_value, found.advantage) == pytest.approx((p_value, advantage), abs=5e-5)


def test_only_ties_decide_nothing() -> None:
    found = side_by_side(0, 0, 7)

    assert (found.p_value, found.advantage, found.win_share.value) == (None, 0.0, None)


def test_interleaving_is_fair_and_shows_nothing_twice() -> None:
    lists = [team_draft("abcdef", "badcfe", k=6, seed=seed) for seed in range(400)]

    assert all(sorted(map(str, each.items)) == list("abcdef") for each in lists)
    assert all(sum(each.teams) == 3 for each in lists)
    assert np.mean([each.teams[0] for each in lists]) == pytest.approx(0.5, abs=0.08)


def test_interleaving_ends_with_its_lists() -> None:
    assert len(team_draft("ab", "b", k=10, seed=0).items) == 2


def test_an_interval_covers_the_true_difference() -> None:
    draw = np.random.default_rng(2)
    covered = []
    for seed in range(150):
        first = draw.normal(0.55, 0.2, 80)
        found = compare(first, first - draw.normal(0.03, 0.1, 80), n_bootstrap=400, seed=seed)
        covered.append(found.low <= 0.03 <= found.high)

    assert 0.89 <= np.mean(covered) <= 0.99


def test_noise_of_labels_widens_the_interval() -> None:
    draw = np.random.default_rng(3)
    first, second = draw.random(50), draw.random(50)
    shaken = [side[:, None] + draw.normal(0, 0.3, (1, 200)) for side in (first, second)]

    sure, unsure = compare(first, second), compare(*shaken)

    assert unsure.high - unsure.low > 1.5 * (sure.high - sure.low)


def test_different_queries_are_an_error() -> None:
    with pytest.raises(ValueError, match="same queries"):
        compare(np.zeros(3), np.zeros(4))
