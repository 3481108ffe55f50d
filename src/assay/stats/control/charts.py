"""Shewhart's charts of counts and shares: p, np, u, c, and Laney's p', which forgives large samples."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SIGMAS = 3.0
# Expected range of two normal draws, in standard deviations.
D2 = 2 / sqrt(pi)


@dataclass(frozen=True, slots=True)
class Chart:
    """Points with their centre and limits.

    Attributes
    ----------
    points, low, high, sigma : float64 arrays (n,)
        `sigma` is the standard deviation of each point; limits are cut to what is possible.
    centre : float
    """

    points: Floats
    low: Floats
    high: Floats
    sigma: Floats
    centre: float

    @property
    def out(self) -> list[int]:
        """Points beyond the limits, counted from 0."""
        return np.flatnonzero((self.points > self.high) | (self.points < self.low)).tolist()

    @property
    def z(self) -> Floats:
        """Distance from the centre in standard deviations; 0 where nothing varies."""
        distance = self.points - self.centre
        return np.asarray(np.divide(distance, self.sigma, out=np.zeros_like(distance), where=self.sigma > 0))


def p_chart(defective: Sequence[int], n: Sequence[int] | int) -> Chart:
    """Share of defective units per sample; samples may differ in size.

    Raises
    ------
    ValueError
        When there are no samples, sizes do not fit, or a count is beyond its sample.

    References
    ----------
    D. C. Montgomery: Introduction to Statistical Quality Control, ch. 7.

    Examples
    --------
    >>> p_chart([2, 3, 1, 4, 2], 50).centre
    0.048
    """
    count, size = _samples(defective, n)
    if (count > size).any():
        raise ValueError("a sample cannot have more defective units than units")
    centre = float(count.sum() / size.sum())
    return _chart(count / size, centre, np.sqrt(centre * (1 - centre) / size), most=1.0)


def np_chart(defective: Sequence[int], n: int) -> Chart:
    """Number of defective units in samples of one size."""
    count, size = _samples(defective, n)
    share = float(count.sum() / size.sum())
    return _chart(count, n * share, np.sqrt(size * share * (1 - share)), most=float(n))


def laney_chart(defective: Sequence[int], n: Sequence[int] | int) -> Chart:
    """Laney's p': the limits of the p chart, widened by how much the points really vary from one to the next.

    References
    ----------
    D. B. Laney, Quality Engineering 14 (2002); the moving range, as his article in Quality Digest (2007) has it.
    """
    plain = p_chart(defective, n)
    spread = float(np.abs(np.diff(plain.z)).mean() / D2) if len(plain.points) > 1 else 1.0
    return _chart(plain.points, plain.centre, plain.sigma * spread, most=1.0)


def u_chart(defects: Sequence[int], n: Sequence[float] | float) -> Chart:
    """Defects per unit in samples of `n` units."""
    count, size = _samples(defects, n)
    centre = float(count.sum() / size.sum())
    return _chart(count / size, centre, np.sqrt(centre / size))


def c_chart(defects: Sequence[int]) -> Chart:
    """Number of defects in samples of one size."""
    count, _ = _samples(defects, 1)
    centre = float(count.mean())
    return _chart(count, centre, np.full(len(count), sqrt(centre)))


def _samples(counts: Sequence[int], n: Sequence[float] | float) -> tuple[Floats, Floats]:
    count = np.asarray(counts, np.float64)
    size = (
        np.broadcast_to(np.asarray(n, np.float64), count.shape)
        if np.ndim(n) == 0
        else np.asarray(n, np.float64)
    )
    if not len(count) or len(size) != len(count):
        raise ValueError("a chart needs samples, and a size for each")
    if (count < 0).any() or (size <= 0).any():
        raise ValueError("counts start at 0, sizes above 0")
    return count, size


def _chart(points: Floats, centre: float, sigma: Floats, *, most: float = np.inf) -> Chart:
    low, high = np.maximum(centre - SIGMAS * sigma, 0.0), np.minimum(centre + SIGMAS * sigma, most)
    return Chart(points, low, high, sigma, centre)
