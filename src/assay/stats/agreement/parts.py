"""Where people differ: agreement per label and per item."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.agreement.coefficients import Coefficient, Times, fleiss_kappa
from assay.stats.agreement.resampling import percentiles, resamples

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LabelAgreement:
    """How far people agree on one label.

    Attributes
    ----------
    label : int
    n_items, n_judgments : int
        Items judged twice or more to which somebody gave the label, and how often it was given there.
    agreement, low, high : float or None
        Where one gives the label, the chance that another one of the same item does (specific agreement), with its
        interval over resampled items; None where nobody gave it.
    against_the_rest : Coefficient
        Fleiss's kappa of this label against all others.
    """

    label: int
    n_items: int
    n_judgments: int
    agreement: float | None
    low: float | None
    high: float | None
    against_the_rest: Coefficient


def per_label(
    counts: Floats, *, times: Times | None = None, n_draws: int = 1000, seed: int = 0
) -> tuple[LabelAgreement, ...]:
    """Agreement per label, in the order of the classes.

    Parameters
    ----------
    counts : float64 array (n_items, n_classes)
        Judgments per item and class.
    times : int64 array (n_items,), optional
        How often each row of counts occurs; without it, once.

    References
    ----------
    D. V. Cicchetti, A. R. Feinstein, Journal of Clinical Epidemiology 43 (1990): one figure hides which label is at
    fault.

    Examples
    --------
    >>> [round(each.agreement, 3) for each in per_label(np.array([[2, 0], [0, 2], [1, 1], [2, 0]]))]
    [0.8, 0.667]
    """
    judged = np.asarray(counts, np.float64)
    rows, often = _paired(judged, times)
    # An item's pairs are shared out over its judgments, so that a much judged item does not outweigh the others.
    same = rows * (rows - 1) / np.maximum(rows.sum(axis=1, keepdims=True) - 1, 1)
    resampled = np.full((0, judged.shape[1]), np.nan)
    if len(rows):
        parts = [(drawn @ same, drawn @ rows) for drawn in resamples(often, n_draws=n_draws, seed=seed)]
        agreeing, given = (np.concatenate(sides) for sides in zip(*parts, strict=True))
        resampled = np.divide(agreeing, given, out=np.full(given.shape, np.nan), where=given > 0)
    n_items, n_given, agreed = often @ (rows > 0), often @ rows, often @ same
    found = []
    for label, draws in enumerate(resampled.T):
        ends = percentiles(draws, int(n_items[label]))
        value = float(agreed[label] / n_given[label]) if n_given[label] else None
        low, high = (ends.low, ends.high) if value is not None else (None, None)
        rest = fleiss_kappa(_against_the_rest(judged, label), times=times)
        sizes = int(n_items[label]), int(n_given[label])
        found.append(LabelAgreement(label, *sizes, value, low, high, rest))
    return tuple(found)


def _paired(judged: Floats, times: Times | None) -> tuple[Floats, Times]:
    """Distinct rows of items that were judged twice or more, and how often each occurs."""
    is_paired = judged.sum(axis=1) >= 2
    if times is None:
        rows, often = np.unique(judged[is_paired], axis=0, return_counts=True)
        return rows, often
    is_paired &= np.asarray(times) > 0
    return judged[is_paired], np.asarray(times, np.int64)[is_paired]


def _against_the_rest(judged: Floats, label: int) -> Floats:
    return np.column_stack([judged[:, label], judged.sum(axis=1) - judged[:, label]])


@dataclass(frozen=True, slots=True)
class ItemAgreement:
    """How far people agree on each item; all arrays have the shape (n_items,).

    Attributes
    ----------
    n_judgments : int64 array
    agreement : float64 array
        Share of agreeing pairs of judgments; NaN where `is_defined` is false.
    entropy : float64 array
        Of the answers, in bits; NaN where nobody judged.
    is_defined : bool array
        Judged twice or more.
    """

    n_judgments: NDArray[np.int64]
    agreement: Floats
    entropy: Floats
    is_defined: NDArray[np.bool_]


def per_item(counts: Floats) -> ItemAgreement:
    """Agreement per item: the least agreed on show where a guideline is unclear.

    Examples
    --------
    >>> found = per_item(np.array([[3, 0], [2, 1], [1, 0]]))
    >>> found.agreement.round(3).tolist(), found.is_defined.tolist()
    ([1.0, 0.333, nan], [True, True, False])
    """
    judged = np.asarray(counts, np.float64)
    n = judged.sum(axis=1)
    pairs = n * (n - 1)
    same = (judged * (judged - 1)).sum(axis=1)
    agreement = np.divide(same, pairs, out=np.full(len(n), np.nan), where=pairs > 0)
    share = np.divide(judged, n[:, None], out=np.zeros_like(judged), where=n[:, None] > 0)
    logs = np.log2(share, out=np.zeros_like(share), where=share > 0)
    entropy = np.where(n > 0, np.abs((share * logs).sum(axis=1)), np.nan)
    return ItemAgreement(n.astype(np.int64), agreement, entropy, n >= 2)
