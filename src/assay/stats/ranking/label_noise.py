"""How sure a label is: the truth behind it, given how often labels of each kind were found wrong."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# What is added to every cell of a confusion: a truth never seen under some label may still lie behind it.
JEFFREYS = 0.5


def truth_behind(
    confusion: Sequence[Sequence[float]] | Floats, *, share: Sequence[float] | None = None
) -> Floats:
    """The posterior of the truth under each label: P(truth | label) in proportion to P(truth) P(label | truth).

    Parameters
    ----------
    confusion : array (n_grades, n_grades)
        How many units of each truth (row) got each label (column), from known answers or audits; counts, 0 or more.
        A half is added to each cell of a row that was seen; nothing is known of a row without units, which is then
        taken to be labeled as the others are on average: right or wrong evenly over the rest.
    share : sequence of float, optional
        How common each truth is, summing to 1; else in proportion to the rows.

    Returns
    -------
    float64 array (n_grades, n_grades)
        Row: label, column: truth; each row sums to 1.

    Raises
    ------
    ValueError
        When it is no square table of counts, is empty, or `share` does not sum to 1.

    References
    ----------
    A. P. Dawid, A. M. Skene, Applied Statistics 28 (1979), for known rates of error.

    Examples
    --------
    >>> truth_behind([[79.5, 19.5], [9.5, 89.5]], share=[0.5, 0.5]).round(4).tolist()
    [[0.8889, 0.1111], [0.1818, 0.8182]]
    """
    counts = np.asarray(confusion, np.float64)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or not counts.size:
        raise ValueError("a confusion is a square table")
    if not np.isfinite(counts).all() or (counts < 0).any() or not counts.sum():
        raise ValueError("a confusion holds counts, and one or more of them is above 0")
    n = len(counts)
    rows = counts.sum(axis=1, keepdims=True)
    if share is None:
        common = (rows[:, 0] + JEFFREYS) / (rows.sum() + JEFFREYS * n)
    else:
        common = np.asarray(share, np.float64)
        if common.shape != (n,) or (common < 0).any() or abs(common.sum() - 1) > 1e-6:
            raise ValueError("shares of the truths sum to 1")
    right = (np.trace(counts) + JEFFREYS) / (rows.sum() + JEFFREYS * n)
    unknown = np.full((n, n), (1 - right) / max(n - 1, 1))
    np.fill_diagonal(unknown, right if n > 1 else 1.0)
    rates = np.where(rows > 0, (counts + JEFFREYS) / (rows + JEFFREYS * n), unknown)
    joint = (common[:, None] * rates).T
    total = joint.sum(axis=1, keepdims=True)
    # A label that no truth can have says nothing: the truth is as common as it is.
    said: Floats = np.where(total > 0, joint / np.where(total > 0, total, 1.0), common)
    return said


def label_posteriors(label: Sequence[int], probability: Sequence[float | None], behind: Floats) -> Floats:
    """The posterior of each label: its own probability where it has one, and the confusion's for the rest.

    Parameters
    ----------
    label : sequence of int (n,)
        Place of the grade on the scale.
    probability : sequence of float or None (n,)
        How sure the label is of itself; what is left goes to the other grades as `behind` has them. None: as `behind`.
    behind : float64 array (n_grades, n_grades)
        Of `truth_behind`.

    Returns
    -------
    float64 array (n, n_grades)

    Raises
    ------
    ValueError
        When a label is not on the scale or a probability is not from 0 to 1.

    References
    ----------
    D. Goldberg et al.: Drawing sound conclusions from noisy judgments. WWW (2017), on why it has to be done.

    Examples
    --------
    >>> behind = np.array([[0.9, 0.1, 0.0], [0.1, 0.8, 0.1], [0.0, 0.4, 0.6]])
    >>> label_posteriors([1, 1], [0.6, None], behind).round(2).tolist()
    [[0.2, 0.6, 0.2], [0.1, 0.8, 0.1]]
    """
    place = np.asarray(label, np.int64)
    own = np.array([np.nan if each is None else each for each in probability], np.float64)
    if len(place) != len(own) or (len(place) and not ((place >= 0) & (place < len(behind))).all()):
        raise ValueError("every label is a place on the scale, and has a probability or None")
    if ((own < 0) | (own > 1)).any():
        raise ValueError("probabilities are from 0 to 1")
    found = np.asarray(behind, np.float64)[place].copy()
    rows = np.flatnonzero(~np.isnan(own))
    others = found[rows]
    others[np.arange(len(rows)), place[rows]] = 0.0
    rest = others.sum(axis=1, keepdims=True)
    even = np.full_like(others, 1 / max(len(behind) - 1, 1))
    even[np.arange(len(rows)), place[rows]] = 0.0
    others = np.where(rest > 0, others / np.where(rest > 0, rest, 1.0), even)
    mixed = others * (1 - own[rows])[:, None]
    mixed[np.arange(len(rows)), place[rows]] = own[rows]
    found[rows] = mixed if len(behind) > 1 else 1.0
    return found
