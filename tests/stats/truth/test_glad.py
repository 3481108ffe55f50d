"""GLAD: abilities and difficulties."""

import math
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from assay.stats.truth import Glad, Judgments, MajorityVote, encode, from_codes
from assay.stats.truth._glad_kernels import glad_items
from tests.stats.truth.crowds import crowd

Floats = NDArray[np.float64]


def accuracy(label: NDArray[np.int32], truth: NDArray[np.int32]) -> float:
    return float((label == truth).mean())


def uneven(
    seed: int, *, n_items: int = 1500, n_workers: int = 30, n_classes: int = 3, share: float = 0.4
) -> tuple[Judgments, NDArray[np.int32], Floats, Floats]:
    """A crowd of the model's own making: abilities from harmful to good, items from easy to hopeless."""
    draw = np.random.default_rng(seed)
    ability, ease = draw.normal(1, 1, n_workers), np.exp(draw.normal(0.5, 0.8, n_items))
    ability[0] = -1.0
    truth = draw.integers(0, n_classes, n_items).astype(np.int32)
    item, worker = (each.astype(np.int32).ravel() for each in np.indices((n_items, n_workers)))
    kept = draw.random(len(item)) < share
    item, worker = item[kept], worker[kept]
    right = draw.random(len(item)) < 1 / (1 + np.exp(-ability[worker] * ease[item]))
    wrong = (truth[item] + draw.integers(1, n_classes, len(item))) % n_classes
    label = np.where(right, truth[item], wrong).astype(np.int32)
    judgments, _ = from_codes(item, worker, label, n_items=n_items, n_workers=n_workers, n_classes=n_classes)
    return judgments, truth, ability, ease


def test_abilities_and_difficulties_are_recovered() -> None:
    judgments, truth, ability, ease = uneven(71)

    report = Glad(tol=1e-9).explain(judgments)

    assert report.result.converged
    assert accuracy(report.result.label, truth) > accuracy(MajorityVote().fit(judgments).label, truth)
    assert np.corrcoef(report.ability, ability)[0, 1] > 0.95
    assert np.corrcoef(np.log(report.difficulty), -np.log(ease))[0, 1] > 0.6
    assert report.ability[0] < -0.5


def test_the_objective_never_falls() -> None:
    judgments, *_ = uneven(72, n_items=200)

    reached = [Glad(max_iter=n, tol=0).fit(judgments).log_likelihood for n in range(1, 25)]

    assert all(later >= earlier - 1e-9 for earlier, later in pairwise(reached))


def test_the_top_is_a_top() -> None:
    judgments, *_ = uneven(73, n_items=60, n_workers=8, share=1.0)
    report = Glad(tol=1e-13, max_iter=3000).explain(judgments)
    ability, ease = report.ability, -np.log(report.difficulty)

    top = slow_objective(judgments, ability, ease)

    assert top == pytest.approx(report.result.log_likelihood, rel=1e-10)
    draw = np.random.default_rng(0)
    for _ in range(50):
        near = slow_objective(
            judgments, ability + draw.normal(0, 0.01, len(ability)), ease + draw.normal(0, 0.01, len(ease))
        )
        assert near < top


def slow_objective(judgments: Judgments, ability: Floats, ease: Floats) -> float:
    total = -0.5 * float(((ability - 1) ** 2).sum() + ((ease - 1) ** 2).sum())
    for item in range(judgments.n_items):
        likelihood = 0.0
        for truth in range(judgments.n_classes):
            product = 1 / judgments.n_classes
            for row in np.flatnonzero(judgments.item == item):
                right = 1 / (1 + math.exp(-ability[judgments.worker[row]] * math.exp(ease[item])))
                wrong = (1 - right) / (judgments.n_classes - 1)
                product *= right if judgments.label[row] == truth else wrong
            likelihood += product
        total += math.log(likelihood)
    return total


def test_the_expectation_equals_its_slow_twin() -> None:
    judgments = crowd(74, n_items=40).judgments
    draw = np.random.default_rng(1)
    ability, ease = draw.normal(1, 1, 25), draw.normal(1, 1, 40)
    right, posterior, totals = np.empty(judgments.n), np.zeros((40, 3)), np.zeros(3)
    held = np.full(40, -1, np.int32)
    prior = np.log(np.full((1, 3), 1 / 3))

    found = glad_items(
        judgments.starts,
        judgments.worker,
        judgments.label,
        ability,
        ease,
        prior,
        held,
        right,
        posterior,
        totals,
    )

    distance = 0.5 * float(((ability - 1) ** 2).sum() + ((ease - 1) ** 2).sum())
    assert found - distance == pytest.approx(slow_objective(judgments, ability, ease), rel=1e-12)
    np.testing.assert_allclose(posterior.sum(axis=1), 1)
    np.testing.assert_allclose(totals, posterior.sum(axis=0))
    np.testing.assert_allclose(right, posterior[judgments.item, judgments.label])


def test_a_hard_item_is_named_hard() -> None:
    items = ["easy"] * 6 + ["hard"] * 6
    encoded = encode(items, list("uvwxyz") * 2, list("aaaaaa" + "ababab"))

    difficulty = Glad().explain(encoded.judgments).difficulty

    assert difficulty[1] > 2 * difficulty[0]


def test_gold_is_held_and_class_shares_are_heard() -> None:
    judgments, truth, *_ = uneven(75, n_items=100)
    gold = {0: (int(truth[0]) + 1) % 3}

    assert Glad().fit(judgments, gold=gold).label[0] == gold[0]
    skewed = Glad(class_shares=np.array([0.98, 0.01, 0.01])).fit(judgments)
    assert (skewed.label == 0).sum() > (Glad().fit(judgments).label == 0).sum()
    with pytest.raises(ValueError, match="2 classes, the judgments have 3"):
        Glad(class_shares=np.array([0.5, 0.5])).fit(judgments)
