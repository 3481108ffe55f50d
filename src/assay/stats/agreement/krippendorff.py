"""Krippendorff's alpha of any scale, with the share of agreeing pairs and bootstrap intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.agreement.coefficients import counts_of
from assay.stats.agreement.resampling import resamples
from assay.stats.truth.judgments import Judgments

Floats = NDArray[np.float64]
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
    metric : {"nominal", "ordinal", "interval", "ratio", "masi", "jaccard"}
        The last two of answers that are sets.
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
    patterns, times = _patterns(judgments)
    return alpha_of_patterns(
        patterns, times, metric=metric, values=values, n_bootstrap=n_bootstrap, seed=seed
    )


def alpha_of_patterns(
    rows: Floats,
    times: NDArray[np.int64],
    *,
    metric: str = "nominal",
    values: Sequence[float] | None = None,
    n_bootstrap: int = 500,
    seed: int = 0,
) -> Agreement:
    """Alpha where millions of items have few distinct rows of counts: `rows` occur `times`.

    Items with fewer than two judgments are left out, as they say nothing of agreement.

    Examples
    --------
    >>> rows, times = np.array([[2.0, 0.0], [0.0, 2.0], [1.0, 1.0]]), np.array([20, 20, 10])
    >>> round(alpha_of_patterns(rows, times).alpha, 3)
    0.604
    """
    if metric not in METRICS:
        raise ValueError(f"a metric is one of {', '.join(METRICS)}, not {metric}")
    n_classes = np.shape(rows)[1]
    scale = np.asarray(values if values is not None else range(1, n_classes + 1), np.float64)
    if len(scale) != n_classes:
        raise ValueError(f"{n_classes} classes need as many values, not {len(scale)}")
    patterns, times = _paired(np.asarray(rows, np.float64), np.asarray(times, np.int64))
    n_items, n_judgments = int(times.sum()), int((patterns.sum(axis=1) * times).sum())
    if n_items == 0:
        return Agreement(0, 0, None, None, None, None, None, None, metric)
    alpha, agreement = _both(patterns, times[None, :].astype(np.float64), metric, scale)
    draws = resamples(times, n_draws=n_bootstrap, seed=seed)
    parts = [_both(patterns, drawn, metric, scale) for drawn in draws]
    alphas, agreements = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Agreement(
        n_items,
        n_judgments,
        *with_interval(alpha[0], alphas),
        *with_interval(agreement[0], agreements),
        metric,
    )


def _patterns(judgments: Judgments) -> tuple[Floats, NDArray[np.int64]]:
    """Distinct rows of counts per class among items with two judgments or more, and how often each occurs."""
    counts = counts_of(judgments)
    paired = counts[counts.sum(axis=1) >= 2]
    if not len(paired):
        return np.zeros((0, judgments.n_classes)), np.zeros(0, np.int64)
    rows, times = np.unique(paired, axis=0, return_counts=True)
    return rows, times


def _paired(rows: Floats, times: NDArray[np.int64]) -> tuple[Floats, NDArray[np.int64]]:
    kept = (rows.sum(axis=1) >= 2) & (times > 0)
    return rows[kept], times[kept]


def _both(patterns: Floats, times: Floats, metric: str, scale: Floats) -> tuple[Floats, Floats]:
    """Alpha and agreement for each row of `times` (n_draws, n_patterns)."""
    sizes = patterns.sum(axis=1)
    marginal = times @ patterns
    total = marginal.sum(axis=1)
    unlike, expected = _distances(patterns, marginal, metric, scale)
    observed = (times * (unlike / (sizes - 1))).sum(axis=1) / total
    expected = expected / (total * (total - 1))
    alpha = np.full(len(times), np.nan)
    # Sums of floats: what ought to be 0 may be a rounding error above it.
    varies = expected > 1e-12
    alpha[varies] = 1 - observed[varies] / expected[varies]
    same = (patterns * (patterns - 1)).sum(axis=1) / (sizes * (sizes - 1))
    return alpha, times @ same / times.sum(axis=1)


def _distances(patterns: Floats, marginal: Floats, metric: str, scale: Floats) -> tuple[Floats, Floats]:
    """Squared distances summed over ordered pairs of judgments: within each pattern, and over all of each draw.

    Shapes (n_draws or 1, n_patterns) and (n_draws,). A table of classes by classes is made for ratios alone: there
    may be thousands of classes.
    """
    if metric == "nominal":
        unlike = patterns.sum(axis=1) ** 2 - (patterns**2).sum(axis=1)
        return unlike[None, :], marginal.sum(axis=1) ** 2 - (marginal**2).sum(axis=1)
    if metric == "interval":
        middle = (scale - scale.mean()) / (np.ptp(scale) or 1.0)
        return _spread(patterns, middle)[None, :], _spread(marginal, middle)
    if metric == "ratio":
        total = np.add.outer(scale, scale)
        share = np.divide(np.subtract.outer(scale, scale), total, out=np.zeros_like(total), where=total != 0)
        distance = share**2
        return ((patterns @ distance) * patterns).sum(axis=1)[None, :], (
            (marginal @ distance) * marginal
        ).sum(axis=1)
    # The ordinal distance depends on how often classes occur, and so on the draw.
    above = np.cumsum(marginal, axis=1)
    places = (above - marginal / 2) - marginal.sum(axis=1, keepdims=True) / 2
    unlike = np.stack([_spread(patterns, place) for place in places])
    return unlike, np.array(
        [_spread(row[None, :], place)[0] for row, place in zip(marginal, places, strict=True)]
    )


def _spread(counts: Floats, place: Floats) -> Floats:
    """Squared differences of place summed over ordered pairs, for each row of counts."""
    return np.asarray(2 * (counts.sum(axis=1) * (counts @ place**2) - (counts @ place) ** 2))


def with_interval(
    value: float, draws: NDArray[np.float64]
) -> tuple[float | None, float | None, float | None]:
    """A coefficient with its percentile interval of 95 %, all None where it is undefined."""
    if np.isnan(value):
        return None, None, None
    known = draws[~np.isnan(draws)]
    low, high = np.quantile(known, [0.025, 0.975]) if len(known) else (value, value)
    return float(value), float(low), float(high)
