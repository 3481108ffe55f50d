"""A stopping rule tried on recorded judgments: what it would have saved, and at what accuracy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assay.stats.online import Crowd, Fitted, ItemState, fit_crowd, judged, unjudged, views
from assay.stats.stopping.audit import is_audited
from assay.stats.stopping.calibration import Calibration, calibrate
from assay.stats.stopping.constraints import most_judgments
from assay.stats.stopping.deciding import decide
from assay.stats.stopping.futility import Outlook, outlook_of
from assay.stats.stopping.outcomes import Because, Decision, Outcome
from assay.stats.stopping.paths import Arrived, cross_fitted_paths
from assay.stats.stopping.rule import Rule
from assay.stats.truth import DawidSkene

N_REFITS = 20
LEAST_BETWEEN = 50
# Parameters for the next stretch of work need not be exact to the last digit.
MAX_ITER, TOL = 100, 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class Replayed:
    """What happened.

    Attributes
    ----------
    decisions : mapping
        Item to the decision that ended it; gold and audited items are exhausted.
    n : int64 array (n_items,)
        Judgments taken.
    available : int64 array (n_items,)
        Judgments the items could have had, within `max_overlap`.
    label : int64 array (n_items,)
        By the crowd's parameters at the end, from the judgments taken; -1 without any.
    label_all : int64 array (n_items,)
        From all judgments available.
    calibration : Calibration or None
        The last one; None where there was no refit.
    """

    decisions: Mapping[int, Decision]
    n: NDArray[np.int64]
    available: NDArray[np.int64]
    label: NDArray[np.int64]
    label_all: NDArray[np.int64]
    calibration: Calibration | None


def replay(
    rows: Arrived,
    gold: Mapping[int, int],
    rule: Rule,
    *,
    models: Sequence[DawidSkene] | None = None,
    first: int = 0,
    n_refits: int = N_REFITS,
    names: Sequence[str] | None = None,
) -> Replayed:
    """Take judgments one by one in their order, and leave out those of items that have stopped.

    The crowd is cold at first. Between refits every judgment moves its item and is followed by a decision; a refit
    learns the crowd, and calibrates, from the judgments taken so far and the gold alone.

    Parameters
    ----------
    rows : Arrived
        In the order of work.
    gold : mapping
        Item to class (-1: one that nobody gave); these items are never stopped early.
    rule : Rule
    first : int
        Rows before the first refit; 0: as many as before each other.
    n_refits : int
        At most; there are 50 rows between two of them in the mean.
    names : sequence of str, optional
        Names of the items, from which the audited share is drawn; without them their codes.

    Raises
    ------
    ValueError
        When there are no judgments.
    """
    if rows.n == 0:
        raise ValueError("there is nothing to replay")
    work = _Work(rows, gold, rule, models=models, names=names)
    cuts = _cuts(work.rows.n, first, n_refits)
    for begin, end in pairwise(cuts):
        work.take(begin, end)
        if end < work.rows.n:
            work.refit(end)
    return work.ended()


def _cuts(n: int, first: int, n_refits: int) -> list[int]:
    n_refits = max(2, min(n_refits, n // LEAST_BETWEEN))
    start = first if 0 < first < n else max(1, n // n_refits)
    return [0, *np.unique(np.linspace(min(start, n), n, n_refits).astype(int)).tolist()]


class _Work:
    """The state of a replay."""

    def __init__(
        self,
        rows: Arrived,
        gold: Mapping[int, int],
        rule: Rule,
        *,
        models: Sequence[DawidSkene] | None,
        names: Sequence[str] | None,
    ) -> None:
        self.rows, self.gold, self.rule = _within(rows, rule), gold, rule
        self.models = views(max_iter=MAX_ITER, tol=TOL, seed=rule.seed) if models is None else models
        self.available = np.bincount(self.rows.item, minlength=rows.n_items).astype(np.int64)
        self.n = np.zeros(rows.n_items, np.int64)
        self.is_taken = np.zeros(self.rows.n, bool)
        self.states: dict[int, ItemState] = {}
        self.decisions: dict[int, Decision] = {}
        self.crowd: Crowd | None = None
        self.outlook: Outlook | None = None
        self.calibration: Calibration | None = None
        self.labels: NDArray[np.int64] | None = None
        self.moved_share: float | None = None
        named = (str(item) for item in range(rows.n_items)) if names is None else iter(names)
        self.is_kept = np.array(
            [
                item in gold or is_audited(name, share=rule.audit_share, seed=rule.seed)
                for item, name in enumerate(named)
            ]
        )

    def take(self, begin: int, end: int) -> None:
        """The rows from `begin` to `end`, but for those of stopped items."""
        for row in range(begin, end):
            item = int(self.rows.item[row])
            if item in self.decisions:
                continue
            self.is_taken[row] = True
            self.n[item] += 1
            if self.crowd is None:
                continue
            state = self.states.get(item)
            state = unjudged(self.crowd) if state is None else state
            worker, label = int(self.rows.worker[row]), int(self.rows.label[row])
            self.states[item] = judged(state, self.crowd, worker=worker, label=label)
            self._consider(item)

    def refit(self, end: int) -> None:
        """Learn from what was taken so far, then look at every open item again."""
        rows = self.rows.only(np.flatnonzero(self.is_taken[:end]))
        judgments = rows.judgments()
        fitted = fit_crowd(judgments, models=self.models, gold=self._taught())
        self._note_moves(fitted)
        self.crowd = fitted.crowd
        self.outlook = outlook_of(fitted, judgments, most_more=int(self.available.max()), seed=self.rule.seed)
        paths = cross_fitted_paths(rows, self.gold, self.rule, available=self.available, models=self.models)
        self.calibration = calibrate(paths, self.rule, unsettled_share=self.moved_share)
        self._restate(rows)

    def ended(self) -> Replayed:
        """Labels by all that was taken, and beside them by all there is."""
        taken = self.rows.only(np.flatnonzero(self.is_taken)).judgments()
        gold = self._taught()
        label = fit_crowd(taken, models=self.models, gold=gold).label
        label_all = fit_crowd(self.rows.judgments(), models=self.models, gold=gold).label
        self._exhaust(label)
        return Replayed(self.decisions, self.n, self.available, label, label_all, self.calibration)

    def _consider(self, item: int) -> None:
        if self.crowd is None:
            return
        decision = decide(
            self.states[item],
            self.rule,
            crowd=self.crowd,
            calibration=self.calibration,
            outlook=self.outlook,
            available=int(self.available[item]),
            is_audited=bool(self.is_kept[item]),
        )
        if decision.stops:
            self.decisions[item] = decision
            self.states.pop(item)

    def _restate(self, rows: Arrived) -> None:
        """States of the open items under the new crowd."""
        if self.crowd is None:
            return
        self.states = {}
        is_open = np.ones(rows.n_items, bool)
        is_open[list(self.decisions)] = False
        for row in np.flatnonzero(is_open[rows.item]).tolist():
            item = int(rows.item[row])
            state = self.states.get(item)
            state = unjudged(self.crowd) if state is None else state
            self.states[item] = judged(
                state, self.crowd, worker=int(rows.worker[row]), label=int(rows.label[row])
            )
        for item in sorted(self.states):
            self._consider(item)

    def _note_moves(self, fitted: Fitted) -> None:
        """How many labels of items with enough judgments the refit has changed."""
        if self.labels is not None:
            known = (self.labels >= 0) & ~self.is_kept
            if known.any():
                self.moved_share = float((fitted.label != self.labels)[known].mean())
        enough = self.n >= self.rule.min_overlap
        self.labels = np.where(enough, fitted.label, -1)

    def _taught(self) -> dict[int, int]:
        return {item: truth for item, truth in self.gold.items() if truth >= 0}

    def _exhaust(self, label: NDArray[np.int64]) -> None:
        """Items that were through before the crowd was known have had all they could."""
        for item in np.flatnonzero(self.n > 0).tolist():
            if item not in self.decisions:
                self.decisions[item] = Decision(
                    Outcome.EXHAUSTED,
                    Because.MAX_OVERLAP,
                    int(label[item]),
                    float("nan"),
                    int(self.n[item]),
                    None,
                    None,
                    None,
                    0,
                )


def _within(rows: Arrived, rule: Rule) -> Arrived:
    """No item has more rows than it may have judgments."""
    most = most_judgments(rule, None)
    if most is None:
        return rows
    by_item = np.argsort(rows.item, kind="stable")
    starts = np.searchsorted(rows.item[by_item], rows.item[by_item])
    nth = np.empty(rows.n, np.int64)
    nth[by_item] = np.arange(rows.n) - starts
    return rows.only(nth < most)
