"""Means with their intervals, of few values: for figures that are no shares."""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist, fmean, stdev

from assay.planning.rules.standards import Measured

# The 97.5 % quantile of Student's t for 1 to 30 degrees of freedom.
_T = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip


def t_quantile(degrees: int) -> float:
    """Beyond 30 degrees by the first terms of Cornish and Fisher's expansion, right to three places."""
    if degrees < 1:
        raise ValueError("it takes one degree of freedom")
    if degrees <= len(_T):
        return _T[degrees - 1]
    z = NormalDist().inv_cdf(0.975)
    return z + (z**3 + z) / (4 * degrees) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)


def mean_of(values: Sequence[float]) -> Measured | None:
    """None of nothing; of one value no interval."""
    if not values:
        return None
    mean, n = fmean(values), len(values)
    if n == 1:
        return Measured(mean, None, None, 1)
    half = t_quantile(n - 1) * stdev(values) / sqrt(n)
    return Measured(mean, max(0.0, mean - half), mean + half, n)


def ratio_of(days: Sequence[tuple[int, float]]) -> Measured | None:
    """Seconds per judgment from days of (judgments, seconds): the ratio of the sums, its interval by how days differ.

    Cochran, Sampling Techniques (1977), section 6.4: the linearised variance of a ratio, days as clusters.
    """
    worked = [(n, seconds) for n, seconds in days if n > 0]
    total = sum(n for n, _seconds in worked)
    if not total:
        return None
    ratio, m = sum(seconds for _n, seconds in worked) / total, len(worked)
    if m == 1:
        return Measured(ratio, None, None, total)
    squares = sum((seconds - ratio * n) ** 2 for n, seconds in worked)
    half = t_quantile(m - 1) * sqrt(m / (m - 1) * squares) / total
    return Measured(ratio, max(0.0, ratio - half), ratio + half, total)


def per_hour(seconds: Measured | None) -> Measured | None:
    """Judgments per hour from seconds per judgment; slow is few, so the ends of the interval change places."""
    if seconds is None or seconds.value <= 0:
        return None
    low = None if seconds.high is None else 3600 / seconds.high
    high = None if not seconds.low else 3600 / seconds.low
    return Measured(3600 / seconds.value, low if high is not None else None, high, seconds.n)
