"""Simulated crowds with a known truth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth import Judgments, from_codes


@dataclass(frozen=True)
class Crowd:
    judgments: Judgments
    truth: NDArray[np.int32]
    confusion: NDArray[np.float64]


def crowd(
    seed: int, *, n_items: int = 400, n_workers: int = 25, n_classes: int = 3, overlap: int = 5
) -> Crowd:
    """Everybody has a confusion matrix of their own, from 55 to 95 % right."""
    draw = np.random.default_rng(seed)
    truth = draw.integers(0, n_classes, n_items).astype(np.int32)
    right = draw.uniform(0.55, 0.95, n_workers)
    confusion = np.repeat(((1 - right) / (n_classes - 1))[:, None, None], n_classes, axis=1)
    confusion = np.repeat(confusion, n_classes, axis=2)
    for truth_class in range(n_classes):
        confusion[:, truth_class, truth_class] = right
    item = np.repeat(np.arange(n_items, dtype=np.int32), overlap)
    worker = np.concatenate([draw.permutation(n_workers)[:overlap] for _ in range(n_items)]).astype(np.int32)
    label = np.array(
        [draw.choice(n_classes, p=confusion[w, truth[i]]) for i, w in zip(item, worker, strict=True)],
        np.int32,
    )
    judgments, _ = from_codes(item, worker, label, n_items=n_items, n_workers=n_workers, n_classes=n_classes)
    return Crowd(judgments, truth, confusion)
