"""What every estimator of truth gives back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class TruthResult:
    """Labels with their uncertainty, and what was learnt of the workers.

    Attributes
    ----------
    posterior : float64 array (n_items, n_classes)
        Rows sum to 1; a row of an item without judgments is NaN (undefined).
    label : int32 array (n_items,)
        The class of the highest posterior; -1 where undefined.
    probability : float64 array (n_items,)
        Posterior of the label; NaN where undefined.
    is_tie : bool array (n_items,)
        Two or more classes share the highest posterior; the label among them was drawn by the seed.
    n_judgments : int32 array (n_items,)
    confusion : float64 array (n_workers, n_classes, n_classes) or None
        P(answer = column | truth = row) per worker, where the model has it.
    prior : float64 array (n_classes,)
    n_iter : int
    converged : bool
    log_likelihood : float
        The objective; NaN for methods without one.
    """

    posterior: NDArray[np.float64]
    label: NDArray[np.int32]
    probability: NDArray[np.float64]
    is_tie: NDArray[np.bool_]
    n_judgments: NDArray[np.int32]
    confusion: NDArray[np.float64] | None
    prior: NDArray[np.float64]
    n_iter: int
    converged: bool
    log_likelihood: float


def decide(
    posterior: NDArray[np.float64], n_judgments: NDArray[np.int32], seed: int
) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.bool_]]:
    """Label, its probability and whether it was a tie; ties are broken by the seed, never by label order."""
    highest = posterior.max(axis=1, initial=-1.0)
    is_best = posterior >= highest[:, None] - 1e-12
    is_tie = is_best.sum(axis=1) > 1
    draw = np.random.default_rng(seed).random(posterior.shape)
    label = np.where(is_best, draw, -1.0).argmax(axis=1).astype(np.int32)
    undefined = n_judgments == 0
    label[undefined] = -1
    probability = np.where(undefined, np.nan, highest)
    return label, probability, is_tie & ~undefined
