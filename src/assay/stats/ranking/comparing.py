"""Two rankings compared: side by side, interleaved, and over queries with the noise of labels."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from assay.stats.sampling.proportion import Share, wilson

Item = TypeVar("Item", bound=Hashable)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """`advantage`: wins less losses as a share of all, ties half to each (-1 to 1); None without votes.

    `p_value` is of the exact two-sided sign test, which leaves ties out; `win_share` of the votes that decided.
    """

    n_wins: int
    n_losses: int
    n_ties: int
    advantage: float | None
    p_value: float | None
    win_share: Share


def side_by_side(n_wins: int, n_losses: int, n_ties: int = 0) -> SideBySide:
    """Votes for the one, the other, and neither.

    Examples
    --------
    >>> found = side_by_side(60, 40)
    >>> round(found.p_value, 4), round(found.win_share.low, 3)
    (0.0569, 0.502)
    """
    from scipy.stats import binomtest

    decided, n = n_wins + n_losses, n_wins + n_losses + n_ties
    p_value = float(binomtest(n_wins, decided).pvalue) if decided else None
    advantage = (n_wins + n_ties / 2) / n - 0.5 if n else None
    return SideBySide(n_wins, n_losses, n_ties, advantage, p_value, wilson(n_wins, decided))


@dataclass(frozen=True, slots=True)
class Interleaved:
    """One list of two rankings, and which of them (0 or 1) each result is credited to."""

    items: tuple[object, ...]
    teams: tuple[int, ...]


def team_draft(first: Sequence[Item], second: Sequence[Item], *, k: int, seed: int) -> Interleaved:
    """Both rankings pick in turn, a coin saying who begins each round; each adds its best result not shown yet.

    References
    ----------
    F. Radlinski, M. Kurup, T. Joachims: How does clickthrough data reflect retrieval quality? CIKM (2008).

    Examples
    --------
    >>> team_draft("abc", "bcd", k=3, seed=1).teams in {(0, 1, 0), (0, 1, 1), (1, 0, 0), (1, 0, 1)}
    True
    """
    draw = np.random.default_rng(seed)
    items: list[object] = []
    teams: list[int] = []
    rankings: tuple[Sequence[Item], Sequence[Item]] = (first, second)
    order: list[int] = []
    while len(items) < k:
        if not order:
            begins = int(draw.integers(2))
            order = [begins, 1 - begins]
        team = order.pop(0)
        found = next((item for item in rankings[team] if item not in items), None)
        if found is None:
            if all(item in items for item in (*first, *second)):
                break
            continue
        items.append(found)
        teams.append(team)
    return Interleaved(tuple(items), tuple(teams))


@dataclass(frozen=True, slots=True)
class Preference:
    """Interleaving in the mean: `advantage` is the first one's share of decided queries less a half, ties half to each.

    Its interval is Wilson's, with a tie as half a win; None without queries. `p_value` is of the sign test.
    """

    advantage: float | None
    low: float | None
    high: float | None
    p_value: float | None
    n: int


def preference(n_wins: int, n_losses: int, n_ties: int = 0) -> Preference:
    """What clicks on interleaved lists say: queries on which the first, the second, or neither got more clicks.

    References
    ----------
    O. Chapelle et al., ACM Transactions on Information Systems 30 (2012).

    Examples
    --------
    >>> round(preference(55, 35, 10).advantage, 3)
    0.1
    """
    sides = side_by_side(n_wins, n_losses, n_ties)
    n = n_wins + n_losses + n_ties
    if not n:
        return Preference(None, None, None, None, 0)
    floor, ceiling = wilson(n_wins + n_ties // 2, n), wilson(n_wins + (n_ties + 1) // 2, n)
    low, high = (floor.low or 0.0) - 0.5, (1.0 if ceiling.high is None else ceiling.high) - 0.5
    return Preference(sides.advantage, low, high, sides.p_value, n)


@dataclass(frozen=True, slots=True)
class Difference:
    """Mean difference over queries with its interval of 95 % (queries drawn anew, labels from their posterior)."""

    value: float
    low: float
    high: float
    n_queries: int


def compare(first: Floats, second: Floats, *, n_bootstrap: int = 2000, seed: int = 0) -> Difference:
    """The mean of first - second over queries.

    Parameters
    ----------
    first, second : float64 arrays (n_queries,) or (n_queries, n_draws)
        The measure of each query; with several columns, under labels drawn from their posterior, so that the interval
        carries the noise of the labels as well as that of the queries.

    Raises
    ------
    ValueError
        When the shapes differ or there are no queries.
    """
    if np.shape(first) != np.shape(second) or not len(first):
        raise ValueError("both sides need the same queries, one or more")
    gain = np.asarray(first, np.float64) - np.asarray(second, np.float64)
    gain = gain[:, None] if gain.ndim == 1 else gain
    draw = np.random.default_rng(seed)
    n_queries, n_draws = gain.shape
    queries = draw.integers(0, n_queries, (n_bootstrap, n_queries))
    labels = draw.integers(0, n_draws, (n_bootstrap, 1))
    low, high = np.quantile(gain[queries, labels].mean(axis=1), [0.025, 0.975])
    return Difference(float(gain.mean()), float(low), float(high), n_queries)
