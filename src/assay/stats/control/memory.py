"""Charts with a memory, for small shifts: EWMA and CUSUM."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ewma:
    """Weighted means (n,) with their limits (n,), and the points beyond them, counted from 0."""

    z: Floats
    low: Floats
    high: Floats
    out: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cusum:
    """Sums above and below the target (n,), and the points at which one passes the limit, counted from 0."""

    above: Floats
    below: Floats
    limit: float
    out: tuple[int, ...]


def ewma(x: Sequence[float], *, mean: float, sigma: float, weight: float = 0.2, sigmas: float = 3.0) -> Ewma:
    """The exponentially weighted moving average, with exact limits.

    Parameters
    ----------
    mean, sigma : float
        Of the process in control.
    weight : float
        Of the newest point, above 0 to 1.
    sigmas : float
        Width of the limits.

    References
    ----------
    S. W. Roberts, Technometrics 1 (1959).

    Examples
    --------
    >>> ewma([9.45, 7.99], mean=10, sigma=1, weight=0.1).z.round(4).tolist()
    [9.945, 9.7495]
    """
    if not (0 < weight <= 1 and sigma > 0):
        raise ValueError("the weight is above 0 and at most 1, sigma above 0")
    z, before = np.empty(len(x)), mean
    for nth, value in enumerate(x):
        before = weight * value + (1 - weight) * before
        z[nth] = before
    age = np.arange(1, len(x) + 1)
    half = sigmas * sigma * np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * age)))
    low, high = mean - half, mean + half
    return Ewma(z, low, high, tuple(np.flatnonzero((z > high) | (z < low)).tolist()))


def cusum(x: Sequence[float], *, mean: float, sigma: float, slack: float = 0.5, limit: float = 5.0) -> Cusum:
    """Sums of what exceeds the target by more than the slack, both ways.

    Parameters
    ----------
    slack, limit : float
        In sigmas: half the shift to find, and where to signal.

    References
    ----------
    E. S. Page, Biometrika 41 (1954).

    Examples
    --------
    >>> cusum([11, 12], mean=10, sigma=1).above.tolist()
    [0.5, 2.0]
    """
    if sigma <= 0:
        raise ValueError("sigma is above 0")
    above, below = np.empty(len(x)), np.empty(len(x))
    up = down = 0.0
    for nth, value in enumerate(x):
        up = max(0.0, value - (mean + slack * sigma) + up)
        down = max(0.0, (mean - slack * sigma) - value + down)
        above[nth], below[nth] = up, down
    height = limit * sigma
    return Cusum(above, below, height, tuple(np.flatnonzero((above > height) | (below > height)).tolist()))
