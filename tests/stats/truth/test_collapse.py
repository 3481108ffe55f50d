"""Models of few parameters on a crowd with a bias that it shares."""

from dataclasses import replace

import numpy as np
import pytest

from assay.stats.truth import DawidSkene, Glad, Judgments, MajorityVote, OneCoin, from_codes
from assay.stats.truth.collapse import has_collapsed


def generous(seed: int) -> Judgments:
    """Thirty say 1 to nearly everything, twenty know; of an item fifteen are asked."""
    draw = np.random.default_rng(seed)
    truth = draw.integers(0, 2, 120)
    item = np.repeat(np.arange(120, dtype=np.int32), 15)
    worker = np.concatenate([draw.permutation(50)[:15] for _ in range(120)]).astype(np.int32)
    yes = np.where(worker < 30, 0.98, np.where(truth[item] == 1, 0.9, 0.1))
    label = (draw.random(len(item)) < yes).astype(np.int32)
    judgments, _ = from_codes(item, worker, label, n_items=120, n_workers=50, n_classes=2)
    return judgments


@pytest.mark.parametrize("seed", range(3))
def test_one_coin_keeps_the_classes_of_the_votes(seed: int) -> None:
    judgments = generous(seed)
    voted = MajorityVote().fit(judgments)
    assert set(voted.label.tolist()) == {0, 1}
    alone = DawidSkene.fit(OneCoin(), judgments)

    found = OneCoin().fit(judgments)

    assert set(alone.label.tolist()) == {1}
    assert has_collapsed(judgments, alone, None)
    assert set(found.label.tolist()) == {0, 1}
    assert not has_collapsed(judgments, found, None)


@pytest.mark.parametrize("seed", range(3))
def test_glad_keeps_the_classes_of_the_votes(seed: int) -> None:
    judgments = generous(seed)

    found = Glad().fit(judgments)

    assert set(found.label.tolist()) == {0, 1}
    assert has_collapsed(judgments, Glad()._once(judgments, None, 1.0).result, None)
    assert not has_collapsed(judgments, found, None)


def test_a_class_that_falls_under_a_twentieth_is_no_collapse() -> None:
    rows = [(item, worker, item % 2) for item in range(100) for worker in range(3)]
    rows += [(100, 0, 2), (100, 1, 2), (100, 2, 0)]
    item, worker, label = np.array(rows, np.int32).T
    judgments, _ = from_codes(item, worker, label, n_items=101, n_workers=3, n_classes=3)
    voted = MajorityVote().fit(judgments)
    less, one = voted.label.copy(), np.zeros_like(voted.label)
    less[100] = 0

    with_two, with_one = replace(voted, label=less), replace(voted, label=one)

    assert not has_collapsed(judgments, voted, None)
    assert not has_collapsed(judgments, with_two, None)
    assert has_collapsed(judgments, with_one, None)
