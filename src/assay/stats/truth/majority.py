"""Majority vote."""

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.gold import Gold, parted
from assay.stats.truth.judgments import Judgments
from assay.stats.truth.result import TruthResult, decide
from assay.stats.truth.sizes import check_size

Floats = NDArray[np.float64]


class MajorityVote:
    """The answer most judgments give; ties are reported and broken by the seed.

    Parameters
    ----------
    seed : int
        Breaks ties.

    Examples
    --------
    >>> from assay.stats.truth import encode
    >>> MajorityVote().fit(encode("aaa", "uvw", "yyn").judgments).probability.round(3).tolist()
    [0.667]
    """

    def __init__(self, *, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, judgments: Judgments, *, gold: Gold | None = None) -> TruthResult:
        """Vote shares per item as the posterior.

        `gold` is item code to class, which is held, or to (class, confidence), which is one more vote. Raises
        ValueError where there is nothing to fit, or too much.
        """
        check_size(judgments, matrices=False)
        n_judgments = np.bincount(judgments.item, minlength=judgments.n_items).astype(np.int32)
        posterior = vote_shares(judgments, np.ones(judgments.n_workers), gold)
        label, probability, is_tie = decide(posterior, n_judgments, self.seed)
        prior = np.bincount(label[label >= 0], minlength=judgments.n_classes) / max(1, (label >= 0).sum())
        return TruthResult(
            posterior,
            label,
            probability,
            is_tie,
            n_judgments,
            None,
            prior,
            n_iter=1,
            converged=True,
            log_likelihood=np.nan,
        )


def vote_shares(judgments: Judgments, weight: Floats, gold: Gold | None) -> Floats:
    """Shares of weighted votes, shape (n_items, n_classes); NaN where an item has none. `weight` is per worker."""
    held, unsure = parted(judgments, gold)
    place = judgments.item.astype(np.int64) * judgments.n_classes + judgments.label
    cells = np.bincount(place, weight[judgments.worker], judgments.n_items * judgments.n_classes)
    counts = cells.reshape(judgments.n_items, judgments.n_classes)
    for item, truth, _ in unsure:
        counts[item, truth] += 1.0
    total = counts.sum(axis=1, keepdims=True)
    for item, truth in held.items():
        counts[item] = np.where(np.arange(judgments.n_classes) == truth, total[item], 0.0)
    with np.errstate(invalid="ignore"):
        return np.asarray(counts / total, np.float64)


def majority_accuracy(right: float, n: int) -> float:
    """How often the majority of n is right where each of them is with probability `right`; a tie is right by half.

    Sum over k > n / 2 of binomial(n, k) p^k (1 - p)^(n - k), plus half the term of k = n / 2: two classes, and people
    who err independently. 0 to 1.

    Raises
    ------
    ValueError
        When n is below 1 or `right` is no probability.

    References
    ----------
    V. S. Sheng, F. Provost, P. G. Ipeirotis: Get another label? KDD (2008).

    Examples
    --------
    >>> round(majority_accuracy(0.7, 5), 4)
    0.8369
    """
    from scipy.stats import binom

    if n < 1 or not 0 <= right <= 1:
        raise ValueError(f"the majority of {n} who are right with probability {right} is undefined")
    half = n // 2
    tied = 0.5 * float(binom.pmf(half, n, right)) if n % 2 == 0 else 0.0
    return float(binom.sf(half, n, right)) + tied
