"""Numbers from several people: mean, median, and a mean in which the reliable count more."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.sampling.proportion import normal_quantile

Floats = NDArray[np.float64]
# The least variance, as a share of that of all numbers: nobody is taken to be exact.
LEAST_VARIANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Measurements:
    """One row per number somebody gave; codes from 0.

    Attributes
    ----------
    item, worker : int32 arrays (n,)
    value : float64 array (n,)
    n_items, n_workers : int
    """

    item: NDArray[np.int32]
    worker: NDArray[np.int32]
    value: Floats
    n_items: int
    n_workers: int

    def __post_init__(self) -> None:
        if not len(self.item) == len(self.worker) == len(self.value):
            raise ValueError("items, workers and values differ in length")
        if len(self.value) == 0:
            raise ValueError("there is nothing to fit")
        if not np.isfinite(self.value).all():
            row = int(np.flatnonzero(~np.isfinite(self.value))[0])
            raise ValueError(f"row {row + 1} has no finite number")

    @property
    def n_per_item(self) -> NDArray[np.int32]:
        return np.bincount(self.item, minlength=self.n_items).astype(np.int32)


@dataclass(frozen=True, slots=True)
class NumericResult:
    """A number per item.

    Attributes
    ----------
    value, low, high : float64 arrays (n_items,)
        With a 95 % interval; NaN (undefined) where an item has no number, and for the interval where it has too few.
    n_judgments : int32 array (n_items,)
    bias, deviation : float64 arrays (n_workers,) or None
        How far a contributor is above the others on average, and the spread around that.
    n_iter : int
    converged : bool
    log_likelihood : float
        The objective; NaN for methods without one.
    """

    value: Floats
    low: Floats
    high: Floats
    n_judgments: NDArray[np.int32]
    bias: Floats | None
    deviation: Floats | None
    n_iter: int
    converged: bool
    log_likelihood: float


class Mean:
    """The mean; its interval takes the spread of one item to be that of all (a t interval on the pooled variance).

    Examples
    --------
    >>> codes = np.zeros(3, np.int32), np.arange(3, dtype=np.int32)
    >>> Mean().fit(Measurements(*codes, np.array([1.0, 2.0, 6.0]), 1, 3)).value.tolist()
    [3.0]
    """

    def fit(self, measurements: Measurements) -> NumericResult:
        """The mean per item."""
        from scipy.stats import t

        n = measurements.n_per_item
        mean = _mean(measurements, np.ones(len(measurements.value)))
        freedom = int(len(measurements.value) - (n > 0).sum())
        half = np.full(len(n), np.nan)
        if freedom > 0:
            variance = float(((measurements.value - mean[measurements.item]) ** 2).sum()) / freedom
            half = t.ppf(0.975, freedom) * np.sqrt(variance / np.maximum(n, 1))
        return NumericResult(
            mean, mean - half, mean + half, n, None, None, 1, converged=True, log_likelihood=np.nan
        )


class Median:
    """The median, which one careless person cannot move far; its interval are order statistics (sign test).

    Without an interval where an item has fewer than six numbers: then even all of them are no 95 %.

    Examples
    --------
    >>> codes = np.zeros(3, np.int32), np.arange(3, dtype=np.int32)
    >>> Median().fit(Measurements(*codes, np.array([1.0, 2.0, 6.0]), 1, 3)).value.tolist()
    [2.0]
    """

    def fit(self, measurements: Measurements) -> NumericResult:
        """The median per item."""
        from scipy.stats import binom

        n = measurements.n_per_item
        order = np.lexsort((measurements.value, measurements.item))
        value = measurements.value[order]
        starts = np.concatenate([[0], np.cumsum(n)])
        found = np.full((3, len(n)), np.nan)
        for item in np.flatnonzero(n):
            own = value[starts[item] : starts[item + 1]]
            found[0, item] = np.median(own)
            rank = int(binom.ppf(0.025, n[item], 0.5))
            # The interval from the rank-th smallest to the rank-th largest leaves out 2 P(fewer than rank).
            if rank >= 1 and 2 * binom.cdf(rank - 1, n[item], 0.5) <= 0.05:
                found[1:, item] = own[rank - 1], own[-rank]
        value, low, high = found
        return NumericResult(value, low, high, n, None, None, 1, converged=True, log_likelihood=np.nan)


class ReliabilityWeighted:
    """Everybody has a bias and a spread of their own; numbers count by the inverse of the variance, bias removed.

    Value = truth of the item + bias of the contributor + noise. Truths, biases and variances come from
    expectation maximisation with empirical Bayes priors: biases are normal around 0 with a common variance, variances
    are scaled inverse chi-squared around the crowd's; so people with few numbers are taken to be like the others.
    Where all numbers are the same nothing says how far people differ: there is no interval then.

    Parameters
    ----------
    weight_of_crowd : float
        Weight, in numbers, of the crowd's variance in everybody's own.
    max_iter : int
    tol : float
        Stop when no truth and nobody's spread moves by more than this share of the spread of all numbers.

    References
    ----------
    V. C. Raykar et al.: Learning from crowds. Journal of Machine Learning Research 11 (2010), sec. 5 (without bias and
    shrinkage).

    Examples
    --------
    >>> item, worker = (each.astype(np.int32).ravel() for each in np.indices((4, 3)))
    >>> value = np.array([0, 1, 9, 5, 6, 1, 9, 10, 12, 3, 4, 7.0])
    >>> ReliabilityWeighted().fit(Measurements(item, worker, value, 4, 3)).n_judgments.tolist()
    [3, 3, 3, 3]
    """

    def __init__(self, *, weight_of_crowd: float = 2.0, max_iter: int = 500, tol: float = 1e-6) -> None:
        self.weight_of_crowd, self.max_iter, self.tol = weight_of_crowd, max_iter, tol

    def fit(self, measurements: Measurements) -> NumericResult:
        """Truth per item with its interval, bias and spread per contributor."""
        spread = float(measurements.value.std()) or 1.0
        least = LEAST_VARIANCE * spread**2
        state = _State(
            _mean(measurements, np.ones(len(measurements.value))),
            np.zeros(measurements.n_items),
            np.zeros(measurements.n_workers),
            np.zeros(measurements.n_workers),
            np.full(measurements.n_workers, spread**2),
            spread**2,
        )
        n_iter, converged = 0, False
        while n_iter < self.max_iter and not converged:
            following = self._stepped(measurements, state, least)
            moved = max(
                float(np.nanmax(np.abs(following.truth - state.truth))),
                float(np.abs(np.sqrt(following.variance) - np.sqrt(state.variance)).max()),
            )
            state, n_iter = following, n_iter + 1
            converged = moved <= self.tol * spread
        half = normal_quantile(0.95) * np.sqrt(state.truth_variance)
        if measurements.value.std() == 0:
            half = np.full_like(half, np.nan)
        return NumericResult(
            state.truth,
            state.truth - half,
            state.truth + half,
            measurements.n_per_item,
            state.bias,
            np.sqrt(state.variance),
            n_iter,
            converged,
            _log_likelihood(measurements, state),
        )

    def _stepped(self, measurements: Measurements, before: "_State", least: float) -> "_State":
        item, worker, n_workers = measurements.item, measurements.worker, measurements.n_workers
        weight = 1 / before.variance[worker]
        truth = _mean(measurements, weight, less=before.bias[worker])
        total = np.bincount(item, weight, measurements.n_items)
        truth_variance = np.divide(1, total, out=np.full(len(total), np.nan), where=total > 0)
        n = np.bincount(worker, minlength=n_workers)
        rest = measurements.value - truth[item]
        bias_variance = 1 / (n / before.variance + 1 / before.bias_spread)
        bias = bias_variance * np.bincount(worker, rest, n_workers) / before.variance
        # A constant may move between truths and biases: on average nobody is biased.
        bias -= np.average(bias, weights=n)
        bias_spread = max(float((bias**2 + bias_variance)[n > 0].mean()), least)
        squares = (rest - bias[worker]) ** 2 + bias_variance[worker] + truth_variance[item]
        sums = np.bincount(worker, squares, n_workers)
        crowd = float(np.exp(np.average(np.log(np.maximum(before.variance, least)), weights=n)))
        variance = np.maximum((sums + self.weight_of_crowd * crowd) / (n + self.weight_of_crowd), least)
        return _State(truth, truth_variance, bias, bias_variance, variance, bias_spread)


@dataclass(frozen=True, slots=True)
class _State:
    truth: Floats
    truth_variance: Floats
    bias: Floats
    bias_variance: Floats
    variance: Floats
    bias_spread: float


def _mean(measurements: Measurements, weight: Floats, *, less: Floats | float = 0.0) -> Floats:
    n_items = measurements.n_items
    total = np.bincount(measurements.item, weight, n_items)
    sums = np.bincount(measurements.item, weight * (measurements.value - less), n_items)
    return np.asarray(np.divide(sums, total, out=np.full(n_items, np.nan), where=total > 0), np.float64)


def _log_likelihood(measurements: Measurements, state: _State) -> float:
    variance = state.variance[measurements.worker]
    rest = measurements.value - state.truth[measurements.item] - state.bias[measurements.worker]
    return float(-0.5 * (np.log(2 * np.pi * variance) + rest**2 / variance).sum())
