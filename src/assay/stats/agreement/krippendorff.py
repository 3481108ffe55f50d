"""Krippendorff's alpha of any scale, with the share of agreeing pairs and bootstrap intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.judgments import Judgments

METRICS = ("nominal", "ordinal", "interval", "ratio")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha and percent agreement, each with its interval; None where undefined.

    Attributes
    ----------
    n_items, n_judgments : int
        Items with two or more judgments, and their judgments: only those count.
    alpha, alpha_low, alpha_high : float or None
        None where no item has two judgments, or everybody always gave the same answer.
    agreement, agreement_low, agreement_high : float or None
    metric : {"nominal", "ordinal", "interval", "ratio"}
    """

    n_items: int
    n_judgments: int
    alpha: float | None
    alpha_low: float | None
    alpha_high: float | None
    agreement: float | None
    agreement_low: float | None
    agreement_high: float | None
    metric: str


def krippendorff_alpha(
    judgments: Judgments,
    *,
    metric: str = "nominal",
    values: Sequence[float] | None = None,
    n_bootstrap: int = 500,
    seed: int = 0,
) -> Agreement:
    """Alpha = 1 - observed / expected disagreement over pairs of judgments of the same item.

    Parameters
    ----------
    judgments : Judgments
    metric : {"nominal", "ordinal", "interval", "ratio"}
        Krippendorff's own ordinal metric, which differs from ordinal weights of Gwet.
    values : sequence of float, optional
        The number behind each class, for interval and ratio; without it 1, 2, 3, ...
    n_bootstrap : int
        Resamples of items (not of judgments); percentile interval of 95 %.
    seed : int

    Raises
    ------
    ValueError
        For another metric, or where the values do not fit the classes.

    References
    ----------
    K. Krippendorff: Computing Krippendorff's Alpha-Reliability (2011).

    Examples
    --------
    >>> from assay.stats.truth import encode
    >>> units = [str(n) for n in range(10)] * 2
    >>> both = encode(units, "v" * 10 + "w" * 10, "0100000010" + "1110010000").judgments
    >>> round(krippendorff_alpha(both).alpha, 4)
    0.0952
    """
    if metric not in METRICS:
        raise ValueError(f"a metric is one of {', '.join(METRICS)}, not {metric}")
    scale = np.asarray(values if values is not None else range(1, judgments.n_classes + 1), np.float64)
    if len(scale) != judgments.n_classes:
        raise ValueError(f"{judgments.n_classes} classes need as many values, not {len(scale)}")
    patterns, times = _patterns(judgments)
    n_items, n_judgments = int(times.sum()), int((patterns.sum(axis=1) * times).sum())
    if n_items == 0:
        return Agreement(0, 0, None, None, None, None, None, None, metric)
    alpha, agreement = _both(patterns, times[None, :], metric, scale)
    draws = np.random.default_rng(seed).multinomial(n_items, times / n_items, size=n_bootstrap)
    alphas, agreements = _both(patterns, draws, metric, scale)
    return Agreement(
        n_items,
        n_judgments,
        *_with_interval(alpha[0], alphas),
        *_with_interval(agreement[0], agreements),
        metric,
    )


def _patterns(judgments: Judgments) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Distinct rows of counts per class among items with two judgments or more, and how often each occurs."""
    counts = np.zeros((judgments.n_items, judgments.n_classes), np.int32)
    np.add.at(counts, (judgments.item, judgments.label), 1)
    paired = counts[counts.sum(axis=1) >= 2]
    if not len(paired):
        return np.zeros((0, judgments.n_classes)), np.zeros(0, np.int64)
    rows, times = np.unique(paired, axis=0, return_counts=True)
    return rows.astype(np.float64), times


def _both(
    patterns: NDArray[np.float64], times: NDArray[np.int64], metric: str, scale: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Alpha and agreement for each row of `times` (n_draws, n_patterns)."""
    sizes = patterns.sum(axis=1)
    n_classes = patterns.shape[1]
    pairs = patterns[:, :, None] * patterns[:, None, :]
    pairs[:, np.arange(n_classes), np.arange(n_classes)] -= patterns
    same = np.trace(pairs, axis1=1, axis2=2) / (sizes * (sizes - 1))
    coincidence = np.tensordot(times, pairs / (sizes - 1)[:, None, None], axes=1)
    marginal = coincidence.sum(axis=2)
    total = marginal.sum(axis=1)
    distance = _distance(marginal, metric, scale)
    observed = (coincidence * distance).sum(axis=(1, 2)) / total
    expected = (marginal[:, :, None] * marginal[:, None, :] * distance).sum(axis=(1, 2)) / (
        total * (total - 1)
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        alpha = np.where(expected > 0, 1 - observed / expected, np.nan)
    return alpha, times @ same / times.sum(axis=1)


def _distance(marginal: NDArray[np.float64], metric: str, scale: NDArray[np.float64]) -> NDArray[np.float64]:
    """Squared distance of each pair of classes; only the ordinal one depends on how often classes occur."""
    n_classes = marginal.shape[1]
    shape = (len(marginal), n_classes, n_classes)
    if metric == "nominal":
        return np.broadcast_to(1.0 - np.eye(n_classes), shape)
    if metric == "interval":
        return np.broadcast_to(np.subtract.outer(scale, scale) ** 2, shape)
    if metric == "ratio":
        total = np.add.outer(scale, scale)
        share = np.divide(np.subtract.outer(scale, scale), total, out=np.zeros_like(total), where=total != 0)
        return np.broadcast_to(share**2, shape)
    below = np.concatenate([np.zeros((len(marginal), 1)), np.cumsum(marginal, axis=1)], axis=1)
    middle = (below[:, 1:] + below[:, :-1]) / 2
    return np.asarray((middle[:, :, None] - middle[:, None, :]) ** 2)


def _with_interval(
    value: float, draws: NDArray[np.float64]
) -> tuple[float | None, float | None, float | None]:
    if np.isnan(value):
        return None, None, None
    known = draws[~np.isnan(draws)]
    low, high = np.quantile(known, [0.025, 0.975]) if len(known) else (value, value)
    return float(value), float(low), float(high)
