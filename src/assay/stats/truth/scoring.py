"""Labels against a known truth: accuracy with its interval, macro F1, and whether probabilities are honest."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.sampling.proportion import Share, wilson
from assay.stats.truth.result import TruthResult

BINS = 10


@dataclass(frozen=True, slots=True)
class Score:
    """Over items with truth and a label.

    Attributes
    ----------
    accuracy : Share
    macro_f1 : float or None
        Mean F1 of the classes that occur in the truth; None without items.
    ece : float or None
        Expected calibration error: mean distance of probability and accuracy over ten bins of probability.
    """

    accuracy: Share
    macro_f1: float | None
    ece: float | None


def score(result: TruthResult, item: NDArray[np.int64], truth: NDArray[np.int64]) -> Score:
    """Compare labels with the true class of some items (-1: a class nobody gave, always wrong).

    Parameters
    ----------
    item, truth : int arrays of equal shape (n,)

    References
    ----------
    ECE: M. P. Naeini, G. F. Cooper, M. Hauskrecht, AAAI (2015).
    """
    judged = result.n_judgments[item] > 0
    label, wanted = result.label[item][judged], truth[judged]
    probability = result.probability[item][judged]
    right = label == wanted
    accuracy = wilson(int(right.sum()), len(right))
    if not len(right):
        return Score(accuracy, None, None)
    return Score(accuracy, _macro_f1(label, wanted), _calibration_error(probability, right))


def _macro_f1(label: NDArray[np.int32], wanted: NDArray[np.int64]) -> float:
    scores = []
    for known in np.unique(wanted):
        hits = int(((label == known) & (wanted == known)).sum())
        scores.append(2 * hits / max(1, int((label == known).sum() + (wanted == known).sum())))
    return float(np.mean(scores))


def _calibration_error(probability: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    place = np.minimum((probability * BINS).astype(int), BINS - 1)
    error = 0.0
    for each in range(BINS):
        inside = place == each
        if inside.any():
            error += inside.mean() * abs(probability[inside].mean() - right[inside].mean())
    return float(error)
