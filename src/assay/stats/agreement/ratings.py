"""Numbers that people gave to items: a long table, in which not everybody rated everything."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ratings:
    """One row per rating.

    Attributes
    ----------
    item, judge : int64 arrays (n,)
        Codes from 0.
    value : float64 array (n,)
    n_items, n_judges : int
    """

    item: Codes
    judge: Codes
    value: Floats
    n_items: int
    n_judges: int

    @property
    def n(self) -> int:
        return len(self.item)

    @property
    def is_complete(self) -> bool:
        """Every judge rated every item once."""
        return self.n == self.n_items * self.n_judges

    def matrix(self) -> Floats:
        """Shape (n_items, n_judges); NaN where there is no rating."""
        found = np.full((self.n_items, self.n_judges), np.nan)
        found[self.item, self.judge] = self.value
        return found


def ratings_of(matrix: Floats) -> Ratings:
    """The ratings of a matrix (n_items, n_judges) with NaN for gaps.

    Raises
    ------
    ValueError
        When it is no matrix, or a rating is infinite.

    Examples
    --------
    >>> ratings_of(np.array([[1.0, np.nan], [2.0, 3.0]])).n
    3
    """
    table = np.asarray(matrix, np.float64)
    if table.ndim != 2 or np.isinf(table).any():
        raise ValueError("ratings are a table of finite numbers: items down, judges across")
    item, judge = np.nonzero(~np.isnan(table))
    return Ratings(item, judge, table[item, judge], *table.shape)


def without_strays(ratings: Ratings) -> Ratings:
    """Only items and judges that have a rating, coded anew."""
    items, item = np.unique(ratings.item, return_inverse=True)
    judges, judge = np.unique(ratings.judge, return_inverse=True)
    return Ratings(item, judge, ratings.value, len(items), len(judges))
