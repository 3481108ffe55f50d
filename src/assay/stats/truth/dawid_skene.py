"""Dawid-Skene: a confusion matrix per contributor, fitted by expectation maximisation."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.judgments import Judgments
from assay.stats.truth.majority import MajorityVote
from assay.stats.truth.result import TruthResult, decide


class DawidSkene:
    """Maximum likelihood (with additive smoothing) of the model of Dawid and Skene.

    Parameters
    ----------
    smoothing : float
        Added to every cell of every confusion matrix before its rows are normed; 0 is the published model.
    pooling : float
        Weight, in judgments, of the crowd's common confusion matrix in everybody's own (hierarchical form).
    max_iter : int
    tol : float
        Stop when the log likelihood per judgment changes by less.
    seed : int
        Breaks ties.

    References
    ----------
    A. P. Dawid, A. M. Skene: Maximum likelihood estimation of observer error-rates using the EM algorithm.
    Applied Statistics 28 (1979).

    Examples
    --------
    >>> from assay.stats.truth import encode
    >>> DawidSkene().fit(encode("aabb", "uvuv", "ynny").judgments).n_judgments.tolist()
    [2, 2]
    """

    def __init__(
        self,
        *,
        smoothing: float = 0.01,
        pooling: float = 0.0,
        max_iter: int = 200,
        tol: float = 1e-7,
        seed: int = 0,
    ) -> None:
        self.smoothing, self.pooling = smoothing, pooling
        self.max_iter, self.tol, self.seed = max_iter, tol, seed

    def fit(self, judgments: Judgments, *, gold: Mapping[int, int] | None = None) -> TruthResult:
        """Posterior per item; items of `gold` (item code to class) are held at their class.

        Raises
        ------
        ValueError
            When there are no judgments or no classes.
        """
        from assay.stats.truth._kernels import confusion_counts, posterior_of_items

        if judgments.n == 0 or judgments.n_classes == 0:
            raise ValueError("there is nothing to fit")
        start = MajorityVote(seed=self.seed).fit(judgments)
        posterior = np.nan_to_num(start.posterior)
        self._hold(posterior, gold)
        starts, before, log_likelihood = judgments.starts, -np.inf, -np.inf
        n_iter, converged = 0, False
        while n_iter < self.max_iter and not converged:
            counts = np.zeros((judgments.n_workers, judgments.n_classes, judgments.n_classes))
            confusion_counts(judgments.item, judgments.worker, judgments.label, posterior, counts)
            confusion = self._normed(counts)
            prior = _prior(posterior, start.n_judgments)
            log_likelihood = posterior_of_items(
                starts, judgments.worker, judgments.label, _log(confusion), _log(prior), posterior
            )
            self._hold(posterior, gold)
            n_iter += 1
            converged = abs(log_likelihood - before) <= self.tol * judgments.n
            before = log_likelihood
        posterior[start.n_judgments == 0] = np.nan
        label, probability, is_tie = decide(posterior, start.n_judgments, self.seed)
        return TruthResult(
            posterior,
            label,
            probability,
            is_tie,
            start.n_judgments,
            confusion,
            prior,
            n_iter=n_iter,
            converged=converged,
            log_likelihood=float(log_likelihood),
        )

    def _normed(self, counts: NDArray[np.float64]) -> NDArray[np.float64]:
        counts = counts + self.smoothing
        if self.pooling:
            crowd = counts.sum(axis=0)
            crowd /= crowd.sum(axis=1, keepdims=True)
            counts = counts + self.pooling * crowd
        total = counts.sum(axis=2, keepdims=True)
        even = np.full_like(counts, 1 / counts.shape[2])
        return np.asarray(np.divide(counts, total, out=even, where=total > 0), dtype=np.float64)

    @staticmethod
    def _hold(posterior: NDArray[np.float64], gold: Mapping[int, int] | None) -> None:
        for item, truth in (gold or {}).items():
            posterior[item] = 0.0
            posterior[item, truth] = 1.0


class HierarchicalDawidSkene(DawidSkene):
    """Dawid-Skene whose contributors are shrunk towards the crowd: better with few judgments each."""

    def __init__(
        self,
        *,
        smoothing: float = 0.01,
        pooling: float = 4.0,
        max_iter: int = 200,
        tol: float = 1e-7,
        seed: int = 0,
    ) -> None:
        super().__init__(smoothing=smoothing, pooling=pooling, max_iter=max_iter, tol=tol, seed=seed)


def _prior(posterior: NDArray[np.float64], n_judgments: NDArray[np.int32]) -> NDArray[np.float64]:
    judged = posterior[n_judgments > 0]
    return np.asarray(judged.sum(axis=0) / len(judged), dtype=np.float64)


def _log(share: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.log(np.maximum(share, 1e-300)), dtype=np.float64)
