"""Demerits: defects weighed by how bad they are, on one chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from assay.stats.control.charts import SIGMAS, Chart

# Montgomery's classes: very serious, serious, moderately serious, minor.
WEIGHTS = {"A": 100.0, "B": 50.0, "C": 10.0, "D": 1.0}


@dataclass(frozen=True, slots=True)
class Demerits:
    """Demerits per unit expected of a process, their standard deviation in samples of `n` units, and the limits."""

    per_unit: float
    sigma: float
    low: float
    high: float
    n: float


def demerits(rates: Mapping[str, float], n: float, *, weights: Mapping[str, float] | None = None) -> Demerits:
    """What the rates of defects per unit, by class, mean for samples of `n` units.

    References
    ----------
    D. C. Montgomery: Introduction to Statistical Quality Control, ch. 7.

    Examples
    --------
    >>> found = demerits({"A": 0.01, "B": 0.05, "C": 0.2, "D": 0.5}, 50)
    >>> found.per_unit, round(found.sigma, 4), round(found.high, 3)
    (6.0, 2.2159, 12.648)
    """
    weight = WEIGHTS if weights is None else weights
    if n <= 0 or any(rate < 0 for rate in rates.values()) or not rates.keys() <= weight.keys():
        raise ValueError(f"rates start at 0, sizes above it, and the classes are {', '.join(weight)}")
    per_unit = sum(weight[name] * rate for name, rate in rates.items())
    sigma = sqrt(sum(weight[name] ** 2 * rate for name, rate in rates.items()) / n)
    return Demerits(per_unit, sigma, max(0.0, per_unit - SIGMAS * sigma), per_unit + SIGMAS * sigma, n)


def demerit_chart(
    counts: Mapping[str, Sequence[float]], n: Sequence[float], *, weights: Mapping[str, float] | None = None
) -> Chart:
    """Demerits per unit of each sample, with limits from the rates of all samples.

    Parameters
    ----------
    counts : mapping of class to counts per sample
    n : sequence of float
        Units per sample.
    """
    size = np.asarray(n, np.float64)
    if not len(size) or any(len(each) != len(size) for each in counts.values()):
        raise ValueError("a chart needs samples, and a count of each class for each")
    rates = {name: float(np.sum(each) / size.sum()) for name, each in counts.items()}
    expected = [demerits(rates, float(units), weights=weights) for units in size]
    weight = WEIGHTS if weights is None else weights
    points = sum(weight[name] * np.asarray(each, np.float64) for name, each in counts.items()) / size
    low, high, sigma = (
        np.array([getattr(each, name) for each in expected]) for name in ("low", "high", "sigma")
    )
    return Chart(np.asarray(points, np.float64), low, high, sigma, expected[0].per_unit)
