"""Totals and rates of a population from a sample whose units were drawn with different chances."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from assay.stats.sampling.proportion import normal_quantile

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = Sequence[int] | NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Total:
    """How many units of a kind the population has.

    Attributes
    ----------
    value, standard_error, low, high : float
        Units; the lower end is never below those that were seen.
    n : int
        Units of the kind that were seen.
    """

    value: float
    standard_error: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of the population among those units that it is a share of.

    Attributes
    ----------
    value, low, high : float or None
        0 to 1; None where it is undefined.
    n : int
        Units that were looked at and that it is a share of.
    n_effective : float
        Of a plain draw that would tell as much: at most `n`.
    outcome : str
        Why it is undefined; else empty.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    n_effective: float
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class ClassRates:
    """One class against all others; `n_true` and `n_verdicts` are units of the sample, not of the population."""

    precision: Rate
    recall: Rate
    false_positive: Rate
    n_true: int
    n_verdicts: int


def horvitz_thompson(is_kind: Sequence[bool] | Flags, weight: Sequence[float] | Floats) -> Total:
    """The population's units of a kind: each one that was seen stands for as many as its weight says.

    Units are taken to be drawn independently of each other (Poisson sampling), the interval is the normal one.

    Parameters
    ----------
    is_kind : sequence of bool (n,)
    weight : sequence of float (n,)
        One over the chance with which the unit was drawn, 1 or more.

    Raises
    ------
    ValueError
        When lengths differ, or a weight is below 1 or not finite.

    References
    ----------
    D. G. Horvitz, D. J. Thompson, Journal of the American Statistical Association 47 (1952).

    Examples
    --------
    >>> found = horvitz_thompson([True, True, False], [2, 4, 8])
    >>> found.value, round(found.standard_error, 4), found.n
    (6.0, 3.7417, 2)
    """
    kind, weights = np.asarray(is_kind, np.bool_), _checked(weight, least=1.0)
    if kind.shape != weights.shape:
        raise ValueError("every unit has a weight")
    own = weights[kind]
    value, error = float(own.sum()), sqrt(float((own * (own - 1)).sum()))
    half = normal_quantile(0.95) * error
    return Total(value, error, max(float(len(own)), value - half), value + half, len(own))


def weighted_ratio(
    is_hit: Flags,
    is_asked: Flags,
    weight: Floats,
    *,
    heaviest: float = 0.0,
    stratum: Codes | None = None,
    outcome: str = "",
) -> Rate:
    """The population's share of hits among those asked about, from units drawn with different chances.

    The ratio of two Horvitz-Thompson totals (Hájek's estimator). Its variance is linearised; the interval is Wilson's
    at the number of units of a plain draw with that variance, and at most at the units looked at. Where all or none are
    hits, it is as many of the heaviest units as weigh the same; where none asked about is as heavy as any may be, at
    most that. With equal weights it is Wilson's own.

    Parameters
    ----------
    is_hit, is_asked : bool arrays (n,)
        All units of the sample; only those asked about count.
    weight : float64 array (n,)
        In proportion to one over the chance of being drawn; above 0.
    heaviest : float
        The most that a unit asked about may weigh, where that is more than any of those seen.
    stratum : codes (n,), optional
        Groups each drawn a fixed number from: differences between them then add nothing to the variance.
    outcome : str
        What is said where nobody was asked about.

    Raises
    ------
    ValueError
        When lengths differ, or a weight is not above 0 or not finite.

    References
    ----------
    C.-E. Särndal, B. Swensson, J. Wretman: Model Assisted Survey Sampling (1992), 5.6-5.8; interval: E. L. Korn,
    B. I. Graubard, Survey Methodology 24 (1998).

    Examples
    --------
    >>> found = weighted_ratio(np.array([1, 1, 0], bool), np.ones(3, bool), np.array([1.0, 1.0, 2.0]))
    >>> found.value, round(found.n_effective, 4)
    (0.5, 2.6667)
    """
    weights = _checked(weight)
    hit, asked = np.asarray(is_hit, np.bool_), np.asarray(is_asked, np.bool_)
    if not weights.shape == hit.shape == asked.shape:
        raise ValueError("every unit has a weight")
    n, own = int(asked.sum()), weights * asked
    if n == 0:
        return Rate(None, None, None, 0, 0.0, outcome or "nothing was asked about")
    share = float((own * hit).sum() / own.sum())
    is_mixed = bool((hit & asked).any() and (~hit & asked).any())
    share = share if is_mixed else float(bool((hit & asked).any()))
    variance = _variance(own * (hit - share) / own.sum(), stratum)
    n_effective = min(float(n), _plain_draw(share, variance, own, heaviest))
    return Rate(share, *_score_limits(share, n_effective), n, n_effective)


def _plain_draw(share: float, variance: float, own: Floats, heaviest: float) -> float:
    """Of how many units a plain draw would be as sure."""
    # Where all or none are hits, the one that would change it may be as heavy as any: it was not met by chance.
    whole = float(own.sum()) / max(float(own.max()), heaviest)
    if not 0 < share < 1 or variance <= 0:
        return whole
    found = share * (1 - share) / variance
    # None of the heaviest was met: what the variance is reckoned from does not hold what would move it most.
    return min(found, whole) if heaviest > float(own.max()) else found


def weighted_rates(
    verdict: Codes,
    truth: Codes,
    weight: Sequence[float] | Floats,
    *,
    n_classes: int,
    stratum: Codes | None = None,
) -> list[ClassRates]:
    """Precision, recall and false-positive rate of each class in the population the sample was drawn from.

    Parameters
    ----------
    verdict, truth : codes (n,)
        Class of each unit by the classifier, and by its label: 0 to n_classes - 1.
    weight : sequence of float (n,)
        In proportion to one over the chance of being drawn; above 0.
    stratum : codes (n,), optional
        As for `weighted_ratio`.

    Returns
    -------
    list of ClassRates, by class

    Raises
    ------
    ValueError
        When lengths differ, a code is no class, or a weight is not above 0 or not finite.

    References
    ----------
    P. N. Bennett, V. R. Carvalho: Online stratified sampling: evaluating classifiers at web-scale. CIKM (2010).

    Examples
    --------
    >>> spam = weighted_rates([1, 1, 0, 0], [1, 0, 1, 0], [1, 1, 8, 8], n_classes=2)[1]
    >>> [round(each.value, 4) for each in (spam.precision, spam.recall, spam.false_positive)]
    [0.5, 0.1111, 0.1111]
    """
    said, right, weights = np.asarray(verdict, np.int64), np.asarray(truth, np.int64), _checked(weight)
    if not said.shape == right.shape == weights.shape:
        raise ValueError("every unit has a verdict, a truth and a weight")
    codes = np.concatenate([said, right])
    if n_classes < 1 or (codes.size and not ((codes >= 0) & (codes < n_classes)).all()):
        raise ValueError("verdicts and truths are codes of the classes")

    return [_rates_of(said == code, right == code, weights, stratum) for code in range(n_classes)]


def _rates_of(is_said: Flags, is_right: Flags, weights: Floats, stratum: Codes | None) -> ClassRates:
    # Who gave which verdict is known before the draw; what is truly of the class could be any unit.
    most = float(weights.max(initial=0.0))
    ratio = partial(weighted_ratio, weight=weights, stratum=stratum)
    return ClassRates(
        ratio(is_right, is_said, outcome="no verdict of this class"),
        ratio(is_said, is_right, heaviest=most, outcome="nothing is of this class"),
        ratio(is_said, ~is_right, heaviest=most, outcome="all is of this class"),
        int(is_right.sum()),
        int(is_said.sum()),
    )


def _variance(part: Floats, stratum: Codes | None) -> float:
    """Of the sum of the linearised parts; a stratum of one unit is not centred, which errs to the wide side."""
    if stratum is None:
        return float((part**2).sum())
    codes = np.unique(np.asarray(stratum), return_inverse=True)[1]
    if codes.shape != part.shape:
        raise ValueError("every unit has a stratum")
    n = np.bincount(codes)
    mean = np.bincount(codes, part) / n
    spread = np.bincount(codes, (part - np.where(n > 1, mean, 0.0)[codes]) ** 2)
    return float((spread * np.where(n > 1, n / np.maximum(n - 1, 1), 1.0)).sum())


def _score_limits(share: float, n: float) -> tuple[float, float]:
    """Wilson's limits at a number of units that need not be whole."""
    z = normal_quantile(0.95)
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low = 0.0 if share == 0 else max(0.0, centre - half)
    high = 1.0 if share == 1 else min(1.0, centre + half)
    return low, high


def _checked(weight: Sequence[float] | Floats, *, least: float = 0.0) -> Floats:
    weights = np.asarray(weight, np.float64)
    if weights.ndim != 1 or not np.isfinite(weights).all():
        raise ValueError("weights are finite")
    if (weights < least).any() or (weights <= 0).any():
        raise ValueError(f"weights are {'1 or more' if least else 'above 0'}")
    return weights
