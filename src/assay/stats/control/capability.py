"""Defects per opportunity, sigma levels, capability, and which few causes make most of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

# By convention a process drifts by this much in the long run; always say so beside the figure.
SHIFT = 1.5


@dataclass(frozen=True, slots=True)
class Defects:
    """Defects per unit, per opportunity and per million; the sigma level includes the shift of 1.5.

    None where undefined: without units, or where there was no defect or nothing else.
    """

    per_unit: float | None
    per_million: float | None
    sigma: float | None
    n: int


def defects(n_defects: int, n_units: int, n_opportunities: int = 1) -> Defects:
    """DPU, DPMO and the sigma level.

    Examples
    --------
    >>> found = defects(100, 1000, 3)
    >>> round(found.per_million), round(found.sigma, 3)
    (33333, 3.334)
    """
    if n_defects < 0 or n_units < 0 or n_opportunities < 1:
        raise ValueError("counts start at 0, opportunities at 1")
    if not n_units:
        return Defects(None, None, None, 0)
    per_opportunity = n_defects / (n_units * n_opportunities)
    return Defects(n_defects / n_units, 1e6 * per_opportunity, sigma_level(1e6 * per_opportunity), n_units)


def sigma_level(per_million: float) -> float | None:
    """The sigma level of so many defects per million opportunities, with the shift; None at 0 and at a million.

    Examples
    --------
    >>> round(sigma_level(66807), 2), round(sigma_level(3.4), 2)
    (3.0, 6.0)
    """
    share = per_million / 1e6
    return NormalDist().inv_cdf(1 - share) + SHIFT if 0 < share < 1 else None


@dataclass(frozen=True, slots=True)
class Capability:
    """`cp`: the room between the limits; `cpk`: that on the nearer side."""

    cp: float
    cpk: float


def capability(low: float, high: float, *, mean: float, sigma: float) -> Capability:
    """How a process fits its limits.

    Examples
    --------
    >>> capability(8, 20, mean=16, sigma=2)
    Capability(cp=1.0, cpk=0.6666666666666666)
    """
    if not (low < high and sigma > 0):
        raise ValueError("limits are in order, and sigma is above 0")
    return Capability((high - low) / (6 * sigma), min(high - mean, mean - low) / (3 * sigma))


@dataclass(frozen=True, slots=True)
class Cause:
    name: str
    amount: float
    share: float
    cumulative_share: float
    is_vital: bool


def pareto(amounts: Mapping[str, float], *, vital_share: float = 0.8) -> list[Cause]:
    """Causes by their amount (better: their cost), and the few that make `vital_share` of it.

    Examples
    --------
    >>> [cause.is_vital for cause in pareto({"a": 40, "b": 25, "c": 15, "d": 10, "e": 6, "f": 4})]
    [True, True, True, False, False, False]
    """
    total = sum(amounts.values())
    if total <= 0 or any(amount < 0 for amount in amounts.values()):
        raise ValueError("amounts start at 0, and one is above it")
    causes, before = [], 0.0
    for name, amount in sorted(amounts.items(), key=lambda pair: (-pair[1], pair[0])):
        cumulative = before + amount / total
        causes.append(Cause(name, amount, amount / total, cumulative, before < vital_share - 1e-12))
        before = cumulative
    return causes
