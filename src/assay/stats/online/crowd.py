"""What is known of a crowd at one moment, laid out for one more judgment."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth import Judgments, TruthResult

Floats = NDArray[np.float64]
LEAST = 1e-300
SMOOTHING = 0.01
# Nobody is known yet: people are taken to be right more often than not, and to err on the same items.
COLD_RIGHT_SHARE = 0.7
COLD_DEPENDENCE = 0.05


@dataclass(frozen=True, slots=True)
class Crowd:
    """Frozen parameters of one or more views of a crowd (models whose posteriors are averaged).

    Attributes
    ----------
    log_rows : float64 array (n_views, n_workers + 1, answer, truth)
        log P(answer | truth). The last worker is the crowd as a whole: it stands for everybody who is unknown.
    log_prior : float64 array (n_views, truth)
    dependence : float64 array (n_views,)
        n judgments of an item weigh as much as n / (1 + (n - 1) * dependence).
    activity : float64 array (n_workers,)
        Judgments behind each contributor's matrix.
    """

    log_rows: Floats
    log_prior: Floats
    dependence: Floats
    activity: Floats

    @property
    def n_views(self) -> int:
        return len(self.log_prior)

    @property
    def n_classes(self) -> int:
        return int(self.log_prior.shape[1])

    @property
    def n_workers(self) -> int:
        return int(self.log_rows.shape[1]) - 1

    def place(self, worker: int) -> int:
        """The row of a contributor; -1, or anybody newer than these parameters, is taken for the crowd."""
        return worker if 0 <= worker < self.n_workers else self.n_workers

    def confusion(self) -> Floats:
        """P(answer | truth) as the mean of the views, shape (n_workers + 1, truth, answer)."""
        return np.ascontiguousarray(np.exp(self.log_rows).mean(axis=0).transpose(0, 2, 1))


def crowd_of_results(
    judgments: Judgments, results: Sequence[TruthResult], dependence: Sequence[float]
) -> Crowd:
    """The parameters of fitted models that have confusion matrices.

    Contributors without a judgment take the crowd's matrix: the expected counts of all judgments together.

    Raises
    ------
    ValueError
        When there is no result, or one without confusion matrices.
    """
    matrices = [result.confusion for result in results]
    if not results or any(matrix is None for matrix in matrices):
        raise ValueError("an online crowd needs models with confusion matrices")
    activity = np.bincount(judgments.worker, minlength=judgments.n_workers).astype(np.float64)
    log_rows = [
        _rows(matrix, _common(judgments, result.posterior), activity)
        for matrix, result in zip(matrices, results, strict=True)
        if matrix is not None
    ]
    return Crowd(
        np.ascontiguousarray(np.stack(log_rows)),
        np.log(np.maximum(np.stack([result.prior for result in results]), LEAST)),
        np.array(dependence, np.float64),
        activity,
    )


def cold_crowd(n_classes: int) -> Crowd:
    """A crowd of which nothing is known: everybody is right seven times in ten, every class is as likely.

    Examples
    --------
    >>> cold_crowd(2).confusion()[0].round(2).tolist()
    [[0.7, 0.3], [0.3, 0.7]]
    """
    if n_classes < 1:
        raise ValueError("a crowd needs a class")
    wrong = (1 - COLD_RIGHT_SHARE) / max(1, n_classes - 1)
    matrix = np.full((n_classes, n_classes), wrong)
    np.fill_diagonal(matrix, COLD_RIGHT_SHARE if n_classes > 1 else 1.0)
    return Crowd(
        np.log(matrix)[None, None],
        np.full((1, n_classes), -np.log(n_classes)),
        np.array([COLD_DEPENDENCE]),
        np.empty(0),
    )


def _common(judgments: Judgments, posterior: Floats) -> Floats:
    counts = np.full((judgments.n_classes, judgments.n_classes), SMOOTHING)
    np.add.at(counts, judgments.label, posterior[judgments.item])
    return np.asarray(counts / counts.sum(axis=0), dtype=np.float64)


def _rows(matrix: Floats, common: Floats, activity: Floats) -> Floats:
    """(n_workers, truth, answer) of a result as logarithms (n_workers + 1, answer, truth)."""
    rows = np.concatenate([matrix.transpose(0, 2, 1), common[None]])
    rows[:-1][activity == 0] = common
    return np.asarray(np.log(np.maximum(rows, LEAST)), dtype=np.float64)
