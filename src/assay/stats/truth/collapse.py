"""Models of few parameters may give every item the same class: seen here."""

import numpy as np

from assay.stats.truth.gold import Gold
from assay.stats.truth.judgments import Judgments
from assay.stats.truth.majority import MajorityVote
from assay.stats.truth.result import TruthResult

# Rare classes may well be mistakes; a twentieth of the items is more than that.
LARGE_SHARE = 0.05


def has_collapsed(judgments: Judgments, result: TruthResult, gold: Gold | None) -> bool:
    """One class is left though majority vote gives more, or classes with a twentieth of its labels have no item.

    Whoever agrees with the largest class then passes for an expert, and every other answer for a mistake: a fixed point
    that says nothing of the items.
    """
    voted = MajorityVote().fit(judgments, gold=gold)
    judged = result.n_judgments > 0
    before = np.bincount(voted.label[judged], minlength=judgments.n_classes)
    after = np.bincount(result.label[judged], minlength=judgments.n_classes)
    lost = float(before[after == 0].sum()) / max(1, int(before.sum()))
    return bool((after > 0).sum() == 1 < (before > 0).sum()) or lost > LARGE_SHARE
