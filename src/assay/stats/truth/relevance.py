"""Several labels at once: every label is a question of its own, relevant or not."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.dawid_skene import HierarchicalDawidSkene
from assay.stats.truth.judgments import Judgments, from_codes
from assay.stats.truth.result import TruthResult

Floats = NDArray[np.float64]


class Estimator(Protocol):
    """Whatever makes labels of judgments."""

    def fit(self, judgments: Judgments) -> TruthResult: ...


@dataclass(frozen=True, slots=True)
class Answers:
    """Sets of labels as arrays: who answered what item, and which labels are in the answer.

    Attributes
    ----------
    item, worker : int32 arrays (n,)
    is_given : bool array (n, n_labels)
    n_items, n_workers : int
    """

    item: NDArray[np.int32]
    worker: NDArray[np.int32]
    is_given: NDArray[np.bool_]
    n_items: int
    n_workers: int


@dataclass(frozen=True, slots=True)
class RelevanceResult:
    """Which labels an item has.

    Attributes
    ----------
    relevance : float64 array (n_items, n_labels)
        Probability that the item has the label; NaN (undefined) where nobody judged the item.
    is_relevant : bool array (n_items, n_labels)
        Relevance of at least the threshold.
    by_label : tuple of TruthResult
        Everything known of each question; class 1 is "has it".
    """

    relevance: Floats
    is_relevant: NDArray[np.bool_]
    by_label: tuple[TruthResult, ...]


def answers_of(
    item: NDArray[np.int32],
    worker: NDArray[np.int32],
    labels: Sequence[Iterable[int]],
    *,
    n_items: int,
    n_workers: int,
    n_labels: int,
) -> Answers:
    """Answers from one set of label codes per row; an empty set says that no label fits. Raises ValueError.

    Examples
    --------
    >>> codes = np.zeros(2, np.int32), np.arange(2, dtype=np.int32)
    >>> answers_of(*codes, [{0, 2}, {}], n_items=1, n_workers=2, n_labels=3).is_given.astype(int).tolist()
    [[1, 0, 1], [0, 0, 0]]
    """
    if not len(item) == len(worker) == len(labels):
        raise ValueError("items, workers and sets of labels differ in length")
    is_given = np.zeros((len(labels), n_labels), np.bool_)
    for row, given in enumerate(labels):
        for label in given:
            if not 0 <= label < n_labels:
                raise ValueError(f"row {row + 1} has label {label}, there are {n_labels}")
            is_given[row, label] = True
    return Answers(item, worker, is_given, n_items, n_workers)


class ByRelevance:
    """One binary fit per label; by default with contributors shrunk to the crowd, for rare labels have few judgments.

    Parameters
    ----------
    estimator : callable, optional
        Makes a fresh estimator for each label.
    threshold : float
        A label is given where it is at least that probable.

    References
    ----------
    G. Tsoumakas, I. Katakis: Multi-label classification, an overview. IJDWM 3 (2007): binary relevance.

    Examples
    --------
    >>> codes = np.zeros(3, np.int32), np.arange(3, dtype=np.int32)
    >>> answers = answers_of(*codes, [{0, 1}, {0}, {0, 2}], n_items=1, n_workers=3, n_labels=3)
    >>> ByRelevance().fit(answers).is_relevant.tolist()
    [[True, False, False]]
    """

    def __init__(
        self, *, estimator: Callable[[], Estimator] = HierarchicalDawidSkene, threshold: float = 0.5
    ) -> None:
        self.estimator, self.threshold = estimator, threshold

    def fit(self, answers: Answers) -> RelevanceResult:
        """Relevance of every label for every item. Raises ValueError where there is nothing to fit."""
        if len(answers.item) == 0 or answers.is_given.shape[1] == 0:
            raise ValueError("there is nothing to fit")
        results = tuple(self._fitted(answers, label) for label in range(answers.is_given.shape[1]))
        relevance = np.stack([each.posterior[:, 1] for each in results], axis=1)
        return RelevanceResult(relevance, relevance >= self.threshold, results)

    def _fitted(self, answers: Answers, label: int) -> TruthResult:
        judgments, _ = from_codes(
            answers.item,
            answers.worker,
            answers.is_given[:, label].astype(np.int32),
            n_items=answers.n_items,
            n_workers=answers.n_workers,
            n_classes=2,
        )
        return self.estimator().fit(judgments)
