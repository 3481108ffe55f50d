"""What the signals look at: answers in the order in which they were given."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Answers:
    """One row per answer, in recorded order.

    Attributes
    ----------
    item, worker, label : int64 arrays (n,)
        Codes from 0.
    n_items, n_workers, n_classes : int
    seconds : float64 array (n,) or None
        Active time on each answer.
    """

    item: Codes
    worker: Codes
    label: Codes
    n_items: int
    n_workers: int
    n_classes: int
    seconds: Floats | None = None

    @property
    def n(self) -> int:
        return len(self.item)

    @property
    def per_worker(self) -> Codes:
        """Answers of each person, shape (n_workers,)."""
        return np.bincount(self.worker, minlength=self.n_workers)

    def by_worker(self) -> list[Codes]:
        """The rows of each person, in recorded order."""
        order = np.argsort(self.worker, kind="stable")
        return np.split(order, np.cumsum(self.per_worker)[:-1]) if self.n_workers else []


@dataclass(frozen=True, slots=True)
class Signal:
    """One oddity of one person: evidence, never a verdict.

    Attributes
    ----------
    name : str
        Which rule; `family` says what it is about. Signals of one family see the same thing twice.
    worker : int
    value : float
        What was measured; `expected` is what the crowd has.
    low, high : float or None
        Its interval of 95 %, where it is a share.
    n : int
        What it was measured on.
    p_value : float or None
        The chance of something as odd from an honest person like the crowd; None for a rule without a model.
    evidence : str
        One sentence.
    """

    name: str
    family: str
    worker: int
    value: float
    expected: float | None
    low: float | None
    high: float | None
    n: int
    p_value: float | None
    evidence: str
