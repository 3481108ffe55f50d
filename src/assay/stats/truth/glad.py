"""GLAD: contributors differ in ability, items in difficulty."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.collapse import has_collapsed
from assay.stats.truth.gold import Gold, Unsure, parted, voice_of
from assay.stats.truth.judgments import Judgments
from assay.stats.truth.passes import Table, table_of
from assay.stats.truth.result import TruthResult, decide
from assay.stats.truth.sizes import check_size

Floats = NDArray[np.float64]
MOST_ALIKE = 1e9


@dataclass(frozen=True, slots=True)
class GladReport:
    """What was learnt of people and items.

    Attributes
    ----------
    result : TruthResult
    ability : float64 array (n_workers,)
        0: guesses; below 0: answers against the truth.
    difficulty : float64 array (n_items,)
        1 / beta of the model, above 0; NaN where an item has no judgment.
    """

    result: TruthResult
    ability: Floats
    difficulty: Floats


@dataclass(frozen=True, slots=True)
class _Rows:
    """The judgments once more, sorted by worker."""

    table: Table
    by_worker: NDArray[np.int64]
    worker_starts: NDArray[np.int64]
    by_item: NDArray[np.int64]
    log_prior: Floats
    precision: float


@dataclass(frozen=True, slots=True)
class _State:
    ability: Floats
    ease: Floats
    right: Floats
    posterior: Floats
    totals: Floats


class Glad:
    """A judgment is right with probability sigmoid(ability * ease of the item); wrong answers are equally likely.

    Ability has a normal prior of mean 1 and variance 1, so has the logarithm of an item's ease. Expectation
    maximisation, whose inner maximum is found coordinate by coordinate with damped Newton steps: the objective (log
    posterior of abilities and eases, less a constant) never falls. A fit that gives every item the same class,
    though majority vote does not, is done again with abilities held closer together, by as little as keeps the classes.

    Parameters
    ----------
    class_shares : sequence of float or None
        What share of items is of each class; None: all alike, as published.
    max_iter : int
        Evaluations of the map.
    tol : float
        Stop when the objective per judgment changes by less.
    seed : int
        Breaks ties.

    References
    ----------
    J. Whitehill et al.: Whose vote should count more: optimal integration of labels from labelers of unknown expertise.
    NIPS (2009).

    Examples
    --------
    >>> from assay.stats.truth import encode
    >>> Glad().fit(encode("aaabbb", "uvwuvw", "yynnny").judgments).label.tolist()
    [1, 0]
    """

    def __init__(
        self,
        *,
        class_shares: NDArray[np.float64] | None = None,
        max_iter: int = 200,
        tol: float = 1e-6,
        seed: int = 0,
    ) -> None:
        self.class_shares = class_shares
        self.max_iter, self.tol, self.seed = max_iter, tol, seed

    def fit(self, judgments: Judgments, *, gold: Gold | None = None) -> TruthResult:
        """Posterior per item; `gold` is item code to class, or to (class, confidence). Raises ValueError."""
        return self.explain(judgments, gold=gold).result

    def explain(self, judgments: Judgments, *, gold: Gold | None = None) -> GladReport:
        """The same with every contributor's ability and every item's difficulty. Raises ValueError."""
        check_size(judgments, matrices=True)
        report = self._once(judgments, gold, 1.0)
        n_iter, precision = report.result.n_iter, 4.0
        while has_collapsed(judgments, report.result, gold) and precision < MOST_ALIKE:
            report = self._once(judgments, gold, precision)
            n_iter, precision = n_iter + report.result.n_iter, 4 * precision
        return replace(report, result=replace(report.result, n_iter=n_iter))

    def _once(self, judgments: Judgments, gold: Gold | None, precision: float) -> GladReport:
        held, unsure = parted(judgments, gold)
        rows = _rows(table_of(judgments, held), self._log_prior(judgments, unsure), precision)
        state = _State(
            np.ones(judgments.n_workers),
            np.ones(judgments.n_items),
            np.empty(judgments.n),
            np.full((judgments.n_items, judgments.n_classes), np.nan),
            np.zeros(judgments.n_classes),
        )
        return self._report(rows, state, self._climbed(rows, state))

    def _climbed(self, rows: _Rows, state: _State) -> tuple[int, float, bool]:
        before = self._expected(rows, state)
        for n_iter in range(1, self.max_iter + 1):
            _maximised(rows, state)
            objective = self._expected(rows, state)
            if abs(objective - before) <= self.tol * rows.table.judgments.n:
                return n_iter, objective, True
            before = objective
        return self.max_iter, before, False

    def _expected(self, rows: _Rows, state: _State) -> float:
        from assay.stats.truth._glad_kernels import glad_items

        judgments = rows.table.judgments
        likelihood = glad_items(
            rows.table.starts,
            judgments.worker,
            judgments.label,
            state.ability,
            state.ease,
            rows.log_prior,
            rows.table.held,
            state.right,
            state.posterior,
            state.totals,
        )
        distance = float(rows.precision * ((state.ability - 1) ** 2).sum() + ((state.ease - 1) ** 2).sum())
        return float(likelihood) - 0.5 * distance

    def _log_prior(self, judgments: Judgments, unsure: list[Unsure]) -> Floats:
        """One row for all items, or with uncertain gold a row for each."""
        shares = np.log(np.maximum(self._shares(judgments.n_classes), 1e-300))
        rows = np.repeat(shares[None], judgments.n_items if unsure else 1, axis=0)
        for item, truth, confidence in unsure:
            rows[item] += np.log(voice_of(confidence, judgments.n_classes)[truth])
        return rows

    def _shares(self, n_classes: int) -> Floats:
        if self.class_shares is None:
            return np.full(n_classes, 1 / n_classes)
        shares = np.asarray(self.class_shares, np.float64)
        if shares.shape != (n_classes,):
            raise ValueError(f"class_shares has {shares.size} classes, the judgments have {n_classes}")
        return np.asarray(shares / shares.sum(), np.float64)

    def _report(self, rows: _Rows, state: _State, outcome: tuple[int, float, bool]) -> GladReport:
        table = rows.table
        n_iter, objective, converged = outcome
        label, probability, is_tie = decide(state.posterior, table.n_judgments, self.seed)
        result = TruthResult(
            state.posterior,
            label,
            probability,
            is_tie,
            table.n_judgments,
            _confusion(table.judgments, state),
            self._shares(table.judgments.n_classes),
            n_iter=n_iter,
            converged=converged,
            log_likelihood=objective,
        )
        difficulty = np.where(table.n_judgments > 0, np.exp(-state.ease), np.nan)
        return GladReport(result, state.ability, difficulty)


def _rows(table: Table, log_prior: Floats, precision: float) -> _Rows:
    worker = table.judgments.worker
    by_worker = np.argsort(worker, kind="stable").astype(np.int64)
    edges = np.searchsorted(worker[by_worker], np.arange(table.judgments.n_workers + 1))
    return _Rows(
        table, by_worker, edges.astype(np.int64), np.arange(len(worker), dtype=np.int64), log_prior, precision
    )


def _maximised(rows: _Rows, state: _State) -> None:
    """Abilities with eases held, then eases with abilities held."""
    from assay.stats.truth._glad_kernels import glad_block

    judgments = rows.table.judgments
    factor = np.exp(state.ease)[judgments.item]
    glad_block(
        rows.worker_starts,
        rows.by_worker,
        factor,
        state.right,
        state.ability,
        is_log=False,
        precision=rows.precision,
    )
    factor = state.ability[judgments.worker]
    glad_block(rows.table.starts, rows.by_item, factor, state.right, state.ease, is_log=True, precision=1.0)


def _confusion(judgments: Judgments, state: _State) -> Floats:
    """How often a contributor is right on the items judged, as a matrix; somebody without judgments is average."""
    x = state.ability[judgments.worker] * np.exp(state.ease)[judgments.item]
    n = np.bincount(judgments.worker, minlength=judgments.n_workers)
    right = np.bincount(judgments.worker, 1 / (1 + np.exp(-x)), judgments.n_workers)
    share = np.where(n > 0, right / np.maximum(n, 1), 1 / (1 + np.exp(-np.e)))
    n_classes = judgments.n_classes
    wrong = (1 - share) / max(1, n_classes - 1)
    confusion = np.repeat(wrong, n_classes * n_classes).reshape(-1, n_classes, n_classes)
    diagonal = np.arange(n_classes)
    confusion[:, diagonal, diagonal] = share[:, None] if n_classes > 1 else 1.0
    return confusion
