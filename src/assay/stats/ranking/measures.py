"""Measures of one ranked list: DCG and nDCG with both gains, ERR, AP, RR, precision, how much of it was judged.

Grades are given in the order of the ranking; None is a result that nobody judged. The ideal list of nDCG is made of
all judged results of the query, also of those that were not returned.
"""

from collections.abc import Sequence
from math import log2

Grades = Sequence[float | None]
GAINS = ("linear", "exponential")


def dcg(grades: Grades, *, k: int | None = None, gain: str = "linear") -> float:
    """Discounted cumulative gain: sum of gain / log2(rank + 1); an unjudged result gains nothing.

    Parameters
    ----------
    gain : {"linear", "exponential"}
        The grade itself (as trec_eval), or 2 ** grade - 1 (as web search does).

    References
    ----------
    K. Järvelin, J. Kekäläinen, ACM Transactions on Information Systems 20 (2002); exponential: C. Burges et al. (2005).

    Examples
    --------
    >>> round(dcg([3, 2, 3, 0, 1, 2]), 4), round(dcg([3, 2, 3, 0, 1, 2], gain="exponential"), 4)
    (6.8611, 13.8483)
    """
    if gain not in GAINS:
        raise ValueError(f"a gain is one of {', '.join(GAINS)}, not {gain}")
    total = 0.0
    for rank, grade in enumerate(grades[:k], 1):
        if grade:
            total += (grade if gain == "linear" else 2**grade - 1) / log2(rank + 1)
    return total


def ndcg(
    grades: Grades, judged: Sequence[float], *, k: int | None = None, gain: str = "linear"
) -> float | None:
    """DCG as a share of the ideal list's; None where nothing judged is relevant.

    Parameters
    ----------
    judged : sequence of float
        The grades of *all* judged results of the query.

    Examples
    --------
    >>> round(ndcg([3, 2, 3, 0, 1, 2], [3, 2, 3, 0, 1, 2]), 6)
    0.960808
    """
    ideal = dcg(sorted(judged, reverse=True), k=k, gain=gain)
    return dcg(grades, k=k, gain=gain) / ideal if ideal > 0 else None


def err(grades: Grades, *, highest: float, k: int | None = None) -> float:
    """Expected reciprocal rank: where a reader who goes down the list stops satisfied.

    References
    ----------
    O. Chapelle et al.: Expected reciprocal rank for graded relevance. CIKM (2009).

    Examples
    --------
    >>> round(err([3, 2, 3, 0, 1, 2], highest=3), 6)
    0.922002
    """
    total, goes_on = 0.0, 1.0
    for rank, grade in enumerate(grades[:k], 1):
        # (2 ** grade - 1) / 2 ** highest, which stays a number however large grades are.
        stops = 2.0 ** ((grade or 0) - highest) - 2.0**-highest
        total += goes_on * stops / rank
        goes_on *= 1 - stops
    return total


def precision(grades: Grades, *, k: int, relevant_from: float = 1) -> float:
    """Share of the first k that is relevant; a shorter list is filled up with what is not.

    Examples
    --------
    >>> round(precision([3, 2, 3, 0, 1, 2], k=6), 4)
    0.8333
    """
    return sum((grade or 0) >= relevant_from for grade in grades[:k]) / k


def average_precision(grades: Grades, *, n_relevant: int, relevant_from: float = 1) -> float | None:
    """Mean precision at each relevant result; None where nothing is relevant.

    Parameters
    ----------
    n_relevant : int
        Relevant results of the query, returned or not.

    Examples
    --------
    >>> round(average_precision([3, 2, 3, 0, 1, 2], n_relevant=4, relevant_from=2), 4)
    0.9167
    """
    if n_relevant == 0:
        return None
    n_found, total = 0, 0.0
    for rank, grade in enumerate(grades, 1):
        if (grade or 0) >= relevant_from:
            n_found += 1
            total += n_found / rank
    return total / n_relevant


def reciprocal_rank(grades: Grades, *, relevant_from: float = 1) -> float:
    """One over the rank of the first relevant result; 0 where there is none."""
    ranks = (rank for rank, grade in enumerate(grades, 1) if (grade or 0) >= relevant_from)
    return next((1 / rank for rank in ranks), 0.0)


def judged_share(grades: Grades, *, k: int) -> float | None:
    """Share of the first k that was judged: below 1 the others may be too low or too high; None for an empty list."""
    shown = grades[:k]
    return sum(grade is not None for grade in shown) / len(shown) if shown else None
