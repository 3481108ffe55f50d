"""Models of few parameters may give every item the same class: seen here."""

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.gold import Gold
from assay.stats.truth.judgments import Judgments
from assay.stats.truth.majority import MajorityVote
from assay.stats.truth.result import TruthResult

# Rare classes may well be mistakes; a twentieth of the items is more than that.
LARGE_SHARE = 0.05
ALIKE = 1e-9


def has_collapsed(judgments: Judgments, result: TruthResult, gold: Gold | None) -> bool:
    """One class is left though majority vote gives more, or classes with a twentieth of its labels have no item.

    Whoever agrees with the largest class then passes for an expert, and every other answer for a mistake: a fixed point
    that says nothing of the items.
    """
    voted = MajorityVote().fit(judgments, gold=gold)
    before, after = _items_of(voted), _items_of(result)
    lost = float(before[after == 0].sum()) / max(1.0, float(before.sum()))
    return bool((after > 0).sum() == 1 < (before > 0).sum()) or lost > LARGE_SHARE


def _items_of(result: TruthResult) -> NDArray[np.float64]:
    """Items per class; a tied one is shared and not drawn, so that no seed, and no item's place, decides on a fit."""
    n_classes = result.posterior.shape[1]
    clear = (result.n_judgments > 0) & ~result.is_tie
    tied = result.posterior[result.is_tie]
    is_best = tied >= tied.max(axis=1, keepdims=True, initial=-1.0) - ALIKE
    shared: NDArray[np.float64] = (is_best / is_best.sum(axis=1, keepdims=True)).sum(axis=0)
    return shared + np.bincount(result.label[clear], minlength=n_classes)
