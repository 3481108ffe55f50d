"""Distinct rows of counts: millions of items were answered in few different ways, and only those are computed with."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Given = NDArray[np.signedinteger]
# Sorted labels of an item are packed into one number where they fit.
MOST_PACKED = 2**62
MOST_CELLS = 200_000_000


@dataclass(frozen=True, slots=True)
class Patterns:
    """The ways in which items were answered.

    Attributes
    ----------
    rows : float64 array (n_patterns, n_classes)
        Judgments per class.
    of : int64 array (n_items,)
        The pattern of each item; -1 where nobody judged it.
    """

    rows: Floats
    of: Codes

    def times(self, items: NDArray[np.bool_] | None = None) -> Codes:
        """How often each pattern occurs, among all items or some (a mask)."""
        of = self.of if items is None else self.of[items]
        return np.bincount(of[of >= 0], minlength=len(self.rows)).astype(np.int64)


def patterns_of(item: Given, label: Given, *, n_items: int, n_classes: int) -> Patterns:
    """The distinct rows of counts, without a table of items by classes.

    Parameters
    ----------
    item, label : int arrays (n,)
        One entry per judgment, in any order.

    Raises
    ------
    ValueError
        When even the distinct rows would not fit in memory: then the labels are no classes.

    Examples
    --------
    >>> found = patterns_of(np.array([0, 0, 1, 1, 2, 2]), np.array([0, 1, 1, 0, 1, 1]), n_items=3, n_classes=2)
    >>> found.rows.tolist(), found.of.tolist(), found.times().tolist()
    ([[1.0, 1.0], [0.0, 2.0]], [0, 0, 1], [2, 1])
    """
    order = np.lexsort((label, item))
    given = np.asarray(label, np.int64)[order]
    sizes = np.bincount(item, minlength=n_items)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64) if n_items else sizes
    of, tables, n_known = np.full(n_items, -1, np.int64), [np.zeros((0, n_classes))], 0
    for size in np.unique(sizes[sizes > 0]).tolist():
        items = np.flatnonzero(sizes == size)
        answered = given[starts[items][:, None] + np.arange(size)]
        first, of_these = _distinct(answered, n_classes)
        if (n_known + len(first)) * n_classes > MOST_CELLS:
            raise ValueError(
                f"{n_classes:,} labels in so many combinations are no classes, but numbers or texts"
            )
        of[items] = n_known + of_these
        tables.append(_counts(answered[first], n_classes))
        n_known += len(first)
    return Patterns(np.concatenate(tables), of)


def _distinct(answered: Codes, n_classes: int) -> tuple[Codes, Codes]:
    """Where each distinct row occurs first, and which of them every row is."""
    n_columns = answered.shape[1]
    if max(n_classes, 2) ** n_columns < MOST_PACKED:
        packed = answered @ (np.int64(n_classes) ** np.arange(n_columns, dtype=np.int64))
        _, first, inverse = np.unique(packed, return_index=True, return_inverse=True)
    else:
        _, first, inverse = np.unique(answered, axis=0, return_index=True, return_inverse=True)
    return first, inverse.reshape(-1)


def _counts(answered: Codes, n_classes: int) -> Floats:
    rows = np.zeros((len(answered), n_classes))
    for column in answered.T:
        rows[np.arange(len(answered)), column] += 1
    return rows
