"""How near answers lie to a benchmark, criterion by criterion, as calibration of reviewers measures it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from assay.stats.sampling.proportion import normal_quantile


@dataclass(frozen=True, slots=True)
class Criterion:
    """What somebody gave and what is right, on a scale of so many points, with a weight."""

    original: float
    benchmark: float
    most: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Aligned:
    """A mean alignment with its interval.

    Attributes
    ----------
    value, low, high : float or None
        0 to 1; None where nothing was compared.
    n, n_items : int
        Answers, and the items they are about.
    n_effective : float
        So many independent answers would say as much.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    n_items: int
    n_effective: float

    @property
    def is_defined(self) -> bool:
        return self.value is not None


def criterion_alignment(original: float, benchmark: float, most: float) -> float:
    """One criterion: ``1 - |original - benchmark| / most``, never below 0.

    Parameters
    ----------
    original, benchmark : float
        Points given, and points that are right.
    most : float
        The most points there are; of a scale its range, of nominal answers 1.

    Raises
    ------
    ValueError
        When `most` is not positive.

    References
    ----------
    MaestroQA, "What is an alignment score?".

    Examples
    --------
    >>> round(criterion_alignment(10, 7, 15), 2)
    0.8
    """
    if most <= 0:
        raise ValueError("a criterion has points")
    return max(0.0, 1 - abs(original - benchmark) / most)


def alignment(criteria: Sequence[Criterion]) -> float | None:
    """All criteria together: the mean of theirs by weight; None without weight.

    It is not the difference of the totals: two gradings of 80 % may disagree on every criterion.

    Examples
    --------
    >>> round(alignment([Criterion(10, 7, 15, weight=15), Criterion(65, 65, 65, weight=65)]), 4)
    0.9625
    """
    whole = sum(each.weight for each in criteria)
    if whole <= 0:
        return None
    found = (each.weight * criterion_alignment(each.original, each.benchmark, each.most) for each in criteria)
    return sum(found) / whole


def mean_alignment(
    values: Sequence[float], items: Sequence[int] | None = None, *, confidence: float = 0.95
) -> Aligned:
    """The mean of alignments (0 to 1) with Wilson's interval on the effective number of answers.

    Alignments vary at most as much as yes and no, so the interval is never too short for graded ones. Answers about
    the same item resemble each other: n is divided by the design effect ``1 + (m - 1) rho``, with the intraclass
    correlation of the items (one-way analysis of variance, 0 to 1). Where every answer is the same rho is unknown and
    taken as 1: only items count.

    Parameters
    ----------
    values : sequence of float
    items : sequence of int, optional
        The item of each value; without it every value is an item of its own.

    Raises
    ------
    ValueError
        When a value is not between 0 and 1, or the two have not the same length.

    References
    ----------
    E. B. Wilson, Journal of the American Statistical Association 22 (1927); L. Kish, Survey Sampling (1965), 5.4.

    Examples
    --------
    >>> found = mean_alignment([1, 1, 0, 1])
    >>> round(found.low, 3), round(found.high, 3)
    (0.301, 0.954)
    """
    given = np.asarray(values, dtype=float)
    about = np.arange(given.size) if items is None else np.asarray(items)
    if about.size != given.size:
        raise ValueError("every value has an item")
    if given.size == 0:
        return Aligned(None, None, None, 0, 0, 0.0)
    if given.min() < 0 or given.max() > 1:
        raise ValueError("alignments lie between 0 and 1")
    _, place, sizes = np.unique(about, return_inverse=True, return_counts=True)
    n, mean = int(given.size), float(given.mean())
    n_effective = n / _design_effect(given, place, sizes)
    low, high = _wilson(mean, n_effective, normal_quantile(confidence))
    return Aligned(mean, low, high, n, int(sizes.size), n_effective)


def _design_effect(given: "np.ndarray", place: "np.ndarray", sizes: "np.ndarray") -> float:
    n, k = given.size, sizes.size
    # With groups of unequal sizes a mean drawn answer by answer lies in a group of this size (Kish).
    size = float((sizes.astype(float) ** 2).sum()) / n
    if size <= 1:
        return 1.0
    means = np.bincount(place, weights=given) / sizes
    within = float(((given - means[place]) ** 2).sum())
    between = float((sizes * (means - given.mean()) ** 2).sum())
    if k < 2 or within + between < 1e-12:
        return size
    usual = (n - float((sizes.astype(float) ** 2).sum()) / n) / (k - 1)
    msb, msw = between / (k - 1), within / max(1, n - k)
    rho = (msb - msw) / (msb + (usual - 1) * msw) if msb + (usual - 1) * msw > 0 else 1.0
    return 1 + (size - 1) * min(1.0, max(0.0, rho))


def _wilson(share: float, n: float, z: float) -> tuple[float, float]:
    """`sampling.wilson` for a share that is no count of anything."""
    z2 = z * z
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = z * sqrt(max(0.0, share * (1 - share)) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    low = 0.0 if share == 0 else max(0.0, centre - half)
    return low, 1.0 if share == 1 else min(1.0, centre + half)
