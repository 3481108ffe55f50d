"""Classical statistics of test items: how hard a question is, and whether it tells who knows from who does not."""

from dataclasses import dataclass
from math import atanh, ceil, sqrt, tanh
from typing import TYPE_CHECKING

import numpy as np

from assay.stats.sampling import Share, wilson
from assay.stats.sampling.proportion import Z95

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Of Kelley (1939): the share of people in the upper and the lower group that tells best.
GROUP = 0.27
FEWEST_FOR_INTERVAL = 4


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """One question.

    Attributes
    ----------
    difficulty : Share
        p, the share of right answers: the higher, the easier.
    discrimination : float or None
        Corrected point-biserial correlation (-1 to 1) with the score in the other questions; None where either does
        not vary.
    discrimination_low, discrimination_high : float or None
        95 % interval by Fisher's z; None below four answers, and where the correlation is undefined or exactly +-1.
    upper_lower : float or None
        D (-1 to 1), the share right in the upper group less that in the lower one; None where the groups would overlap.
    n_upper, n_lower : int
        How many people are in each group: everybody who scores as its last member does belongs to it.
    """

    difficulty: Share
    discrimination: float | None
    discrimination_low: float | None
    discrimination_high: float | None
    upper_lower: float | None
    n_upper: int
    n_lower: int


def item_statistics(answers: "NDArray[np.float64]") -> list[ItemStatistics]:
    """Difficulty and discrimination of every question, where each person may have had other questions.

    With x_ij = 1 where person i answered question j right, the rest score of i for j is the mean of x_ik over the
    other questions k that i had; r is the correlation of x_j and the rest score over those who had j, and
    D = p_upper - p_lower over the upper and lower 27 % of them by rest score.

    Parameters
    ----------
    answers : array of shape (n_people, n_items)
        1 right, 0 wrong, nan not asked.

    Returns
    -------
    list of ItemStatistics
        One per column. People who had no other question count in p only.

    Raises
    ------
    ValueError
        When an entry is none of 0, 1 and nan.

    References
    ----------
    L. Crocker and J. Algina, Introduction to Classical and Modern Test Theory (1986), chapter 14; T. L. Kelley,
    Journal of Educational Psychology 30 (1939).

    Examples
    --------
    >>> found = item_statistics(np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=float))
    >>> [round(each.discrimination, 3) for each in found]
    [0.522, 0.707, 0.522]
    """
    asked = ~np.isnan(answers)
    if not np.isin(answers[asked], (0.0, 1.0)).all():
        raise ValueError("an answer is 1, 0 or nan")
    given = np.where(asked, answers, 0.0)
    right, n_asked = given.sum(axis=1), asked.sum(axis=1)
    return [_item(given[:, j], asked[:, j], right, n_asked) for j in range(answers.shape[1])]


def _item(
    given: "NDArray[np.float64]",
    asked: "NDArray[np.bool_]",
    right: "NDArray[np.float64]",
    n_asked: "NDArray[np.int64]",
) -> ItemStatistics:
    difficulty = wilson(int(given[asked].sum()), int(asked.sum()))
    scored = asked & (n_asked > 1)
    own = given[scored]
    rest = (right[scored] - own) / (n_asked[scored] - 1)
    r = _correlation(own, rest)
    low, high = _interval(r, len(own))
    upper_lower, n_upper, n_lower = _groups(own, rest)
    return ItemStatistics(difficulty, r, low, high, upper_lower, n_upper, n_lower)


def _correlation(own: "NDArray[np.float64]", rest: "NDArray[np.float64]") -> float | None:
    if len(own) < 2:
        return None
    x, y = own - own.mean(), rest - rest.mean()
    # Scores are shares: means of equal ones may differ in the last bits.
    spread = sqrt(float(x @ x) * float(y @ y))
    return float(np.clip(float(x @ y) / spread, -1.0, 1.0)) if spread > 1e-9 else None


def _interval(r: float | None, n: int) -> tuple[float | None, float | None]:
    if r is None or n < FEWEST_FOR_INTERVAL or abs(r) > 1 - 1e-12:
        return None, None
    half = Z95 / sqrt(n - 3)
    return tanh(atanh(r) - half), tanh(atanh(r) + half)


def _groups(own: "NDArray[np.float64]", rest: "NDArray[np.float64]") -> tuple[float | None, int, int]:
    """Who scores as the last of a group does is in it, so that the order of equal people decides nothing."""
    if len(own) < 2:
        return None, 0, 0
    size = ceil(GROUP * len(own) - 1e-9)
    ordered = np.sort(rest)
    upper, lower = rest >= ordered[-size] - 1e-12, rest <= ordered[size - 1] + 1e-12
    if (upper & lower).any():
        return None, 0, 0
    return float(own[upper].mean() - own[lower].mean()), int(upper.sum()), int(lower.sum())
