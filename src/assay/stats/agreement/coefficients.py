"""Agreement of any number of judges beyond chance: Fleiss, Gwet, Brennan-Prediger, percent."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from assay.stats.agreement.weights import agreement_weights
from assay.stats.truth.judgments import Judgments

Floats = NDArray[np.float64]
Times = NDArray[np.int64]
MOST_CELLS = 200_000_000


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient with its analytic interval; None where undefined (no item was judged twice, or chance is 1).

    Attributes
    ----------
    name : str
    value, standard_error, low, high : float or None
        Below or equal 1; the interval is of 95 %, by Student's t with n - 1 degrees of freedom.
    observed, expected : float or None
        Agreement that was seen, and that chance would give.
    n_items, n_paired : int
        Judged items, and those with two judgments or more.
    prevalence : tuple of float
        Share of each class.
    """

    name: str
    value: float | None
    standard_error: float | None
    low: float | None
    high: float | None
    observed: float | None
    expected: float | None
    n_items: int
    n_paired: int
    prevalence: tuple[float, ...]

    @property
    def is_paradoxical(self) -> bool:
        """High agreement and a low coefficient, because one class is nearly everything: look at AC1, too."""
        if self.value is None or self.observed is None:
            return False
        return self.observed >= 0.8 and self.value < 0.4 and max(self.prevalence) >= 0.8


def undefined(
    name: str, n_items: int, n_paired: int, prevalence: tuple[float, ...], *chance: float | None
) -> Coefficient:
    """Nothing to divide by; `chance` holds observed and expected agreement where they are known."""
    observed, expected = chance or (None, None)
    return Coefficient(name, None, None, None, None, observed, expected, n_items, n_paired, prevalence)


def counts_of(judgments: Judgments) -> Floats:
    """Judgments per item and class, shape (n_items, n_classes).

    Raises
    ------
    ValueError
        When there are so many classes that the table would not fit in memory: then the labels are no classes.
    """
    if judgments.n_items * judgments.n_classes > MOST_CELLS:
        raise ValueError(
            f"{judgments.n_items:,} items and {judgments.n_classes:,} labels are too many to count: are the labels "
            "classes, or numbers on a scale?"
        )
    counts = np.zeros((judgments.n_items, judgments.n_classes))
    np.add.at(counts, (judgments.item, judgments.label), 1.0)
    return counts


def percent_agreement(
    counts: Floats, *, weights: str = "identity", times: Times | None = None
) -> Coefficient:
    """Share of agreeing pairs of judgments of the same item.

    Parameters
    ----------
    counts : float64 array (n_items, n_classes)
        Judgments per item and class; items may have different numbers, also none.
    weights : {"identity", "linear", "quadratic", "ordinal"}
    times : int64 array (n_items,), optional
        How often each row of counts occurs: millions of items have few distinct rows. Without it, once.
    """
    return coefficient("percent", counts, weights, lambda _table: (0.0, np.zeros(1)), times=times)


def fleiss_kappa(counts: Floats, *, weights: str = "identity", times: Times | None = None) -> Coefficient:
    """Chance: the classes' shares over all judgments, as Fleiss and (for two judges) Scott have it.

    References
    ----------
    J. L. Fleiss, Psychological Bulletin 76 (1971); missing judgments and variance: K. L. Gwet (2014).

    Examples
    --------
    >>> round(fleiss_kappa(np.array([[2, 0], [0, 2], [1, 1], [2, 0]])).value, 4)
    0.4667
    """

    def chance(table: Table) -> tuple[float, Floats]:
        mean_weight = (table.weights @ table.prevalence + table.weights.T @ table.prevalence) / 2
        expected = float(table.prevalence @ table.weights @ table.prevalence)
        return expected, table.shares @ mean_weight

    return coefficient("fleiss_kappa", counts, weights, chance, times=times)


def scott_pi(counts: Floats, *, weights: str = "identity") -> Coefficient:
    """Two judges who share one set of habits: Fleiss's kappa of items with two judgments at most.

    Raises
    ------
    ValueError
        When an item has three judgments or more.

    References
    ----------
    W. A. Scott, Public Opinion Quarterly 19 (1955).

    Examples
    --------
    >>> round(scott_pi(np.array([[2, 0], [0, 2], [1, 1], [2, 0]])).value, 4)
    0.4667
    """
    if len(counts) and np.asarray(counts).sum(axis=1).max() > 2:
        raise ValueError("Scott's pi is of two judges: use Fleiss's kappa for more")
    return replace(fleiss_kappa(counts, weights=weights), name="scott_pi")


def gwet_ac(counts: Floats, *, weights: str = "identity", times: Times | None = None) -> Coefficient:
    """AC1 (identity weights) or AC2: does not fall apart where one class is rare.

    References
    ----------
    K. L. Gwet, British Journal of Mathematical and Statistical Psychology 61 (2008).

    Examples
    --------
    >>> round(gwet_ac(np.array([[2, 0], [0, 2], [1, 1], [2, 0]])).value, 4)
    0.5294
    """

    def chance(table: Table) -> tuple[float, Floats]:
        scale = float(table.weights.sum()) / (table.n_classes * (table.n_classes - 1))
        expected = scale * float((table.prevalence * (1 - table.prevalence)).sum())
        return expected, scale * (table.shares @ (1 - table.prevalence))

    return coefficient(
        "gwet_ac1" if weights == "identity" else "gwet_ac2", counts, weights, chance, times=times
    )


def brennan_prediger(counts: Floats, *, weights: str = "identity", times: Times | None = None) -> Coefficient:
    """Chance: every class is as likely as another.

    References
    ----------
    R. L. Brennan, D. J. Prediger, Educational and Psychological Measurement 41 (1981).
    """

    def chance(table: Table) -> tuple[float, Floats]:
        expected = float(table.weights.sum()) / table.n_classes**2
        return expected, np.full(len(table.shares), expected)

    return coefficient("brennan_prediger", counts, weights, chance, times=times)


@dataclass(frozen=True, slots=True)
class Table:
    shares: Floats
    prevalence: Floats
    weights: Floats
    n_classes: int


def coefficient(
    name: str,
    counts: Floats,
    weights: str,
    chance: Callable[[Table], tuple[float, Floats]],
    *,
    times: Times | None = None,
) -> Coefficient:
    found = _judged(counts, times)
    judged, often, n_items, n_classes = found.rows, found.often, found.n_items, found.n_classes
    sizes = judged.sum(axis=1)
    paired = sizes >= 2
    n_paired = int(often[paired].sum())
    shares = judged / sizes[:, None] if n_items else judged
    prevalence = often @ shares / n_items if n_items else np.zeros(n_classes)
    named = tuple(float(share) for share in prevalence)
    if n_paired == 0 or n_classes < 2:
        return undefined(name, n_items, n_paired, named)
    table = Table(shares, prevalence, agreement_weights(weights, n_classes), n_classes)
    own = own_agreement(judged, table.weights)
    observed = float(often[paired] @ own[paired] / n_paired)
    expected, own_chance = chance(table)
    if expected >= 1:
        return undefined(name, n_items, n_paired, named, observed, expected)
    value = (observed - expected) / (1 - expected)
    parts = (n_items / n_paired) * (own - expected * paired) / (1 - expected)
    parts = parts - 2 * (1 - value) * (own_chance - expected) / (1 - expected)
    squares = float(often @ ((parts - value) ** 2))
    error = sqrt(squares / (n_items * (n_items - 1))) if n_items > 1 else None
    low, high = interval(value, error, n_items)
    return Coefficient(name, value, error, low, high, observed, expected, n_items, n_paired, named)


@dataclass(frozen=True, slots=True)
class _Judged:
    rows: Floats
    often: Floats
    n_items: int
    n_classes: int


def _judged(counts: Floats, times: Times | None) -> _Judged:
    rows = np.asarray(counts, np.float64)
    often = np.ones(len(rows)) if times is None else np.asarray(times, np.float64)
    kept = (rows.sum(axis=1) > 0) & (often > 0)
    return _Judged(rows[kept], often[kept], int(often[kept].sum()), rows.shape[1])


def own_agreement(judged: Floats, weights: Floats) -> Floats:
    """Weighted share of agreeing pairs of each item; 0 where it was judged once."""
    sizes = judged.sum(axis=1)
    agreeing = (judged * (judged @ weights.T - 1)).sum(axis=1)
    pairs = sizes * (sizes - 1)
    return np.asarray(np.divide(agreeing, pairs, out=np.zeros(len(judged)), where=pairs > 0))


def interval(value: float, error: float | None, n_items: int) -> tuple[float | None, float | None]:
    if error is None:
        return None, None
    from scipy.stats import t

    half = float(t.ppf(0.975, n_items - 1)) * error
    return value - half, min(1.0, value + half)
