"""Worker agreement with aggregate: a majority vote in which those count more who agree with the first one."""

import numpy as np

from assay.stats.truth.gold import Gold
from assay.stats.truth.judgments import Judgments
from assay.stats.truth.majority import MajorityVote, vote_shares
from assay.stats.truth.result import TruthResult, decide
from assay.stats.truth.sizes import check_size


class Wawa:
    """Majority vote weighted by each contributor's agreement with the plain one.

    Parameters
    ----------
    seed : int
        Breaks ties.

    References
    ----------
    Appen (Figure Eight): contributors' agreement with the aggregate; as crowd-kit has it.

    Examples
    --------
    >>> from assay.stats.truth import encode
    >>> Wawa().fit(encode("aaabbb", "uvwuvw", "yynnny").judgments).label.tolist()
    [1, 0]
    """

    def __init__(self, *, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, judgments: Judgments, *, gold: Gold | None = None) -> TruthResult:
        """Weighted vote shares per item as the posterior; `gold` as in majority vote. Raises ValueError."""
        check_size(judgments, matrices=False)
        first = MajorityVote(seed=self.seed).fit(judgments, gold=gold)
        highest = np.nan_to_num(first.posterior).max(axis=1, keepdims=True)
        is_best = np.nan_to_num(first.posterior) >= highest - 1e-12
        # Of a tie everybody who voted for one of its classes gets a share, whatever the seed draws.
        agrees = (is_best / is_best.sum(axis=1, keepdims=True))[judgments.item, judgments.label]
        n = np.bincount(judgments.worker, minlength=judgments.n_workers)
        weight = np.bincount(judgments.worker, agrees, judgments.n_workers) / np.maximum(n, 1)
        # A vote of somebody who never agrees still counts a little: an item of such votes only has a label, too.
        posterior = vote_shares(judgments, np.maximum(weight, 1e-9), gold)
        label, probability, is_tie = decide(posterior, first.n_judgments, self.seed)
        return TruthResult(
            posterior,
            label,
            probability,
            is_tie,
            first.n_judgments,
            None,
            np.nansum(posterior, axis=0) / max(1, int((first.n_judgments > 0).sum())),
            n_iter=1,
            converged=True,
            log_likelihood=np.nan,
        )
