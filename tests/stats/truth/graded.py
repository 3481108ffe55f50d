"""Simulated graders: stricter or milder, sharper or blunter."""

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth import Judgments, from_codes

Floats = NDArray[np.float64]


def graders(
    seed: int, *, n_items: int = 600, n_workers: int = 60, n_classes: int = 5, overlap: int = 5
) -> tuple[Judgments, NDArray[np.int32], Floats]:
    """Judgments, true grades, and how far each grader leans towards higher grades (in log odds)."""
    draw = np.random.default_rng(seed)
    truth = draw.integers(0, n_classes, n_items).astype(np.int32)
    leaning, sharpness = draw.normal(0, 1.5, n_workers), 2 * np.exp(draw.normal(0, 0.4, n_workers))
    item = np.repeat(np.arange(n_items, dtype=np.int32), overlap)
    worker = np.concatenate([draw.permutation(n_workers)[:overlap] for _ in range(n_items)]).astype(np.int32)
    edges = np.arange(1, n_classes) - 0.5
    log_odds = sharpness[worker, None] * (truth[item, None] - edges) + leaning[worker, None]
    label = (draw.random((len(item), 1)) < 1 / (1 + np.exp(-log_odds))).sum(axis=1).astype(np.int32)
    judgments, _ = from_codes(item, worker, label, n_items=n_items, n_workers=n_workers, n_classes=n_classes)
    return judgments, truth, leaning
