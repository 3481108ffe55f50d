"""Bootstrap intervals of the coefficients: items are drawn anew, with all their judgments."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.agreement.coefficients import own_agreement
from assay.stats.agreement.weights import agreement_weights

Floats = NDArray[np.float64]
MOST_CELLS = 4_000_000
# Chance agreement from the classes' shares, for each row of them (n_draws, n_classes).
Chance = Callable[[Floats, Floats], Floats]


@dataclass(frozen=True, slots=True)
class Resampled:
    """A percentile interval.

    Attributes
    ----------
    low, high : float or None
        None where the coefficient was undefined in more than half of the draws.
    n_items, n_draws, n_undefined : int
        Items that were drawn from; draws, and those in which the coefficient was undefined and which do not count.
    confidence : float
    """

    low: float | None
    high: float | None
    n_items: int
    n_draws: int
    n_undefined: int
    confidence: float


def bootstrap(
    counts: Floats,
    coefficient: str,
    *,
    weights: str = "identity",
    n_draws: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
) -> Resampled:
    """Percentile interval of a coefficient over resampled items.

    Parameters
    ----------
    counts : float64 array (n_items, n_classes)
        Judgments per item and class; items may have different numbers, also none.
    coefficient : {"percent", "fleiss_kappa", "scott_pi", "gwet_ac", "brennan_prediger", "weighted_alpha"}
        For Krippendorff's own metrics see `krippendorff_alpha`, which draws items too.
    weights : {"identity", "linear", "quadratic", "ordinal"}
    n_draws, seed : int
        1000 draws or more for a figure in a report.

    Raises
    ------
    ValueError
        For another coefficient.

    References
    ----------
    B. Efron, R. J. Tibshirani: An Introduction to the Bootstrap (1993), ch. 13.

    Examples
    --------
    >>> counts = np.array([[3, 0]] * 20 + [[0, 3]] * 20 + [[2, 1]] * 10)
    >>> found = bootstrap(counts, "gwet_ac")
    >>> 0.5 < found.low < 0.74 < found.high < 1
    True
    """
    if coefficient not in CHANCES:
        raise ValueError(f"a coefficient is one of {', '.join(CHANCES)}, not {coefficient}")
    judged = np.asarray(counts, np.float64)
    judged = judged[judged.sum(axis=1) >= (2 if coefficient == "weighted_alpha" else 1)]
    n_items, n_classes = len(judged), judged.shape[1]
    if n_items == 0 or n_classes < 2:
        return Resampled(None, None, n_items, n_draws, n_draws, confidence)
    rows, times = np.unique(judged, axis=0, return_counts=True)
    weight, chance = agreement_weights(weights, n_classes), CHANCES[coefficient]
    of = _alphas if coefficient == "weighted_alpha" else _values
    values = [of(rows, drawn, weight, chance) for drawn in resamples(times, n_draws=n_draws, seed=seed)]
    return percentiles(np.concatenate(values), n_items, confidence)


def resamples(times: NDArray[np.int64], *, n_draws: int, seed: int) -> Iterator[Floats]:
    """How often each distinct row occurs in each resample, shape (some draws, n_rows); in parts that fit in memory."""
    draw, n_items = np.random.default_rng(seed), int(times.sum())
    at_once = max(1, MOST_CELLS // max(1, len(times)))
    for begin in range(0, n_draws, at_once):
        size = min(at_once, n_draws - begin)
        yield draw.multinomial(n_items, times / n_items, size=size).astype(np.float64)


def percentiles(values: Floats, n_items: int, confidence: float = 0.95) -> Resampled:
    """The interval of values of resamples; NaN is a resample in which there is none."""
    known = values[~np.isnan(values)]
    n_undefined = len(values) - len(known)
    if len(known) * 2 < len(values) or not len(known):
        return Resampled(None, None, n_items, len(values), n_undefined, confidence)
    low, high = np.quantile(known, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Resampled(float(low), float(high), n_items, len(values), n_undefined, confidence)


def _values(rows: Floats, draws: Floats, weight: Floats, chance: Chance) -> Floats:
    sizes = rows.sum(axis=1)
    paired = sizes >= 2
    prevalence = draws @ (rows / sizes[:, None]) / draws.sum(axis=1, keepdims=True)
    n_paired = draws @ paired
    own = draws @ own_agreement(rows, weight)
    observed = np.divide(own, n_paired, out=np.full(len(draws), np.nan), where=n_paired > 0)
    return _beyond(observed, chance(prevalence, weight))


def _alphas(rows: Floats, draws: Floats, weight: Floats, chance: Chance) -> Floats:
    sizes = rows.sum(axis=1)
    total = draws @ sizes
    prevalence = draws @ rows / total[:, None]
    agreeing = draws @ ((rows * (rows @ weight.T - 1)).sum(axis=1) / (sizes - 1)) / total
    return _beyond((1 - 1 / total) * agreeing + 1 / total, chance(prevalence, weight))


def _beyond(observed: Floats, expected: Floats) -> Floats:
    left = 1 - expected
    values: Floats = np.divide(
        observed - expected, left, out=np.full(len(observed), np.nan), where=left > 1e-12
    )
    return values


def _of_shares(prevalence: Floats, weight: Floats) -> Floats:
    return np.asarray(np.einsum("bk,kl,bl->b", prevalence, weight, prevalence))


def _of_gwet(prevalence: Floats, weight: Floats) -> Floats:
    n_classes = len(weight)
    scale = weight.sum() / (n_classes * (n_classes - 1))
    return np.asarray(scale * (prevalence * (1 - prevalence)).sum(axis=1), np.float64)


def _of_any(prevalence: Floats, weight: Floats) -> Floats:
    share: Floats = np.full(len(prevalence), float(weight.sum()) / len(weight) ** 2)
    return share


def _of_none(prevalence: Floats, weight: Floats) -> Floats:
    return np.zeros(len(prevalence))


CHANCES: dict[str, Chance] = {
    "percent": _of_none,
    "fleiss_kappa": _of_shares,
    "scott_pi": _of_shares,
    "gwet_ac": _of_gwet,
    "brennan_prediger": _of_any,
    "weighted_alpha": _of_shares,
}
