"""The state of one item: frozen, small, and all that a decision about it needs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.online.crowd import Crowd

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ItemState:
    """What the judgments of an item add up to under one crowd; after a refit it is made anew (`replayed`).

    Attributes
    ----------
    evidence : float64 array (n_views, n_classes)
        Sums of log P(answer | truth).
    answers : int64 array (n_classes,)
        How often each answer was given.
    n : int
        Judgments so far.
    """

    evidence: Floats
    answers: NDArray[np.int64]
    n: int


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Where an item stands: its posterior (class,), the class that leads, and the leader's probability."""

    posterior: Floats
    label: int
    probability: float


def unjudged(crowd: Crowd) -> ItemState:
    """An item that nobody has judged."""
    return ItemState(np.zeros((crowd.n_views, crowd.n_classes)), np.zeros(crowd.n_classes, np.int64), 0)


def judged(state: ItemState, crowd: Crowd, *, worker: int, label: int) -> ItemState:
    """The state after one more judgment; an unknown contributor (-1) is taken for the crowd.

    Raises
    ------
    ValueError
        When the label is no class.
    """
    if not 0 <= label < crowd.n_classes:
        raise ValueError(f"{label} is no class of {crowd.n_classes}")
    answers = state.answers.copy()
    answers[label] += 1
    evidence = state.evidence + crowd.log_rows[:, crowd.place(worker), label]
    return ItemState(evidence, answers, state.n + 1)


def replayed(crowd: Crowd, workers: Sequence[int], labels: Sequence[int]) -> ItemState:
    """The state of an item with these judgments, in their order."""
    state = unjudged(crowd)
    for worker, label in zip(workers, labels, strict=True):
        state = judged(state, crowd, worker=int(worker), label=int(label))
    return state


def standing(state: ItemState, crowd: Crowd) -> Standing:
    """The posterior: the mean of the views' posteriors, each log prior + weight * evidence, normed.

    Examples
    --------
    >>> from assay.stats.online import cold_crowd
    >>> crowd = cold_crowd(2)
    >>> standing(replayed(crowd, [-1], [1]), crowd).posterior.round(2).tolist()
    [0.3, 0.7]
    """
    from assay.stats.online._kernels import mean_posterior

    posterior = np.empty(crowd.n_classes)
    label = mean_posterior(state.evidence, state.n, crowd.log_prior, crowd.dependence, posterior)
    return Standing(posterior, int(label), float(posterior[label]))
