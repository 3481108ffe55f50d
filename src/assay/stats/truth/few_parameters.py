"""Models with one or two numbers per contributor: for crowds with few judgments each."""

from copy import copy
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.collapse import has_collapsed
from assay.stats.truth.dawid_skene import DawidSkene, Parameters, normed
from assay.stats.truth.gold import Gold
from assay.stats.truth.judgments import Judgments
from assay.stats.truth.passes import Sums
from assay.stats.truth.result import TruthResult

Floats = NDArray[np.float64]
# Nobody is taken to be always right, or always at random, on a handful of judgments.
LEAST_SHARE = 1e-3
LEAST_CHANCE = 1e-12
# The priors of MACE: of knowing (a beta distribution) and of each habit (a Dirichlet one).
KNOWING, HABIT = 0.5, 0.1
MOST_ALIKE = 1e6


class _FewParameters(DawidSkene):
    """Expectation maximisation whose confusion matrices have a form.

    One coin takes classes as equally likely, as published: where it learns their shares, it collapses onto one class
    on real data.
    """

    def __init__(
        self, *, learns_classes: bool = False, max_iter: int = 200, tol: float = 1e-7, seed: int = 0
    ) -> None:
        super().__init__(accelerated=False, max_iter=max_iter, tol=tol, seed=seed)
        self.learns_classes = learns_classes
        # Weight, in judgments, of what people have in common; above 0 only where a fit has collapsed.
        self.alike = 0.0

    def fit(self, judgments: Judgments, *, gold: Gold | None = None) -> TruthResult:
        """Posterior per item; `gold` as in Dawid-Skene. Raises ValueError.

        A fit that gives every item the same class, though majority vote does not, is done again with people shrunk to
        each other, by as little as keeps the classes: at the far end everybody counts the same, as in the vote.
        """
        result = super().fit(judgments, gold=gold)
        n_iter, alike = result.n_iter, _more_alike(self, 1.0)
        while has_collapsed(judgments, result, gold) and alike.alike < MOST_ALIKE:
            result = super(_FewParameters, alike).fit(judgments, gold=gold)
            n_iter, alike = n_iter + result.n_iter, _more_alike(self, 4 * alike.alike)
        return replace(result, n_iter=n_iter)

    def _maximised(self, sums: Sums, before: Parameters) -> Parameters:
        confusion = self._formed(sums.counts, before.confusion)
        n_classes = len(sums.totals)
        shares = normed(sums.totals, axis=0) if self.learns_classes else np.full(n_classes, 1 / n_classes)
        return Parameters(confusion, shares, before.strength)

    def _formed(self, counts: Floats, before: Floats) -> Floats:
        raise NotImplementedError


def _more_alike(model: _FewParameters, alike: float) -> _FewParameters:
    """The same estimator for people who have more in common."""
    found = copy(model)
    found.alike = alike
    return found


class OneCoin(_FewParameters):
    """One number per contributor: how often they are right; wrong answers are equally likely.

    References
    ----------
    Y. Zhang et al.: Spectral methods meet EM. Journal of Machine Learning Research 17 (2016), sec. 2.

    Examples
    --------
    >>> from assay.stats.truth import encode
    >>> OneCoin().fit(encode("aaabbb", "uvwuvw", "yynnny").judgments).label.tolist()
    [1, 0]
    """

    def __init__(self, *, max_iter: int = 200, tol: float = 1e-7, seed: int = 0) -> None:
        super().__init__(max_iter=max_iter, tol=tol, seed=seed)

    def _formed(self, counts: Floats, before: Floats) -> Floats:
        n_classes = counts.shape[2]
        diagonal = np.arange(n_classes)
        right = counts[:, diagonal, diagonal].sum(axis=1)
        total = counts.sum(axis=(1, 2))
        common = right.sum() / max(1.0, total.sum())
        share = (right + 1.0 + self.alike * common) / (total + 2.0 + self.alike)
        share = np.clip(share, LEAST_SHARE, 1 - LEAST_SHARE)
        wrong = (1 - share) / max(1, n_classes - 1)
        confusion = np.repeat(np.repeat(wrong[:, None, None], n_classes, axis=1), n_classes, axis=2)
        confusion[:, diagonal, diagonal] = share[:, None]
        return np.asarray(confusion, dtype=np.float64)


class Mace(_FewParameters):
    """Contributors know the answer, or answer by habit whatever it is; the share and the habit are learnt.

    Parameters
    ----------
    variational : bool
        Variational Bayes with sparse priors, as published: people tend to know or not to. Without it shares are
        smoothed, and people may well do both.
    learns_classes : bool
        Learn the shares of the classes, better where one is rare and an item has few judgments. Without, as published,
        classes are equally likely; with, a habit that most people share passes for the truth.
    max_iter, tol, seed
        As in Dawid-Skene.

    References
    ----------
    D. Hovy et al.: Learning whom to trust with MACE. NAACL (2013).

    Examples
    --------
    >>> from assay.stats.truth import encode
    >>> Mace().fit(encode("aaabbb", "uvwuvw", "yynnny").judgments).label.tolist()
    [1, 0]
    """

    def __init__(
        self,
        *,
        variational: bool = True,
        learns_classes: bool = False,
        max_iter: int = 200,
        tol: float = 1e-7,
        seed: int = 0,
    ) -> None:
        super().__init__(learns_classes=learns_classes, max_iter=max_iter, tol=tol, seed=seed)
        self.variational = variational

    def _formed(self, counts: Floats, before: Floats) -> Floats:
        n_classes = counts.shape[2]
        diagonal = np.arange(n_classes)
        known = counts[:, diagonal, diagonal] * self._known_share(before, n_classes)
        if self.alike:
            n = max(1.0, float(counts.sum()))
            known = known + self.alike * known.sum(axis=0) / n
            counts = counts + self.alike * counts.sum(axis=0) / n
        total = counts.sum(axis=(1, 2))
        by_habit = counts.sum(axis=2) - known
        if self.variational:
            share = _expected_log(known.sum(axis=1) + KNOWING, total + 2 * KNOWING)
            guess = _expected_log(total - known.sum(axis=1) + KNOWING, total + 2 * KNOWING)
            sums = by_habit.sum(axis=1, keepdims=True) + n_classes * HABIT
            habit = _expected_log(by_habit + HABIT, sums)
        else:
            share = np.clip((known.sum(axis=1) + 0.5) / (total + 1.0), LEAST_SHARE, 1 - LEAST_SHARE)
            guess = 1 - share
            habit = by_habit + 0.1 / n_classes
            habit /= habit.sum(axis=1, keepdims=True)
        confusion = np.repeat((guess[:, None] * habit)[:, :, None], n_classes, axis=2)
        confusion[:, diagonal, diagonal] += share[:, None]
        return np.maximum(confusion, LEAST_CHANCE)

    @staticmethod
    def _known_share(before: Floats, n_classes: int) -> Floats | float:
        """Of right answers, the share that was known and not hit by habit; shape (n_workers, n_classes)."""
        if before.size == 0 or n_classes < 2:
            return 0.5
        diagonal = np.arange(n_classes)
        hit = before[:, diagonal, diagonal]
        by_habit = before[:, diagonal, (diagonal + 1) % n_classes]
        return np.asarray(1 - by_habit / hit, dtype=np.float64)


def _expected_log(count: Floats, total: Floats) -> Floats:
    """exp of the expected logarithm of a share under its Dirichlet: below the mean, the more so the less was seen."""
    from scipy.special import digamma

    return np.asarray(np.exp(digamma(count) - digamma(total)), np.float64)
