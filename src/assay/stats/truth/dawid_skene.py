"""Dawid-Skene: a confusion matrix per contributor, fitted by expectation maximisation."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.gold import Gold, heard
from assay.stats.truth.judgments import Judgments
from assay.stats.truth.passes import Sums, Table, expectation, shares_of_answers, table_of, votes
from assay.stats.truth.pooling import crowd_of, strength_of
from assay.stats.truth.priors import Prior, class_shares, known_people, seen_before
from assay.stats.truth.result import TruthResult, decide
from assay.stats.truth.sizes import check_size

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Parameters:
    """`confusion` is (n_workers, answer, truth), `prior` (truth,), `strength` (truth,) of the crowd's prior."""

    confusion: Floats
    prior: Floats
    strength: Floats


class DawidSkene:
    """Maximum likelihood (with additive smoothing) of the model of Dawid and Skene.

    Parameters
    ----------
    smoothing : float
        Added to every cell of every confusion matrix before its rows are normed; 0 is the published model.
    pooling : float or None
        Weight, in judgments, of the crowd's common confusion matrix in everybody's own; None: estimated per class.
    dependence : float
        0: the judgments of an item are independent, as published. Above: n judgments weigh as much as
        n / (1 + (n - 1) * dependence), because people err on the same items (the design effect of clusters).
    class_prior : Fixed, Dirichlet or None
        What is known of the shares of the classes; None: learnt from the judgments alone.
    contributor_prior : Fixed, Dirichlet or None
        What is known of the contributors: matrices that are kept, or judgments seen before.
    accelerated : bool
        Extrapolate (SQUAREM); used where the pooling is fixed.
    max_iter : int
        Evaluations of the map, also those inside an accelerated step.
    tol : float
        Stop when the objective per judgment changes by less.
    seed : int
        Breaks ties.

    References
    ----------
    A. P. Dawid, A. M. Skene: Maximum likelihood estimation of observer error-rates using the EM algorithm.
    Applied Statistics 28 (1979). R. Varadhan, C. Roland: Simple and globally convergent methods for accelerating the
    convergence of any EM algorithm. Scandinavian Journal of Statistics 35 (2008), scheme S3.

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
        pooling: float | None = 0.0,
        dependence: float = 0.0,
        class_prior: Prior | None = None,
        contributor_prior: Prior | None = None,
        accelerated: bool = True,
        max_iter: int = 200,
        tol: float = 1e-7,
        seed: int = 0,
    ) -> None:
        self.smoothing, self.pooling, self.dependence = smoothing, pooling, dependence
        self.class_prior, self.contributor_prior = class_prior, contributor_prior
        self.accelerated = accelerated and pooling is not None
        self.max_iter, self.tol, self.seed = max_iter, tol, seed

    def fit(self, judgments: Judgments, *, gold: Gold | None = None) -> TruthResult:
        """Posterior per item.

        Items of `gold` (item code to class) are held at their class; with a confidence (item code to class and
        confidence) the known answer is one more voice.

        Raises
        ------
        ValueError
            When there are no judgments or no classes, more classes than memory, gold that is out of range, or a prior
            of another shape.
        """
        check_size(judgments, matrices=True)
        known = heard(judgments, gold)
        table = table_of(known.judgments, known.held)
        start = np.full(judgments.n_classes, 4.0 if self.pooling is None else self.pooling)
        none = np.empty((0, judgments.n_classes, judgments.n_classes))
        current = self._following(known.voices, votes(table), Parameters(none, np.empty(0), start))
        current, n_iter, converged = self._climbed(table, known.voices, current)
        last = self._passed(table, current, with_posterior=True)
        n_judgments = np.bincount(judgments.item, minlength=judgments.n_items).astype(np.int32)
        label, probability, is_tie = decide(last.posterior, n_judgments, self.seed)
        confusion = current.confusion[: judgments.n_workers]
        return TruthResult(
            last.posterior,
            label,
            probability,
            is_tie,
            n_judgments,
            np.ascontiguousarray(confusion.transpose(0, 2, 1)),
            current.prior,
            n_iter=n_iter,
            converged=converged,
            log_likelihood=last.objective,
        )

    def _climbed(self, table: Table, voices: Floats, current: Parameters) -> tuple[Parameters, int, bool]:
        n_iter, before, converged = 0, -np.inf, False
        while n_iter < self.max_iter and not converged:
            sums = self._passed(table, current)
            n_iter += 1
            converged = abs(sums.objective - before) <= self.tol * table.judgments.n
            before = sums.objective
            following = self._following(voices, sums, current)
            if self.accelerated and not converged and n_iter + 2 <= self.max_iter:
                following, before, n_more = self._leapt(table, voices, current, following)
                n_iter += n_more
            current = following
        return current, n_iter, converged

    def _leapt(
        self, table: Table, voices: Floats, start: Parameters, first: Parameters
    ) -> tuple[Parameters, float, int]:
        """One extrapolation from two plain steps; taken back where the objective falls."""
        sums = self._passed(table, first)
        second = self._following(voices, sums, first)
        leap = _extrapolated(start, first, second)
        if leap is None:
            return second, sums.objective, 1
        tried = self._passed(table, leap)
        if not tried.objective > sums.objective:
            return second, sums.objective, 2
        return self._following(voices, tried, leap), tried.objective, 2

    def _following(self, voices: Floats, sums: Sums, before: Parameters) -> Parameters:
        """The next parameters; those of the voices of uncertain gold are known and stay."""
        if not len(voices):
            return self._maximised(sums, before)
        n = len(sums.counts) - len(voices)
        own = replace(sums, counts=sums.counts[:n])
        found = self._maximised(own, replace(before, confusion=before.confusion[:n]))
        return replace(found, confusion=np.concatenate([found.confusion, voices]))

    def _passed(self, table: Table, current: Parameters, *, with_posterior: bool = False) -> Sums:
        return expectation(
            table,
            current.confusion,
            current.prior,
            dependence=self.dependence,
            with_posterior=with_posterior,
        )

    def _maximised(self, sums: Sums, before: Parameters) -> Parameters:
        n_classes, strength = len(sums.totals), before.strength
        added = np.full((n_classes, n_classes), self.smoothing)
        if self.pooling is None or self.pooling > 0:
            crowd = crowd_of(sums.counts, self.smoothing)
            if self.pooling is None:
                strength = strength_of(sums.counts, crowd, strength)
            added = added + strength * crowd
        confusion = shares_of_answers(seen_before(sums.counts, self.contributor_prior), added)
        confusion = known_people(confusion, self.contributor_prior)
        return Parameters(confusion, class_shares(sums.totals, self.class_prior), strength)


class HierarchicalDawidSkene(DawidSkene):
    """Dawid-Skene whose contributors are shrunk towards the crowd: better with few judgments each.

    Without `pooling` the strength of the crowd is estimated per class (empirical Bayes): as much as people are alike.
    """

    def __init__(
        self,
        *,
        smoothing: float = 0.01,
        pooling: float | None = None,
        dependence: float = 0.0,
        class_prior: Prior | None = None,
        contributor_prior: Prior | None = None,
        max_iter: int = 200,
        tol: float = 1e-6,
        seed: int = 0,
    ) -> None:
        super().__init__(
            smoothing=smoothing,
            pooling=pooling,
            dependence=dependence,
            class_prior=class_prior,
            contributor_prior=contributor_prior,
            max_iter=max_iter,
            tol=tol,
            seed=seed,
        )


def _extrapolated(start: Parameters, first: Parameters, second: Parameters) -> Parameters | None:
    """Squared extrapolation in the space of the probabilities; None where there is nowhere to go."""
    pairs = [(start.confusion, first.confusion, second.confusion), (start.prior, first.prior, second.prior)]
    steps = [(one - zero, two - 2 * one + zero) for zero, one, two in pairs]
    r2 = sum(float((r * r).sum()) for r, _ in steps)
    v2 = sum(float((v * v).sum()) for _, v in steps)
    if v2 <= 0 or r2 <= v2:
        return None
    alpha = -np.sqrt(r2 / v2)
    moved = [
        np.maximum(zero - 2 * alpha * r + alpha * alpha * v, 1e-12)
        for (zero, _, _), (r, v) in zip(pairs, steps, strict=True)
    ]
    return replace(first, confusion=normed(moved[0], axis=1), prior=normed(moved[1], axis=0))


def normed(counts: Floats, *, axis: int) -> Floats:
    """Shares along an axis; even ones where there is nothing."""
    total = counts.sum(axis=axis, keepdims=True)
    even = np.full_like(counts, 1 / counts.shape[axis])
    return np.asarray(np.divide(counts, total, out=even, where=total > 0), dtype=np.float64)
