"""Learning curves: how error falls with labels, how many reach a target, when the next one is not worth its price."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
FEWEST_POINTS = 4


@dataclass(frozen=True, slots=True)
class PowerLaw:
    """error(n) = floor + scale * n ** -rate, with the covariance of (floor, scale, rate).

    The covariance treats the points as exact draws around the curve: its intervals are on the narrow side.
    """

    floor: float
    scale: float
    rate: float
    covariance: Floats
    n_points: int

    def error(self, n: float) -> float:
        """The expected error with n labels."""
        return float(self.floor + self.scale * n**-self.rate)

    def interval(self, n: float, *, confidence: float = 0.95) -> tuple[float, float]:
        """The interval of the expected error with n labels (delta method)."""
        from assay.stats.sampling.proportion import normal_quantile

        power = n**-self.rate
        slope = np.array([1.0, power, -self.scale * power * np.log(n)])
        half = normal_quantile(confidence) * float(np.sqrt(max(slope @ self.covariance @ slope, 0.0)))
        return self.error(n) - half, self.error(n) + half

    def labels_for(self, error: float) -> float | None:
        """How many labels reach this error; None where the floor lies above it."""
        if error <= self.floor:
            return None
        return float((self.scale / (error - self.floor)) ** (1 / self.rate))

    def labels_interval(self, error: float, *, confidence: float = 0.95) -> tuple[float | None, float | None]:
        """Where the interval of the curve reaches this error: fewest and most labels; None: not within a billion.

        It inverts the interval of the error, since that of the number of labels is far from normal.
        """

        from scipy.optimize import brentq

        grid = np.linspace(0.0, np.log(1e9), 400)
        middle = self.labels_for(error)
        here = (
            len(grid) - 1 if middle is None else int(np.clip(np.searchsorted(grid, np.log(middle)), 0, 399))
        )

        def reached(nth: int) -> float | None:
            # Few labels are as uncertain as many: the end nearest to the curve's own number is the one that counts.
            def above(log_n: float) -> float:
                return self.interval(float(np.exp(log_n)), confidence=confidence)[nth] - error

            is_reached = np.array([above(float(at)) <= 0 for at in grid])
            if nth == 0:
                last = np.flatnonzero(~is_reached[: here + 1])
                place = int(last[-1]) + 1 if len(last) else 0
            else:
                first = np.flatnonzero(is_reached[here:])
                place = here + int(first[0]) if len(first) else len(grid)
            if place >= len(grid) or not is_reached[place]:
                return None
            if place == 0 or is_reached[place - 1]:
                return float(np.exp(grid[place]))
            return float(np.exp(brentq(above, float(grid[place - 1]), float(grid[place]))))

        return reached(0), reached(1)

    def gain(self, n: float, more: float, *, confidence: float = 0.95) -> tuple[float, float, float]:
        """How much error `more` labels beyond `n` take away, with its interval (delta method).

        Examples
        --------
        >>> curve = PowerLaw(0.05, 1.2, 0.5, np.zeros((3, 3)), 6)
        >>> [round(each, 6) for each in curve.gain(1600, 1000)]
        [0.006466, 0.006466, 0.006466]
        """
        from assay.stats.sampling.proportion import normal_quantile

        here, there = n**-self.rate, (n + more) ** -self.rate
        slope = np.array([0.0, here - there, -self.scale * (here * np.log(n) - there * np.log(n + more))])
        half = normal_quantile(confidence) * float(np.sqrt(max(slope @ self.covariance @ slope, 0.0)))
        found = self.scale * (here - there)
        return float(found), float(found - half), float(found + half)

    def break_even_interval(
        self, *, value: float, price: float, confidence: float = 0.95
    ) -> tuple[float, float] | None:
        """The interval of the break-even, on the scale of its logarithm; None where the curve is flat.

        Examples
        --------
        >>> curve = PowerLaw(0.05, 1.2, 0.5, np.diag([0.0, 0.01, 0.0]), 6)
        >>> [round(each) for each in curve.break_even_interval(value=2_000_000, price=0.10)]
        [47007, 58444]
        """
        from assay.stats.sampling.proportion import normal_quantile

        if self.scale <= 0 or not np.isfinite(self.covariance).all():
            return None
        middle = np.log(self.break_even(value=value, price=price))
        slope = np.array(
            [
                0.0,
                1 / (self.scale * (1 + self.rate)),
                1 / (self.rate * (1 + self.rate)) - middle / (1 + self.rate),
            ]
        )
        half = normal_quantile(confidence) * float(np.sqrt(max(slope @ self.covariance @ slope, 0.0)))
        return float(np.exp(middle - half)), float(np.exp(middle + half))

    def break_even(self, *, value: float, price: float) -> float:
        """The number of labels after which one more costs more than the error it takes away is worth.

        `value` is that of a whole unit of error (from 1 to 0), `price` that of one label, in one currency.

        Examples
        --------
        >>> curve = PowerLaw(0.05, 1.2, 0.5, np.zeros((3, 3)), 6)
        >>> round(curve.break_even(value=2_000_000, price=0.10))
        52415
        """
        if value <= 0 or price <= 0:
            raise ValueError("value and price are above 0")
        return float((value * self.scale * self.rate / price) ** (1 / (1 + self.rate)))


def fit_power_law(n: Sequence[float], error: Sequence[float]) -> PowerLaw:
    """Fit the curve; later points weigh more, because they say more of where it goes.

    Parameters
    ----------
    n : sequence of float
        Numbers of labels, above 0 and rising.
    error : sequence of float
        Error of the model trained on so many, 0 to 1.

    Raises
    ------
    ValueError
        With fewer than four points, points out of order, or where no curve fits.

    References
    ----------
    R. L. Figueroa et al.: Predicting sample size required for classification performance. BMC Medical Informatics
    and Decision Making 12 (2012).

    Examples
    --------
    >>> sizes = [100, 200, 400, 800, 1600, 3200]
    >>> curve = fit_power_law(sizes, [0.05 + 1.2 * n**-0.5 for n in sizes])
    >>> round(curve.floor, 4), round(curve.labels_for(0.06))
    (0.05, 14400)
    """
    from scipy.optimize import curve_fit

    at, seen = np.asarray(n, np.float64), np.asarray(error, np.float64)
    if len(at) < FEWEST_POINTS or len(at) != len(seen):
        raise ValueError(f"a curve needs {FEWEST_POINTS} points or more, each with its error")
    if (at <= 0).any() or (np.diff(at) <= 0).any():
        raise ValueError("numbers of labels are above 0 and rise")
    weight = np.arange(1, len(at) + 1) / len(at)
    guess = [max(float(seen.min()) * 0.5, 0.0), max(float(seen[0] - seen.min()), 1e-3) * at[0] ** 0.5, 0.5]
    try:
        found, covariance = curve_fit(
            lambda x, floor, scale, rate: floor + scale * x**-rate,
            at,
            seen,
            p0=guess,
            sigma=1 / np.sqrt(weight),
            bounds=([0, 0, 1e-3], [1, np.inf, 5]),
            maxfev=20_000,
        )
    except RuntimeError as problem:
        raise ValueError("no curve of this form fits the points") from problem
    floor, scale, rate = (float(value) for value in found)
    return PowerLaw(floor, scale, rate, np.asarray(covariance), len(at))
