"""Kendall's W: how far judges put items into the same order."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.agreement.ratings import Ratings, without_strays
from assay.stats.agreement.resampling import Resampled, percentiles

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Concordance:
    """W from 0 (no common order) to 1 (one order), with the test against no common order.

    Attributes
    ----------
    value, p_value : float or None
        None where undefined; the test only for complete ratings (chi-squared, for about eight items or more).
    n_items, n_judges, n_ratings : int
    n_pairs : int
        Pairs of judges with two shared items or more and an order each.
    method : {"ranks", "pairs"}
        From rank sums corrected for ties; with missing ratings from the mean rank correlation of the pairs of judges,
        which for complete ratings without ties is the same number, and may be below 0 otherwise.
    outcome : str
        Why it is undefined, or empty.
    """

    value: float | None
    p_value: float | None
    n_items: int
    n_judges: int
    n_ratings: int
    n_pairs: int
    method: str
    outcome: str = ""


def kendall_w(ratings: Ratings) -> Concordance:
    """Kendall's coefficient of concordance, ties corrected.

    References
    ----------
    M. G. Kendall, B. Babington Smith, Annals of Mathematical Statistics 10 (1939); ties and pairs: M. G. Kendall:
    Rank Correlation Methods (4th ed., 1970), ch. 6.

    Examples
    --------
    >>> from assay.stats.agreement import ratings_of
    >>> kendall_w(ratings_of(np.array([[1.0, 2.0], [2.0, 3.0], [3.0, 9.0]]))).value
    1.0
    """
    known = without_strays(ratings)
    n, k = known.n_items, known.n_judges
    n_pairs = k * (k - 1) // 2
    if n < 2 or k < 2:
        return Concordance(None, None, n, k, known.n, 0, "ranks", "fewer than two items or judges")
    if not known.is_complete:
        return _of_pairs(known)
    ranks, ties = _ranked(known.matrix())
    below = k**2 * n * (n**2 - 1) - k * ties
    if below <= 0:
        return Concordance(None, None, n, k, known.n, n_pairs, "ranks", "nobody puts items into an order")
    value = float((12 * (ranks.sum(axis=1) ** 2).sum() - 3 * k**2 * n * (n + 1) ** 2) / below)
    from scipy.stats import chi2

    return Concordance(value, float(chi2.sf(k * (n - 1) * value, n - 1)), n, k, known.n, n_pairs, "ranks")


def kendall_bootstrap(ratings: Ratings, *, n_draws: int = 500, seed: int = 0) -> Resampled:
    """Percentile interval over resampled judges, the items being the ones that were to be ordered.

    Drawing items with repetition would make ties of an item with itself; `n_items` of the result counts judges.
    """
    table = without_strays(ratings).matrix()
    draw, n_judges = np.random.default_rng(seed), table.shape[1]
    values = np.full(n_draws, np.nan)
    for nth in range(n_draws):
        drawn = table[:, draw.integers(0, n_judges, n_judges)]
        item, judge = np.nonzero(~np.isnan(drawn))
        found = kendall_w(Ratings(item, judge, drawn[item, judge], *table.shape)).value
        values[nth] = np.nan if found is None else found
    return percentiles(values, n_judges)


def _of_pairs(ratings: Ratings) -> Concordance:
    """From the mean of the rank correlations of pairs of judges over the items both rated."""
    from scipy.stats import spearmanr

    table, found = ratings.matrix(), []
    for first in range(ratings.n_judges):
        for second in range(first):
            both = ~np.isnan(table[:, first]) & ~np.isnan(table[:, second])
            one, other = table[both, first], table[both, second]
            if len(one) >= 2 and len(set(one)) > 1 and len(set(other)) > 1:
                found.append(float(spearmanr(one, other).statistic))
    sizes = ratings.n_items, ratings.n_judges, ratings.n
    if not found:
        return Concordance(None, None, *sizes, 0, "pairs", "no two judges have an order in common")
    k = ratings.n_judges
    return Concordance((1 + (k - 1) * float(np.mean(found))) / k, None, *sizes, len(found), "pairs")


def _ranked(table: Floats) -> tuple[Floats, float]:
    """Mid-ranks of each column, and the sum of t**3 - t over its ties."""
    from scipy.stats import rankdata

    ranks = np.asarray(rankdata(table, axis=0), np.float64)
    ties = 0.0
    for column in ranks.T:
        _, sizes = np.unique(column, return_counts=True)
        ties += float((sizes.astype(np.float64) ** 3 - sizes).sum())
    return ranks, ties
