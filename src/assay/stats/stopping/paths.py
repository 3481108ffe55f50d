"""How gold items would have gone: their score, label and forecast after each judgment, by parameters that are fair."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.online import Crowd, fit_crowd, judged, standing, unjudged
from assay.stats.stopping.constraints import most_judgments, what_forbids
from assay.stats.stopping.futility import Outlook, change_chance, outlook_of
from assay.stats.stopping.rule import Rule
from assay.stats.truth import DawidSkene, Judgments, from_codes

Ints = NDArray[np.int32]
N_FOLDS = 5
# An item whose truth is known and was never given as an answer: whatever label it gets is wrong.
NEVER_GIVEN = -1


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """One item after each of its judgments.

    Attributes
    ----------
    truth : int or None
        Its class; -1 a class that nobody gave; None unknown (an audited item: it still tells about changes).
    score : float64 array (n,)
        Probability of the leading class.
    label : int64 array (n,)
    chance : float64 array (n,)
        Forecast that the judgments still to come change the label.
    may_stop : bool array (n,)
        No constraint of the rule forbids to stop there.
    """

    truth: int | None
    score: NDArray[np.float64]
    label: NDArray[np.int64]
    chance: NDArray[np.float64]
    may_stop: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Arrived:
    """Judgments in the order they came, as codes; repeated (item, worker) pairs are left out before."""

    item: Ints
    worker: Ints
    label: Ints
    n_items: int
    n_workers: int
    n_classes: int

    @property
    def n(self) -> int:
        return len(self.item)

    def only(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> "Arrived":
        """Some of the rows, in their order."""
        return Arrived(
            self.item[rows], self.worker[rows], self.label[rows], self.n_items, self.n_workers, self.n_classes
        )

    def judgments(self) -> Judgments:
        """In the layout of the batch methods."""
        found, _ = from_codes(
            self.item,
            self.worker,
            self.label,
            n_items=self.n_items,
            n_workers=self.n_workers,
            n_classes=self.n_classes,
        )
        return found


def path_of(
    rows: Arrived, rule: Rule, *, crowd: Crowd, outlook: Outlook | None, available: int, truth: int | None
) -> Path:
    """Follow one item along its rows."""
    most = most_judgments(rule, available) or available
    n = min(rows.n, most)
    score, label, chance = np.empty(n), np.empty(n, np.int64), np.full(n, 2.0)
    may_stop = np.zeros(n, bool)
    state = unjudged(crowd)
    for nth in range(n):
        state = judged(state, crowd, worker=int(rows.worker[nth]), label=int(rows.label[nth]))
        found = standing(state, crowd)
        score[nth], label[nth] = found.probability, found.label
        may_stop[nth] = what_forbids(state, rule, found) is None
        if outlook is not None and may_stop[nth]:
            chance[nth] = change_chance(state, found, crowd=crowd, outlook=outlook, n_more=most - state.n)
    return Path(truth, score, label, chance, may_stop)


def cross_fitted_paths(
    rows: Arrived,
    gold: Mapping[int, int],
    rule: Rule,
    *,
    available: NDArray[np.int64],
    models: Sequence[DawidSkene] | None = None,
    n_folds: int = N_FOLDS,
) -> list[Path]:
    """Paths of gold items by parameters that were learnt without them, as those of a new item are.

    The gold items are dealt into folds. Those of one fold are followed with a crowd fitted on all other items, in which
    the gold of the other folds is held at its truth: so gold both teaches and calibrates, and no item vouches for
    itself.

    Parameters
    ----------
    rows : Arrived
        All judgments so far.
    gold : mapping
        Item to class; -1 for a class that nobody gave.
    available : int64 array (n_items,)
        Judgments each item can have at all.
    """
    items = np.random.default_rng(rule.seed).permutation(np.array(sorted(gold), np.int64))
    folds = [items[nth :: min(n_folds, len(items))] for nth in range(min(n_folds, len(items)))]
    found: dict[int, Path] = {}
    for fold in folds:
        inside = np.isin(rows.item, fold)
        if inside.any() and not inside.all():
            found |= _followed(rows, inside, gold, rule, available=available, models=models)
    return [found[item] for item in sorted(found)]


def _followed(
    rows: Arrived,
    inside: NDArray[np.bool_],
    gold: Mapping[int, int],
    rule: Rule,
    *,
    available: NDArray[np.int64],
    models: Sequence[DawidSkene] | None,
) -> dict[int, Path]:
    own, others = rows.only(inside), rows.only(~inside).judgments()
    items = np.unique(own.item).tolist()
    taught = {item: truth for item, truth in gold.items() if truth >= 0 and item not in set(items)}
    fitted = fit_crowd(others, models=models, gold=taught)
    outlook = None
    if rule.futility is not None:
        outlook = outlook_of(fitted, others, most_more=int(available[items].max()), seed=rule.seed)
    return {
        item: path_of(
            own.only(own.item == item),
            rule,
            crowd=fitted.crowd,
            outlook=outlook,
            available=int(available[item]),
            truth=gold[item],
        )
        for item in items
    }
