"""Intraclass correlation: how much of the spread of numbers is that of the items, not of the judges."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.agreement.ratings import Ratings, without_strays
from assay.stats.agreement.resampling import Resampled, percentiles

Floats = NDArray[np.float64]
FORMS = ("1", "2", "3")


@dataclass(frozen=True, slots=True)
class Icc:
    """An intraclass correlation with its interval of 95 %.

    Attributes
    ----------
    form : {"1", "2", "3"}
        Each item has judges of its own; judges are a sample of those there could be; these judges and no others.
    value, low, high : float or None
        Of one judge's number. None where undefined; the interval is analytic, and None where ratings are missing: then
        use `icc_bootstrap`.
    mean_value, mean_low, mean_high : float or None
        Of the mean of `n_per_item` judges.
    n_items, n_judges, n_ratings : int
    n_per_item : float
        Ratings per item (harmonic mean).
    outcome : str
        Why it is undefined, or empty.
    """

    form: str
    value: float | None
    low: float | None
    high: float | None
    mean_value: float | None
    mean_low: float | None
    mean_high: float | None
    n_items: int
    n_judges: int
    n_ratings: int
    n_per_item: float
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean squares and variances of items, judges and what is left."""

    items: float
    judges: float
    left: float
    of_items: float
    of_judges: float
    of_rest: float


def icc(ratings: Ratings, form: str = "2") -> Icc:
    """The intraclass correlation of Shrout and Fleiss.

    With missing ratings the variances are those of Henderson's method 3 (fitting constants), which for complete
    ratings are the usual ones.

    Parameters
    ----------
    ratings : Ratings
    form : {"1", "2", "3"}

    Raises
    ------
    ValueError
        For another form.

    References
    ----------
    P. E. Shrout, J. L. Fleiss, Psychological Bulletin 86 (1979); intervals: K. O. McGraw, S. P. Wong, Psychological
    Methods 1 (1996); missing ratings: C. R. Henderson, Biometrics 9 (1953).

    Examples
    --------
    >>> from assay.stats.agreement import ratings_of
    >>> six = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> found = icc(ratings_of(np.array(six)), "2")
    >>> round(found.value, 2), round(found.mean_value, 2)
    (0.29, 0.62)
    """
    if form not in FORMS:
        raise ValueError(f"a form is one of {', '.join(FORMS)}, not {form}")
    known = without_strays(ratings)
    n, k = known.n_items, known.n_judges
    per_item = np.bincount(known.item, minlength=n)
    mean_k = float(n / (1 / per_item).sum()) if n else 0.0
    spread, outcome = one_way(known) if form == "1" else two_way(known)
    if spread is None:
        return _without(form, known, mean_k, outcome)
    below = spread.of_items + spread.of_rest + (spread.of_judges if form == "2" else 0.0)
    if below <= 0:
        return _without(form, known, mean_k, "every rating is the same")
    value = spread.of_items / below
    low, high = _ends(form, spread, (n, k), value) if known.is_complete else (None, None)
    return Icc(
        form,
        value,
        low,
        high,
        mean_value=_stepped(value, mean_k),
        mean_low=_stepped(low, mean_k),
        mean_high=_stepped(high, mean_k),
        n_items=n,
        n_judges=k,
        n_ratings=known.n,
        n_per_item=mean_k,
    )


def _without(form: str, known: Ratings, mean_k: float, outcome: str) -> Icc:
    sizes = known.n_items, known.n_judges, known.n
    return Icc(form, None, None, None, None, None, None, *sizes, mean_k, outcome)


def icc_bootstrap(ratings: Ratings, form: str = "2", *, n_draws: int = 500, seed: int = 0) -> Resampled:
    """Percentile interval over resampled items (of one judge's number); needs no normal distribution, and no
    complete ratings."""
    known = without_strays(ratings)
    order = np.argsort(known.item, kind="stable")
    starts = np.searchsorted(known.item[order], np.arange(known.n_items + 1))
    draw, values = np.random.default_rng(seed), np.full(n_draws, np.nan)
    for nth in range(n_draws):
        chosen = draw.integers(0, known.n_items, known.n_items)
        rows = np.concatenate([order[starts[item] : starts[item + 1]] for item in chosen])
        sizes = starts[chosen + 1] - starts[chosen]
        again = np.repeat(np.arange(known.n_items), sizes)
        found = icc(Ratings(again, known.judge[rows], known.value[rows], known.n_items, known.n_judges), form)
        values[nth] = np.nan if found.value is None else found.value
    return percentiles(values, known.n_items)


def one_way(ratings: Ratings) -> tuple[Spread | None, str]:
    """Between and within items; judges are not told apart."""
    n, total = ratings.n_items, ratings.n
    if n < 2 or total <= n:
        return None, "fewer than two items, or none with two ratings"
    per_item = np.bincount(ratings.item, minlength=n)
    mean = np.bincount(ratings.item, ratings.value, n) / per_item
    items = float((per_item * (mean - ratings.value.mean()) ** 2).sum()) / (n - 1)
    left = float(((ratings.value - mean[ratings.item]) ** 2).sum()) / (total - n)
    size = (total - float((per_item**2).sum()) / total) / (n - 1)
    return Spread(items, 0.0, left, (items - left) / size, 0.0, left), ""


def two_way(ratings: Ratings) -> tuple[Spread | None, str]:
    """Items and judges side by side, each adjusted for the other (Henderson's method 3)."""
    n, k, total = ratings.n_items, ratings.n_judges, ratings.n
    n_parts = _n_parts(ratings)
    n_free = total - n - k + n_parts
    if n < 2 or k < 2 or n_free < 1:
        return None, "fewer than two items or judges, or no overlap between them"
    left = _left_of_both(ratings)
    by_item, by_judge = _left_of(ratings.item, ratings.value, n), _left_of(ratings.judge, ratings.value, k)
    error = left / n_free
    items, judges = by_judge - left, by_item - left
    of_items = (items - error * (n - n_parts)) / (total - k)
    of_judges = (judges - error * (k - n_parts)) / (total - n)
    means = items / max(n - n_parts, 1), judges / max(k - n_parts, 1)
    return Spread(*means, error, of_items, of_judges, error), ""


def _left_of(group: NDArray[np.int64], value: Floats, n: int) -> float:
    """Squares left when each group has its own mean."""
    mean = np.bincount(group, value, n) / np.bincount(group, minlength=n)
    return float(((value - mean[group]) ** 2).sum())


def _left_of_both(ratings: Ratings) -> float:
    """Squares left when items and judges each add their part."""
    from scipy.sparse import coo_array
    from scipy.sparse.linalg import lsqr

    rows = np.tile(np.arange(ratings.n), 2)
    columns = np.concatenate([ratings.item, ratings.n_items + ratings.judge])
    design = coo_array(
        (np.ones(len(rows)), (rows, columns)), shape=(ratings.n, ratings.n_items + ratings.n_judges)
    ).tocsr()
    centred = ratings.value - ratings.value.mean()
    found = lsqr(
        design, centred, atol=1e-12, btol=1e-12, iter_lim=4 * (ratings.n_items + ratings.n_judges) + 100
    )
    return float(((centred - design @ found[0]) ** 2).sum())


def _n_parts(ratings: Ratings) -> int:
    """Groups of items and judges that are not connected by any rating."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    size = ratings.n_items + ratings.n_judges
    joined = coo_array(
        (np.ones(ratings.n), (ratings.item, ratings.n_items + ratings.judge)), shape=(size, size)
    )
    return int(connected_components(joined, directed=False)[0])


def _ends(
    form: str, spread: Spread, sizes: tuple[int, int], value: float
) -> tuple[float | None, float | None]:
    """The interval of one judge's number, for complete ratings."""
    from scipy.stats import f

    n, k = sizes
    if spread.left <= 0:
        return None, None
    if form == "2":
        return _ends_of_sampled_judges(spread, sizes, value)
    free = n * (k - 1) if form == "1" else (n - 1) * (k - 1)
    ratio = spread.items / spread.left
    low, high = ratio / f.ppf(0.975, n - 1, free), ratio * f.ppf(0.975, free, n - 1)
    return float((low - 1) / (low + k - 1)), float((high - 1) / (high + k - 1))


def _ends_of_sampled_judges(spread: Spread, sizes: tuple[int, int], value: float) -> tuple[float, float]:
    from scipy.stats import f

    n, k = sizes
    ratio = spread.judges / spread.left
    part = n * (1 + (k - 1) * value) - k * value
    above = (k - 1) * (n - 1) * (k * value * ratio + part) ** 2
    free = above / ((n - 1) * k**2 * value**2 * ratio**2 + part**2)
    down, up = f.ppf(0.975, n - 1, free), f.ppf(0.975, free, n - 1)
    rest = k * spread.judges + (k * n - k - n) * spread.left
    low = n * (spread.items - down * spread.left) / (down * rest + n * spread.items)
    high = n * (up * spread.items - spread.left) / (rest + n * up * spread.items)
    return float(low), float(high)


def _stepped(value: float | None, k: float) -> float | None:
    """Spearman and Brown: from one judge to the mean of k."""
    return None if value is None else k * value / (1 + (k - 1) * value)
