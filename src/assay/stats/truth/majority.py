"""Majority vote."""

import numpy as np

from assay.stats.truth.judgments import Judgments
from assay.stats.truth.result import TruthResult, decide


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

    def fit(self, judgments: Judgments) -> TruthResult:
        """Vote shares per item as the posterior."""
        counts = np.zeros((judgments.n_items, judgments.n_classes))
        np.add.at(counts, (judgments.item, judgments.label), 1.0)
        n_judgments = counts.sum(axis=1).astype(np.int32)
        with np.errstate(invalid="ignore"):
            posterior = counts / n_judgments[:, None]
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
