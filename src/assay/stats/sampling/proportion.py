"""A share with its n and its interval; undefined (n = 0) is a named outcome, never 0 and never NaN."""

from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Share:
    """k of n.

    Attributes
    ----------
    k, n : int
    value, low, high : float or None
        The share (0 to 1) and its interval; None where n is 0.
    confidence : float
    method : str
    """

    k: int
    n: int
    value: float | None
    low: float | None
    high: float | None
    confidence: float
    method: str

    @property
    def is_defined(self) -> bool:
        return self.n > 0


def wilson(k: int, n: int, confidence: float = 0.95) -> Share:
    """Wilson's score interval.

    Parameters
    ----------
    k, n : int
        0 <= k <= n.

    Raises
    ------
    ValueError
        When k is not between 0 and n.

    References
    ----------
    E. B. Wilson, Journal of the American Statistical Association 22 (1927).

    Examples
    --------
    >>> share = wilson(60, 100)
    >>> round(share.low, 3), round(share.high, 3)
    (0.502, 0.691)
    """
    _check(k, n)
    if n == 0:
        return Share(k, n, None, None, None, confidence, "wilson")
    z = normal_quantile(confidence)
    share, z2 = k / n, z * z
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = z * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    low = 0.0 if k == 0 else max(0.0, centre - half)
    high = 1.0 if k == n else min(1.0, centre + half)
    return Share(k, n, share, low, high, confidence, "wilson")


def clopper_pearson(k: int, n: int, confidence: float = 0.95) -> Share:
    """The exact (conservative) interval of Clopper and Pearson (Biometrika 26, 1934).

    Examples
    --------
    >>> round(clopper_pearson(0, 10).high, 4)
    0.3085
    """
    from scipy.stats import beta

    _check(k, n)
    if n == 0:
        return Share(k, n, None, None, None, confidence, "clopper_pearson")
    tail = (1 - confidence) / 2
    low = 0.0 if k == 0 else float(beta.ppf(tail, k, n - k + 1))
    high = 1.0 if k == n else float(beta.ppf(1 - tail, k + 1, n - k))
    return Share(k, n, k / n, low, high, confidence, "clopper_pearson")


def _check(k: int, n: int) -> None:
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is not a share")


def normal_quantile(confidence: float) -> float:
    """How many standard errors a two-sided interval of this confidence reaches."""
    from statistics import NormalDist

    return Z95 if confidence == 0.95 else NormalDist().inv_cdf((1 + confidence) / 2)
