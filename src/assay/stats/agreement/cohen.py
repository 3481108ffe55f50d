"""Cohen's kappa: two judges, each with habits of their own."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from assay.stats.agreement.weights import agreement_weights

Floats = NDArray[np.float64]
Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Kappa:
    """Kappa with its interval of 95 %; None where chance agreement is 1 or there are no items."""

    value: float | None
    standard_error: float | None
    low: float | None
    high: float | None
    observed: float | None
    expected: float | None
    n: int


def cohen_kappa(table: Floats, *, weights: str = "identity") -> Kappa:
    """Kappa of a square table: rows are the first judge's answers, columns the second's.

    Parameters
    ----------
    table : array (n_classes, n_classes)
        Number of items per pair of answers.
    weights : {"identity", "linear", "quadratic", "ordinal"}

    Raises
    ------
    ValueError
        When the table is not square or has negative cells.

    References
    ----------
    J. Cohen, Psychological Bulletin 70 (1968); variance: J. L. Fleiss, J. Cohen, B. S. Everitt,
    Psychological Bulletin 72 (1969).

    Examples
    --------
    >>> round(cohen_kappa(np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]])).value, 4)
    0.7964
    """
    cells = np.asarray(table, np.float64)
    if cells.ndim != 2 or cells.shape[0] != cells.shape[1] or (cells < 0).any():
        raise ValueError("a table of two judges is square, with counts from 0")
    n = int(cells.sum())
    if n == 0:
        return Kappa(None, None, None, None, None, None, 0)
    share = cells / n
    first, second = share.sum(axis=1), share.sum(axis=0)
    weight = agreement_weights(weights, len(cells))
    observed, expected = float((weight * share).sum()), float(first @ weight @ second)
    if expected >= 1:
        return Kappa(None, None, None, None, observed, expected, n)
    value = (observed - expected) / (1 - expected)
    mean = np.add.outer(weight @ second, weight.T @ first)
    spread = float((share * (weight - mean * (1 - value)) ** 2).sum())
    variance = (spread - (value - expected * (1 - value)) ** 2) / (n * (1 - expected) ** 2)
    error = sqrt(max(variance, 0.0))
    return Kappa(value, error, value - Z95 * error, value + Z95 * error, observed, expected, n)


def table_of(first: NDArray[np.int32], second: NDArray[np.int32], n_classes: int) -> Floats:
    """The table of two judges' codes on the same items; shape (n_classes, n_classes)."""
    table = np.zeros((n_classes, n_classes))
    np.add.at(table, (first, second), 1.0)
    return table
