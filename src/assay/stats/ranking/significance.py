"""Whether two runs differ: a permutation test over queries, and the price of asking many such questions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# Up to here all 2 ** n ways to swap the sides of the queries are looked at: no chance is left in the p-value.
MOST_EXACT = 12
# Sums of the same numbers in another order differ in their last digits; they are ties all the same.
NEAR = 1e-12
PART = 1000


@dataclass(frozen=True, slots=True)
class Permuted:
    """The mean difference over queries, and how often swapped sides give one as large.

    Attributes
    ----------
    value : float
        Mean of first - second, over queries and draws of the labels.
    p_value : float
        Two-sided, above 0 and at most 1.
    n_queries, n_differ : int
        All queries, and those in which the two differ in any draw.
    n_permutations : int
    is_exact : bool
        Every way to swap was looked at.
    """

    value: float
    p_value: float
    n_queries: int
    n_differ: int
    n_permutations: int
    is_exact: bool


def permutation_test(
    first: Floats, second: Floats, *, n_permutations: int = 10_000, seed: int = 0
) -> Permuted:
    """Were the two runs the same, each query's figures could as well have come the other way round.

    With figures under several draws of the labels the p-value is the mean of those of the draws (the posterior
    predictive p-value): without noise it is the usual one, and noise makes it larger. Drawn permutations count
    themselves: p = (1 + as large) / (1 + drawn).

    Parameters
    ----------
    first, second : float64 arrays (n_queries,) or (n_queries, n_draws)
        The measure of each query, the same queries and draws of the labels in the same places.
    n_permutations : int
        How many are drawn where there are too many to look at all of them.

    Raises
    ------
    ValueError
        When the shapes differ, there are no queries, or a figure is not finite.

    References
    ----------
    M. D. Smucker, J. Allan, B. Carterette: A comparison of statistical significance tests for information retrieval
    evaluation. CIKM (2007); over draws: X.-L. Meng, The Annals of Statistics 22 (1994).

    Examples
    --------
    >>> found = permutation_test(np.array([0.5, 0.75, 1.0]), np.array([0.25, 0.5, 0.5]))
    >>> round(found.value, 4), found.p_value, found.is_exact
    (0.3333, 0.25, True)
    """
    if np.shape(first) != np.shape(second) or not len(first):
        raise ValueError("both sides need the same queries, one or more")
    gain = np.asarray(first, np.float64) - np.asarray(second, np.float64)
    if not np.isfinite(gain).all():
        raise ValueError("the figures of a query are finite")
    gain = gain[:, None] if gain.ndim == 1 else gain
    value, n_queries = float(gain.mean()), len(gain)
    # Swapping a query without a difference changes nothing.
    gain = gain[(gain != 0).any(axis=1)]
    n = len(gain)
    if n == 0:
        return Permuted(value, 1.0, n_queries, 0, 1, is_exact=True)
    observed = np.abs(gain.sum(axis=0)) - NEAR * np.abs(gain).sum(axis=0)
    if n <= MOST_EXACT:
        signs = 1.0 - 2.0 * ((np.arange(2**n)[:, None] >> np.arange(n)) & 1)
        p_value = float((np.abs(signs @ gain) >= observed).mean())
        return Permuted(value, p_value, n_queries, n, 2**n, is_exact=True)
    draw, as_large = np.random.default_rng(seed), np.zeros(gain.shape[1])
    for begin in range(0, n_permutations, PART):
        signs = 1.0 - 2.0 * draw.integers(0, 2, (min(PART, n_permutations - begin), n))
        as_large += (np.abs(signs @ gain) >= observed).sum(axis=0)
    p_value = float(((1 + as_large) / (1 + n_permutations)).mean())
    return Permuted(value, p_value, n_queries, n, n_permutations, is_exact=False)


def holm(p_values: Sequence[float] | Floats) -> Floats:
    """Adjusted p-values: below a limit, the chance that any of them is there by chance is at most the limit.

    Raises
    ------
    ValueError
        When one is not from 0 to 1.

    References
    ----------
    S. Holm, Scandinavian Journal of Statistics 6 (1979).

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).round(4).tolist()
    [0.03, 0.06, 0.06]
    """
    given = np.asarray(p_values, np.float64)
    if not ((given >= 0) & (given <= 1)).all():
        raise ValueError("p-values are from 0 to 1")
    order = np.argsort(given, kind="stable")
    found = np.empty(len(given))
    found[order] = np.minimum(np.maximum.accumulate(given[order] * np.arange(len(given), 0, -1)), 1.0)
    return found
