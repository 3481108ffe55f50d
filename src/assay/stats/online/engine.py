"""A consensus that is kept up to date: every judgment moves its item, now and then the crowd is learnt anew."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assay.stats.online.crowd import Crowd, cold_crowd
from assay.stats.online.fitting import Fitted, fit_crowd
from assay.stats.online.item import ItemState, Standing, judged, replayed, standing, unjudged
from assay.stats.truth import DawidSkene, Judgments, from_codes
from assay.stats.truth.gold import Gold

FIRST_REFIT = 100
MOST_JUDGMENTS = 10_000_000


class OnlineConsensus:
    """The posterior of every open item after every judgment.

    Judgments are kept for refitting, 12 bytes each and at most `most_judgments` of them (the oldest are forgotten);
    an open item has its state, a closed one a mark. A judgment of a closed item, as one that was on its way, teaches
    the crowd at the next refit; it opens nothing: what was decided on all judgments is not undone on a few.

    Parameters
    ----------
    n_classes : int
    models : sequence of DawidSkene, optional
        The views; without it the default ones.
    gold : mapping, optional
        Item code to class (or to class and confidence): held when the crowd is refitted.
    refit_growth : float
        Refit when there are this share more judgments than at the last time, and 100 at the first: the cost of all
        refits together stays proportional to the judgments.
    most_judgments : int

    Examples
    --------
    >>> consensus = OnlineConsensus(2)
    >>> consensus.judged(0, worker=0, label=1).label
    1
    """

    def __init__(
        self,
        n_classes: int,
        *,
        models: Sequence[DawidSkene] | None = None,
        gold: Gold | None = None,
        refit_growth: float = 0.25,
        most_judgments: int = MOST_JUDGMENTS,
    ) -> None:
        if refit_growth <= 0 or most_judgments < 1:
            raise ValueError("refit_growth and most_judgments must be above 0")
        self.crowd: Crowd = cold_crowd(n_classes)
        self.models, self.gold = models, gold
        self.refit_growth, self.most_judgments = refit_growth, most_judgments
        self.n_judgments = 0
        self._rows = np.empty((min(1024, most_judgments), 3), np.int32)
        self._states: dict[int, ItemState] = {}
        self._known: dict[int, set[int]] = {}
        self._closed = bytearray()
        self._next_refit = FIRST_REFIT

    def judged(self, item: int, *, worker: int, label: int) -> Standing | None:
        """Take one judgment in; a second one of the same contributor on an open item changes nothing.

        None where the item is closed: there the judgment decides nothing, and is kept for refits.
        """
        if self.is_closed(item):
            self._check(label)
            self._keep(item, worker, label)
            self._refit_when_due()
            return None
        people = self._known.setdefault(item, set())
        if worker not in people:
            state = self._states.get(item)
            state = unjudged(self.crowd) if state is None else state
            self._states[item] = judged(state, self.crowd, worker=worker, label=label)
            people.add(worker)
            self._keep(item, worker, label)
            self._refit_when_due()
        return standing(self._states[item], self.crowd)

    def state(self, item: int) -> ItemState:
        """The state of an open item, as decisions need it. Raises KeyError for others."""
        return self._states[item]

    def close(self, item: int) -> None:
        """Decide an item for good, and forget its state; its judgments still teach the crowd.

        Raises
        ------
        ValueError
            When the item is no code from 0.
        """
        if item < 0:
            raise ValueError(f"{item} is no code of an item")
        if item >= len(self._closed):
            self._closed.extend(bytes(2 * item + 1 - len(self._closed)))
        self._closed[item] = 1
        self._forget(item)

    def is_closed(self, item: int) -> bool:
        return 0 <= item < len(self._closed) and bool(self._closed[item])

    def _forget(self, item: int) -> None:
        self._states.pop(item, None)
        self._known.pop(item, None)

    def judgments(self) -> Judgments:
        """The kept judgments, in the layout of the batch methods."""
        rows = self._kept()
        n_items, n_workers = (int(rows[:, column].max()) + 1 for column in (0, 1))
        item, worker, label = (np.ascontiguousarray(rows[:, column]) for column in range(3))
        found, _ = from_codes(
            item, worker, label, n_items=n_items, n_workers=n_workers, n_classes=self.crowd.n_classes
        )
        return found

    def refit(self) -> Fitted:
        """Learn the crowd anew from the kept judgments: the very results of the batch methods, bit for bit.

        Raises
        ------
        ValueError
            When there is no judgment.
        """
        if not self.n_judgments:
            raise ValueError("there is nothing to fit")
        fitted = fit_crowd(self.judgments(), models=self.models, gold=self.gold)
        self.crowd = fitted.crowd
        self._restate()
        self._next_refit = self.n_judgments + max(FIRST_REFIT, int(self.refit_growth * self.n_judgments))
        return fitted

    def _check(self, label: int) -> None:
        if not 0 <= label < self.crowd.n_classes:
            raise ValueError(f"{label} is no class of {self.crowd.n_classes}")

    def _refit_when_due(self) -> None:
        if self.n_judgments >= self._next_refit:
            self.refit()

    def _restate(self) -> None:
        if not self._states:
            return
        rows = self._kept()
        places = np.flatnonzero(np.isin(rows[:, 0], list(self._states)))
        places = places[np.argsort(rows[places, 0], kind="stable")]
        items, starts = np.unique(rows[places, 0], return_index=True)
        forgotten = set(self._states) - set(items.tolist())
        for item, own in zip(items.tolist(), np.split(places, starts)[1:], strict=True):
            self._states[item] = replayed(self.crowd, rows[own, 1].tolist(), rows[own, 2].tolist())
        for item in forgotten:
            self._forget(item)

    def _kept(self) -> NDArray[np.int32]:
        """Kept rows, oldest first."""
        if self.n_judgments <= self.most_judgments:
            return self._rows[: self.n_judgments]
        return np.roll(self._rows, -(self.n_judgments % self.most_judgments), axis=0)

    def _keep(self, item: int, worker: int, label: int) -> None:
        place = self.n_judgments % self.most_judgments
        if place >= len(self._rows):
            grown = np.empty((min(2 * len(self._rows), self.most_judgments), 3), np.int32)
            grown[: len(self._rows)] = self._rows
            self._rows = grown
        self._rows[place] = item, worker, label
        self.n_judgments += 1
