"""One coin, habits, weighted votes: what each of them is made for."""

import numpy as np
import pytest
from numpy.typing import NDArray

from assay.stats.truth import Judgments, Mace, MajorityVote, OneCoin, Wawa, from_codes
from tests.stats.truth.crowds import crowd


def accuracy(label: NDArray[np.int32], truth: NDArray[np.int32]) -> float:
    return float((label == truth).mean())


def spammed(seed: int) -> tuple[Judgments, NDArray[np.int32]]:
    """Four people who know, seven who always answer 0."""
    draw = np.random.default_rng(seed)
    truth = draw.integers(0, 3, 300).astype(np.int32)
    item, worker = np.repeat(np.arange(300, dtype=np.int32), 11), np.tile(np.arange(11, dtype=np.int32), 300)
    noisy = np.where(draw.random(3300) < 0.85, truth[item], draw.integers(0, 3, 3300))
    label = np.where(worker < 4, noisy, 0).astype(np.int32)
    judgments, _ = from_codes(item, worker, label, n_items=300, n_workers=11, n_classes=3)
    return judgments, truth


def test_one_coin_recovers_how_often_people_are_right() -> None:
    made = crowd(61, n_items=3000, n_workers=10, overlap=5)

    result = OneCoin().fit(made.judgments)

    assert result.confusion is not None
    assert np.abs(result.confusion - made.confusion).max() < 0.04


def test_habits_are_found_and_count_for_nothing() -> None:
    judgments, truth = spammed(62)

    assert accuracy(MajorityVote().fit(judgments).label, truth) < 0.4
    assert accuracy(Mace().fit(judgments).label, truth) > 0.95


def test_habits_look_like_habits() -> None:
    judgments, _ = spammed(63)

    confusion = Mace().fit(judgments).confusion

    assert confusion is not None
    np.testing.assert_allclose(confusion[5], [[1, 0, 0]] * 3, atol=0.02)
    assert confusion[0].diagonal().min() > 0.8


def test_who_agrees_with_the_vote_counts_more() -> None:
    made = crowd(64, n_items=1500, n_workers=9, overlap=9)

    better = accuracy(Wawa().fit(made.judgments).label, made.truth)

    assert better >= accuracy(MajorityVote().fit(made.judgments).label, made.truth)


def test_one_coin_does_not_collapse_onto_a_rare_class() -> None:
    draw = np.random.default_rng(65)
    truth = (draw.random(500) < 0.1).astype(np.int32)
    item, worker = np.repeat(np.arange(500, dtype=np.int32), 3), np.tile(np.arange(3, dtype=np.int32), 500)
    label = np.where(draw.random(1500) < 0.75, truth[item], 1 - truth[item]).astype(np.int32)
    judgments, _ = from_codes(item, worker, label, n_items=500, n_workers=3, n_classes=2)

    found = OneCoin().fit(judgments).label

    assert 0.05 < found.mean() < 0.4


@pytest.mark.parametrize("model", [Wawa(), OneCoin(), Mace()], ids=lambda model: type(model).__name__)
def test_one_class_only(model: Wawa | OneCoin | Mace) -> None:
    codes = np.zeros(4, np.int32)
    judgments, _ = from_codes(
        np.array([0, 0, 1, 1], np.int32),
        np.array([0, 1, 0, 1], np.int32),
        codes,
        n_items=2,
        n_workers=2,
        n_classes=1,
    )

    assert model.fit(judgments).label.tolist() == [0, 0]
