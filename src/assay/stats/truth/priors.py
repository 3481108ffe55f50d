"""What is known before the judgments: of the classes, and of the contributors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fixed:
    """Known shares, which the judgments do not change.

    Attributes
    ----------
    shares : float array
        Of classes (n_classes,); of answers per contributor (n_workers, truth, answer), where a row of NaN is learnt
        from the judgments after all. Rows are normed to 1.
    """

    shares: Floats


@dataclass(frozen=True, slots=True)
class Dirichlet:
    """Earlier experience, as if so many items or judgments had been seen before.

    Attributes
    ----------
    counts : float array
        Items per class (n_classes,); judgments per truth and answer, for everybody alike (truth, answer) or each
        (n_workers, truth, answer). A density with parameters `counts` + 1.
    """

    counts: Floats


Prior = Fixed | Dirichlet


def class_shares(totals: Floats, prior: Prior | None) -> Floats:
    """Shares of the classes from expected items per class, shape (n_classes,). Raises ValueError on a wrong shape."""
    if isinstance(prior, Fixed):
        return _normed(_shaped(prior.shares, (totals.shape,), "class prior"), axis=0)
    if isinstance(prior, Dirichlet):
        totals = totals + _shaped(prior.counts, (totals.shape,), "class prior")
    return _normed(totals, axis=0)


def seen_before(counts: Floats, prior: Prior | None) -> Floats:
    """Expected judgments (n_workers, answer, truth) together with those of earlier experience. Raises ValueError."""
    if not isinstance(prior, Dirichlet):
        return counts
    earlier = _shaped(prior.counts, (counts.shape, counts.shape[1:]), "contributor prior")
    return np.asarray(counts + np.swapaxes(earlier, -1, -2), np.float64)


def known_people(confusion: Floats, prior: Prior | None) -> Floats:
    """Confusion (n_workers, answer, truth) with the rows of those who are known. Raises ValueError."""
    if not isinstance(prior, Fixed):
        return confusion
    known = np.swapaxes(_shaped(prior.shares, (confusion.shape,), "contributor prior"), -1, -2)
    is_known = ~np.isnan(known).any(axis=1, keepdims=True)
    return np.where(is_known, _normed(np.where(is_known, known, 1.0), axis=1), confusion)


def _shaped(given: Floats, wanted: tuple[tuple[int, ...], ...], name: str) -> Floats:
    array = np.asarray(given, np.float64)
    if array.shape not in wanted:
        shapes = " or ".join(str(shape) for shape in wanted)
        raise ValueError(f"the {name} has shape {array.shape}, it needs {shapes}")
    if (array < 0).any():
        raise ValueError(f"the {name} has a number below 0")
    return array


def _normed(counts: Floats, *, axis: int) -> Floats:
    total = counts.sum(axis=axis, keepdims=True)
    even = np.full_like(counts, 1 / counts.shape[axis])
    return np.asarray(np.divide(counts, total, out=even, where=total > 0), dtype=np.float64)
