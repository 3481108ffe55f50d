"""Above which confidence a machine is right as often as promised, by answers that are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

FIFTHS = 5


@dataclass(frozen=True, slots=True)
class Trusted:
    """What known answers allow.

    Attributes
    ----------
    threshold : float or None
        The lowest confidence that is enough; None: none is.
    n, k : int
        Known answers at or above it, and those of them that are right; without a threshold those of all.
    low : float or None
        Lower bound of the precision at or above it, with which all five candidates were tried; None where n is 0.
    n_known : int
        Known answers that came with a confidence.
    """

    threshold: float | None
    n: int
    k: int
    low: float | None
    n_known: int


def trust_above(
    confidence: Sequence[float], is_right: Sequence[bool], *, target: float, level: float = 0.95
) -> Trusted:
    """The lowest confidence at and above which the lower bound of precision reaches the target.

    Five candidates are tried: the surest fifth of the known answers, the two surest fifths, and so on to all of them.
    They depend on the confidences alone, never on who was right. Each has the one-sided bound of Clopper and Pearson
    at 1 - (1 - level) / 5 (Bonferroni), so that whichever is taken, its precision lies below the bound with a chance
    of 1 - level at most. Many sure answers must not pay for a few doubtful ones: the least sure fifth of those taken
    must be right as often as the target by itself, too, in the mean. With none wrong a fifth needs
    log((1 - level) / 5) / log(target) known answers: 90 for a target of 0.95.

    Parameters
    ----------
    confidence : sequence of float
        Shape (n,), from 0 to 1; equal ones stand or fall together.
    is_right : sequence of bool
        Shape (n,).
    target : float
        The precision to reach, between 0 and 1.

    Raises
    ------
    ValueError
        When the lengths differ, or target or level is no share between 0 and 1.

    References
    ----------
    A. N. Angelopoulos et al.: Learn then test. Annals of Applied Statistics 19 (2025), sec. 3: Bonferroni.
    C. J. Clopper, E. S. Pearson: Biometrika 26 (1934).

    Examples
    --------
    >>> found = trust_above([0.9] * 100 + [0.4] * 100, [True] * 100 + [True, False] * 50, target=0.95)
    >>> found.threshold, found.n, found.k, round(found.low, 4)
    (0.9, 100, 100, 0.955)
    """
    scores, right = np.asarray(confidence, np.float64), np.asarray(is_right, np.bool_)
    if scores.shape != right.shape or not (0 < target < 1 and 0 < level < 1):
        raise ValueError("one confidence for each answer, and shares between 0 and 1")
    n_known = len(scores)
    order = np.argsort(-scores, kind="stable")
    scores, right = scores[order], right[order]
    tail = (1 - level) / FIFTHS
    found = Trusted(None, n_known, int(right.sum()), _low(int(right.sum()), n_known, tail), n_known)
    before = 0
    for end in _ends(scores):
        k = int(right[:end].sum())
        low = _low(k, end, tail)
        if low is not None and low >= target and right[before:end].mean() >= target:
            found = Trusted(float(scores[end - 1]), end, k, low, n_known)
        before = end
    return found


def _ends(scores: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> list[int]:
    """How many of the surest each candidate takes: a fifth more each, and all that are as sure as the last of them."""
    n = len(scores)
    ends = {ceil(n * nth / FIFTHS) for nth in range(1, FIFTHS + 1)} - {0}
    return sorted({int(np.searchsorted(-scores, -scores[end - 1], side="right")) for end in ends})


def _low(k: int, n: int, tail: float) -> float | None:
    from scipy.stats import beta

    if n == 0:
        return None
    return 0.0 if k == 0 else float(beta.ppf(tail, k, n - k + 1))
