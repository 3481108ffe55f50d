"""Change points: when did a level change, and from what to what?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
KINDS = ("share", "count", "number")
MOST_CELLS = 4_000_000
# Least minus log-likelihood of one level, from the sums of its amounts, sizes and squared amounts.
Cost = Callable[[Floats, Floats, Floats], Floats]


@dataclass(frozen=True, slots=True)
class Level:
    """Points `begin` to `end` - 1 (from 0) at one level, with its interval of 95 %.

    `n` counts units for shares, exposure for counts, points for numbers. The interval takes the ends as given.
    """

    begin: int
    end: int
    value: float
    low: float
    high: float
    n: float


@dataclass(frozen=True, slots=True)
class Change:
    """A new level begins at point `at` (from 0).

    `gain` is that in log-likelihood of the best split there over one level for both sides; `p_value` the chance of a
    gain as large, where the points between the neighbouring changes come in any order (seeded permutations).
    """

    at: int
    before: float
    after: float
    gain: float
    p_value: float


@dataclass(frozen=True, slots=True)
class Changes:
    """Levels and the changes between them.

    Attributes
    ----------
    levels : tuple of Level
    changes : tuple of Change
    n_points : int
    penalty : float
        What a change must gain in log-likelihood to count.
    log_likelihood : float
        Of the levels, up to a constant.
    """

    levels: tuple[Level, ...]
    changes: tuple[Change, ...]
    n_points: int
    penalty: float
    log_likelihood: float


def change_points(
    values: Sequence[float] | Floats,
    n: Sequence[float] | float = 1.0,
    *,
    kind: str = "number",
    penalty: float | None = None,
    shortest: int = 2,
    n_permutations: int = 999,
    seed: int = 0,
) -> Changes:
    """The levels that explain a series best, at a price per change; exact, by optimal partitioning.

    Parameters
    ----------
    values : sequence of float
        Defective units (share), defects (count) or any numbers (number).
    n : sequence of float, or float
        Units per point (share), exposure per point (count); not used for numbers.
    kind : {"share", "count", "number"}
        Binomial, Poisson, or normal with one spread, taken from the differences of neighbouring points.
    penalty : float, optional
        Without it 2 log(points): the modified BIC's price of a level and of its place.
    shortest : int
        Points a level has at least.
    n_permutations, seed : int
        Behind the p-values.

    Raises
    ------
    ValueError
        For another kind, fewer than 2 * shortest points, or counts out of their range.

    References
    ----------
    B. Jackson et al., IEEE Signal Processing Letters 12 (2005); the penalty: N. R. Zhang, D. O. Siegmund (2007).

    Examples
    --------
    >>> found = change_points([2, 3, 1, 2, 3, 2, 9, 8, 11, 9], [100] * 10, kind="share")
    >>> [change.at for change in found.changes], [round(level.value, 3) for level in found.levels]
    ([6], [0.022, 0.092])
    """
    amount, size, cost = _prepared(values, n, kind)
    n_points = len(amount)
    if shortest < 1 or n_points < 2 * shortest:
        raise ValueError(f"changes need {2 * max(1, shortest)} points or more, not {n_points}")
    # Pruning (PELT) would pay for series of many thousand points; those of control charts are short.
    price = 2 * log(n_points) if penalty is None else penalty
    sums = np.stack([np.concatenate([[0.0], np.cumsum(each)]) for each in (amount, size, amount**2)])
    ends = _partition(sums, cost, price, shortest)
    levels = tuple(_level(sums, kind, pair) for pair in pairwise(ends))
    points = (amount, size, cost)
    changes = _changes(points, ends, levels, shortest=shortest, n_permutations=n_permutations, seed=seed)
    total = -sum(float(_span(sums, cost, pair)) for pair in pairwise(ends))
    return Changes(levels, tuple(changes), n_points, price, total)


def _changes(
    points: tuple[Floats, Floats, Cost],
    ends: list[int],
    levels: tuple[Level, ...],
    *,
    shortest: int,
    n_permutations: int,
    seed: int,
) -> list[Change]:
    """Each end but the last, with what it gains and how often chance gains as much."""
    amount, size, cost = points
    draw = np.random.default_rng(seed)
    changes = []
    for nth, at in enumerate(ends[1:-1], 1):
        span = slice(ends[nth - 1], ends[nth + 1])
        gain = float(_gains(amount[span][None, :], size[span][None, :], cost, shortest).max())
        drawn = _by_chance(amount[span], size[span], cost, shortest=shortest, n=n_permutations, draw=draw)
        p_value = (1 + int((drawn >= gain - 1e-9).sum())) / (1 + n_permutations)
        changes.append(Change(at, levels[nth - 1].value, levels[nth].value, gain, p_value))
    return changes


def _prepared(
    values: Sequence[float] | Floats, n: Sequence[float] | float, kind: str
) -> tuple[Floats, Floats, Cost]:
    amount = np.asarray(values, np.float64)
    size = np.broadcast_to(np.asarray(n, np.float64), amount.shape).astype(np.float64)
    if kind not in KINDS:
        raise ValueError(f"a kind is one of {', '.join(KINDS)}, not {kind}")
    if not np.isfinite(amount).all() or not (size > 0).all():
        raise ValueError("values are finite, sizes above 0")
    if kind == "number":
        return amount, np.ones(len(amount)), _normal(_noise(amount))
    if (amount < 0).any() or (kind == "share" and (amount > size).any()):
        raise ValueError("counts start at 0, and a sample has no more defective units than units")
    return amount, size, _binomial if kind == "share" else _poisson


def _noise(values: Floats) -> float:
    """The spread around a level that may change: from differences of neighbours, which few changes touch."""
    steps = np.abs(np.diff(values))
    middle = float(np.median(steps)) / (0.6744897501960817 * sqrt(2)) if len(steps) else 0.0
    return middle or float(np.sqrt((steps**2).mean() / 2) if len(steps) else 0.0) or 1.0


def _binomial(amount: Floats, size: Floats, _squares: Floats) -> Floats:
    from scipy.special import xlogy

    share = amount / size
    return np.asarray(-(xlogy(amount, share) + xlogy(size - amount, 1 - share)))


def _poisson(amount: Floats, size: Floats, _squares: Floats) -> Floats:
    from scipy.special import xlogy

    return np.asarray(-xlogy(amount, amount / size))


def _normal(spread: float) -> Cost:
    return lambda amount, size, squares: np.maximum(squares - amount**2 / size, 0.0) / (2 * spread**2)


def _span(sums: Floats, cost: Cost, pair: tuple[int, int]) -> float:
    amount, size, squares = sums[:, pair[1]] - sums[:, pair[0]]
    return float(cost(amount, size, squares))


def _partition(sums: Floats, cost: Cost, price: float, shortest: int) -> list[int]:
    """Where levels begin and the last one ends, at the least cost in all."""
    n = sums.shape[1] - 1
    best, came_from = np.full(n + 1, np.inf), np.zeros(n + 1, np.int64)
    best[0] = -price
    for end in range(shortest, n + 1):
        begins = np.arange(0, end - shortest + 1)
        amount, size, squares = sums[:, end][:, None] - sums[:, begins]
        total = best[begins] + cost(amount, size, squares) + price
        came_from[end] = begins[int(np.argmin(total))]
        best[end] = total.min()
    ends = [n]
    while ends[-1] > 0:
        ends.append(int(came_from[ends[-1]]))
    return ends[::-1]


def _gains(amount: Floats, size: Floats, cost: Cost, shortest: int) -> Floats:
    """Gain in log-likelihood of each split of each row; shape (n_rows, n_splits)."""
    parts = [np.cumsum(each, axis=1) for each in (amount, size, amount**2)]
    whole = [each[:, -1:] for each in parts]
    left = [each[:, shortest - 1 : each.shape[1] - shortest] for each in parts]
    right = [total - part for total, part in zip(whole, left, strict=True)]
    return np.asarray(cost(*whole) - cost(*left) - cost(*right))


def _by_chance(
    amount: Floats, size: Floats, cost: Cost, *, shortest: int, n: int, draw: np.random.Generator
) -> Floats:
    """The best gain of each of `n` orders of the points."""
    found, at_once = [np.zeros(0)], max(1, MOST_CELLS // len(amount))
    for begin in range(0, n, at_once):
        order = np.argsort(draw.random((min(at_once, n - begin), len(amount))), axis=1)
        found.append(_gains(amount[order], size[order], cost, shortest).max(axis=1))
    return np.concatenate(found)


def _level(sums: Floats, kind: str, pair: tuple[int, int]) -> Level:
    from scipy.stats import chi2, t

    begin, end = pair
    amount, size, squares = (float(each) for each in sums[:, end] - sums[:, begin])
    value = amount / size
    if kind == "share":
        from assay.stats.sampling.proportion import wilson

        share = wilson(round(amount), round(size))
        return Level(begin, end, value, share.low or 0.0, 1.0 if share.high is None else share.high, size)
    if kind == "count":
        low = float(chi2.ppf(0.025, 2 * amount)) / (2 * size) if amount else 0.0
        return Level(begin, end, value, low, float(chi2.ppf(0.975, 2 * amount + 2)) / (2 * size), size)
    if size < 2:
        return Level(begin, end, value, -np.inf, np.inf, size)
    error = sqrt(max(squares - amount**2 / size, 0.0) / (size - 1) / size)
    half = float(t.ppf(0.975, size - 1)) * error
    return Level(begin, end, value, value - half, value + half, size)
