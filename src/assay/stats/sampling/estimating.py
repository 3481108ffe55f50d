"""How many to look at, and what a share is: finite lots, strata, imperfect reviewers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, hypot, sqrt

from assay.stats.sampling.proportion import Share, normal_quantile


def sample_size(
    margin: float, *, share: float = 0.5, population: int | None = None, confidence: float = 0.95
) -> int:
    """Units to look at so that a share near `share` is known to within `margin`, rounded up.

    Examples
    --------
    >>> sample_size(0.05), sample_size(0.05, population=1000)
    (385, 278)
    """
    if not (0 < margin < 1 and 0 <= share <= 1):
        raise ValueError("margin and share are between 0 and 1")
    n = normal_quantile(confidence) ** 2 * share * (1 - share) / margin**2
    if population is not None:
        n = n / (1 + (n - 1) / population)
    return ceil(n - 1e-9)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with its standard error and interval; `outcome` names what was odd (else empty)."""

    value: float | None
    standard_error: float | None
    low: float | None
    high: float | None
    n: int
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Stratum:
    """k of n units of a stratum of `size` units."""

    size: int
    n: int
    k: int


def finite_share(k: int, n: int, population: int, *, confidence: float = 0.95) -> Estimate:
    """A share of a finite population, drawn without replacement (finite-population correction).

    Examples
    --------
    >>> round(finite_share(10, 25, 100).standard_error, 4)
    0.0853
    """
    if not (0 <= k <= n <= population):
        raise ValueError(f"{k} of {n} of {population} is not a sample")
    if n < 2:
        return Estimate(None, None, None, None, n, "fewer than two units")
    share = k / n
    error = sqrt(share * (1 - share) / n * (population - n) / (population - 1))
    return _with_interval(share, error, n, confidence)


def stratified_share(strata: Sequence[Stratum], *, confidence: float = 0.95) -> Estimate:
    """The population's share from samples of its strata, each weighted by its size.

    References
    ----------
    W. G. Cochran: Sampling Techniques (3rd ed., 1977), ch. 5.

    Examples
    --------
    >>> strata = [Stratum(6000, 120, 3), Stratum(3000, 60, 4), Stratum(1000, 60, 9)]
    >>> round(stratified_share(strata).value, 4), round(stratified_share(strata).standard_error, 5)
    (0.05, 0.01362)
    """
    total = sum(each.size for each in strata)
    n = sum(each.n for each in strata)
    if not total or any(each.n < 2 for each in strata):
        return Estimate(None, None, None, None, n, "a stratum has fewer than two units")
    value, variance = 0.0, 0.0
    for each in strata:
        weight, share = each.size / total, each.k / each.n
        value += weight * share
        variance += weight**2 * (1 - each.n / each.size) * share * (1 - share) / (each.n - 1)
    return _with_interval(value, sqrt(variance), n, confidence)


def weighted_share(strata: Sequence[Stratum], *, confidence: float = 0.95) -> Estimate:
    """The population's share where some strata were looked at more than others; also near 0 and 1, and for few units.

    Each stratum's share weighs as its size; what nobody looked at is left out. The interval is Wilson's at the
    effective number of units (sum W)^2 / sum(W^2 / n), which is n where all were looked at alike. Its coverage is
    approximate. `n` is what was really looked at; the population is taken as large (no finite correction).

    References
    ----------
    L. Kish: Survey Sampling (1965), 11.7; E. L. Korn, B. I. Graubard, Survey Methodology 24 (1998).

    Examples
    --------
    >>> found = weighted_share([Stratum(900, 30, 27), Stratum(100, 70, 35)])
    >>> round(found.value, 2), round(found.low, 3), round(found.high, 3), found.n
    (0.86, 0.714, 0.938, 100)
    """
    seen = [each for each in strata if each.n and each.size]
    total, n = sum(each.size for each in seen), sum(each.n for each in seen)
    if not seen:
        return Estimate(None, None, None, None, 0, "nothing was looked at")
    share = sum(each.size / total * each.k / each.n for each in seen)
    n_effective = 1 / sum((each.size / total) ** 2 / each.n for each in seen)
    z = normal_quantile(confidence)
    spread, z2 = share * (1 - share) / n_effective, z * z
    centre = (share + z2 / (2 * n_effective)) / (1 + z2 / n_effective)
    half = z * sqrt(spread + z2 / (4 * n_effective**2)) / (1 + z2 / n_effective)
    return Estimate(share, sqrt(spread), max(0.0, centre - half), min(1.0, centre + half), n)


def neyman(sizes: Sequence[int], deviations: Sequence[float], n: int) -> list[float]:
    """How `n` units are best spread over strata: in proportion to size times standard deviation (not rounded).

    Examples
    --------
    >>> [round(each, 1) for each in neyman([6000, 3000, 1000], [0.14, 0.2179, 0.3571], 240)]
    [108.9, 84.8, 46.3]
    """
    weights = [size * deviation for size, deviation in zip(sizes, deviations, strict=True)]
    total = sum(weights)
    if total <= 0:
        raise ValueError("no stratum varies")
    return [n * weight / total for weight in weights]


@dataclass(frozen=True, slots=True)
class Checked:
    """On how many units each figure rests: those reviewed, truly right ones, and truly wrong ones."""

    n: int
    n_right: int
    n_wrong: int


def rogan_gladen(
    observed: float, *, sensitivity: float, specificity: float, checked: Checked | None = None
) -> Estimate:
    """The true share behind an observed one, for a reviewer who is sometimes wrong.

    Outside 0 to 1 it is cut, and the outcome says so; undefined where the reviewer is no better than chance. With
    `checked` it has a standard error (the delta method, for what was observed and for both rates) and an interval.

    References
    ----------
    W. J. Rogan, B. Gladen, American Journal of Epidemiology 107 (1978).

    Examples
    --------
    >>> round(rogan_gladen(0.90, sensitivity=0.95, specificity=0.90).value, 4)
    0.9412
    >>> found = rogan_gladen(0.90, sensitivity=0.95, specificity=0.90, checked=Checked(400, 200, 50))
    >>> round(found.low, 3), round(found.high, 3)
    (0.893, 0.99)
    """
    informed = sensitivity + specificity - 1
    n = checked.n if checked else 0
    if informed <= 0:
        return Estimate(None, None, None, None, n, "the reviewer is no better than chance")
    raw = (observed + specificity - 1) / informed
    value = min(1.0, max(0.0, raw))
    outcome = "" if value == raw else "cut to the range of a share"
    if checked is None or min(checked.n, checked.n_right, checked.n_wrong) == 0:
        return Estimate(value, None, None, None, n, outcome)
    variance = (
        observed * (1 - observed) / checked.n
        + value**2 * sensitivity * (1 - sensitivity) / checked.n_right
        + (1 - value) ** 2 * specificity * (1 - specificity) / checked.n_wrong
    )
    return replace(_with_interval(value, sqrt(variance) / informed, n, 0.95), outcome=outcome)


def difference(one: Share, other: Share) -> Estimate:
    """The first share minus the second, with Newcombe's interval from the two score intervals (his method 10).

    Undefined where either is; `n` is that of both.

    References
    ----------
    R. G. Newcombe, Statistics in Medicine 17 (1998) 873.

    Examples
    --------
    >>> from assay.stats.sampling import wilson
    >>> found = difference(wilson(56, 70), wilson(48, 80))
    >>> round(found.value, 4), round(found.low, 4), round(found.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    if one.value is None or other.value is None:
        return Estimate(None, None, None, None, one.n + other.n, "a share is not measured")
    gap = one.value - other.value
    below = hypot(one.value - (one.low or 0.0), (other.high or 0.0) - other.value)
    above = hypot((one.high or 0.0) - one.value, other.value - (other.low or 0.0))
    return Estimate(gap, None, gap - below, gap + above, one.n + other.n)


def beyond(one: Estimate, other: Estimate) -> Estimate:
    """The first change minus the second, such as of who was trained and who was not; each keeps its own interval.

    The limits are found by square-and-add, as Newcombe's are (the method of variance estimates recovery). Undefined
    where either is; `n` is that of both.

    References
    ----------
    G. Y. Zou and A. Donner, Statistics in Medicine 27 (2008) 1693.

    Examples
    --------
    >>> from assay.stats.sampling import wilson
    >>> trained = difference(wilson(90, 100), wilson(70, 100))
    >>> others = difference(wilson(72, 100), wilson(71, 100))
    >>> found = beyond(trained, others)
    >>> round(found.value, 4), round(found.low, 4), round(found.high, 4)
    (0.19, 0.0245, 0.353)
    """
    edges = one.value, one.low, one.high, other.value, other.low, other.high
    if any(edge is None for edge in edges):
        return Estimate(None, None, None, None, one.n + other.n, "a change is not measured")
    first, first_low, first_high, second, second_low, second_high = (edge or 0.0 for edge in edges)
    below, above = (
        hypot(first - first_low, second_high - second),
        hypot(first_high - first, second - second_low),
    )
    gap = first - second
    return Estimate(gap, None, gap - below, gap + above, one.n + other.n)


def _with_interval(value: float, error: float, n: int, confidence: float) -> Estimate:
    half = normal_quantile(confidence) * error
    return Estimate(value, error, max(0.0, value - half), min(1.0, value + half), n)
