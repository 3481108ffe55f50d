"""Models in which some judgments of a person may prove less than the others."""

from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.dawid_skene import DawidSkene, Parameters
from assay.stats.truth.gold import Gold
from assay.stats.truth.judgments import Judgments
from assay.stats.truth.pace import split
from assay.stats.truth.passes import Sums
from assay.stats.truth.pooling import crowd_of, strength_of
from assay.stats.truth.priors import class_shares
from assay.stats.truth.result import TruthResult

Floats = NDArray[np.float64]
FIRST_GUESSED = 0.3


class Model(Protocol):
    """An estimator that hears gold."""

    def fit(self, judgments: Judgments, *, gold: Gold | None = None) -> TruthResult: ...


class Tempered:
    """Hierarchical Dawid-Skene with kinds of judgment that prove less: in haste, or by somebody new.

    A judgment of kind k above 0 is its person's own with probability 1 - guessed_k, else a guess from the habits of
    that kind, which does not look at the item. Everybody's matrix is learnt from what is their own, and shrunk towards
    the crowd; shares of guesses and habits are common to all.

    Parameters
    ----------
    kind : int64 array (n,)
        Of every judgment, from 0.
    n_kinds : int
    dependence, seed
        As in Dawid-Skene.
    """

    def __init__(
        self, kind: NDArray[np.int64], n_kinds: int, *, dependence: float = 0.0, seed: int = 0
    ) -> None:
        self.kind, self.n_kinds, self.dependence, self.seed = kind, n_kinds, dependence, seed

    def fit(self, judgments: Judgments, *, gold: Gold | None = None) -> TruthResult:
        """Posterior per item; `confusion` is everybody's own. Raises ValueError as Dawid-Skene does."""
        fit = _TemperedFit(self, judgments)
        result = fit.fit(split(judgments, self.kind, self.n_kinds), gold=gold)
        assert result.confusion is not None
        return replace(result, confusion=result.confusion[: judgments.n_workers])


class Parted:
    """A model for which everybody is somebody else in haste, or while new: it learns how good they are then.

    Parameters
    ----------
    model : an estimator that hears gold
        Its contributors should be shrunk towards each other: many of the parts have few judgments.
    kind : int64 array (n,)
    n_kinds : int
    """

    def __init__(self, model: Model, kind: NDArray[np.int64], n_kinds: int) -> None:
        self.model, self.kind, self.n_kinds = model, kind, n_kinds

    def fit(self, judgments: Judgments, *, gold: Gold | None = None) -> TruthResult:
        """Posterior per item; `confusion` is that of everybody's usual part. Raises ValueError as the model does."""
        result = self.model.fit(split(judgments, self.kind, self.n_kinds), gold=gold)
        confusion = None if result.confusion is None else result.confusion[: judgments.n_workers]
        return replace(result, confusion=confusion)


class _TemperedFit(DawidSkene):
    """One fit: it carries what is guessed from step to step, so that estimators stay without state."""

    def __init__(self, asked: Tempered, judgments: Judgments) -> None:
        super().__init__(pooling=None, dependence=asked.dependence, tol=1e-6, seed=asked.seed)
        self.n_kinds = asked.n_kinds
        self.guessed = np.full(asked.n_kinds - 1, FIRST_GUESSED)
        self.habit = np.stack(
            [
                (np.bincount(judgments.label[asked.kind == kind], minlength=judgments.n_classes) + 1.0)
                for kind in range(1, asked.n_kinds)
            ]
        )
        self.habit /= self.habit.sum(axis=1, keepdims=True)
        self.own: Floats | None = None

    def _maximised(self, sums: Sums, before: Parameters) -> Parameters:
        n_classes = len(sums.totals)
        parts = sums.counts.reshape(self.n_kinds, -1, n_classes, n_classes)
        counts = parts[0] + sum((self._own_part(nth, part) for nth, part in enumerate(parts[1:])), 0.0)
        crowd = crowd_of(counts, self.smoothing)
        strength = strength_of(counts, crowd, before.strength)
        weighed = counts + strength * crowd + self.smoothing
        self.own = weighed / weighed.sum(axis=1, keepdims=True)
        mixed = [
            (1 - share) * self.own + share * habit[:, None]
            for share, habit in zip(self.guessed, self.habit, strict=True)
        ]
        confusion = np.concatenate([self.own, *mixed])
        return Parameters(confusion, class_shares(sums.totals, self.class_prior), strength)

    def _own_part(self, nth: int, counts: Floats) -> Floats:
        """The expected judgments of a kind that are no guesses; learns the share of guesses and their habit."""
        total = counts.sum()
        if self.own is None or total <= 0:
            return np.asarray((1 - self.guessed[nth]) * counts, np.float64)
        guess = self.guessed[nth] * self.habit[nth][:, None]
        is_guess = counts * guess / ((1 - self.guessed[nth]) * self.own + guess)
        self.guessed[nth] = is_guess.sum() / total
        habits = is_guess.sum(axis=(0, 2)) + self.smoothing
        self.habit[nth] = habits / habits.sum()
        return np.asarray(counts - is_guess, np.float64)
