"""Faster than anyone could read: four published rules."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.integrity.answers import Answers, Floats, Signal
from assay.stats.integrity.correction import benjamini_hochberg
from assay.stats.sampling.proportion import wilson

RULES = ("half_median", "fast_share", "four_of_ten", "three_of_ten")


@dataclass(frozen=True, slots=True)
class SpeedLimits:
    """What counts as too fast.

    `half` of the median of all (survey panels); `seconds` per answer, of which `n_fast` among any `window` in a row
    (Toloka's example: 4 of 10 below 3 seconds); `control_seconds`, the time of someone who knows the task, which
    3 of 10 may not undercut. `fewest` answers before anything is said; `false_share` of chance among the found.
    """

    half: float = 0.5
    seconds: float = 3.0
    n_fast: int = 4
    window: int = 10
    control_seconds: float | None = None
    n_below_control: int = 3
    fewest: int = 10
    false_share: float = 0.01


def speeding(answers: Answers, limits: SpeedLimits | None = None) -> list[Signal]:
    """Signals of speed, for each person with enough answers.

    Items differ in length: `half_median` and `fast_share` compare with the median of the same item where others
    answered it, too. Device, connection and practice make people fast as well.

    Raises
    ------
    ValueError
        When there are no times, or one is below 0.

    References
    ----------
    Panel practice (half the median), survey platforms (3 seconds a question), Toloka's quality rules (4 of the last 10
    below 3 seconds; 3 of 10 below a control time).
    """
    rule = limits or SpeedLimits()
    if answers.seconds is None or not np.isfinite(answers.seconds).all() or (answers.seconds < 0).any():
        raise ValueError("speed needs the seconds of every answer, from 0 on")
    relative = answers.seconds / usual_seconds(answers)
    is_fast = relative < rule.half
    usual = float(is_fast.mean()) if answers.n else 0.0
    found, tested = [], []
    for worker, rows in enumerate(answers.by_worker()):
        if len(rows) < rule.fewest:
            continue
        tested.append((worker, int(is_fast[rows].sum()), len(rows)))
        middle = float(np.median(relative[rows]))
        if middle < rule.half:
            words = f"The median answer takes {middle:.0%} of what others take for the same items."
            found.append(
                Signal("half_median", "speed", worker, middle, 1.0, None, None, len(rows), None, words)
            )
        found += _in_a_row(answers.seconds[rows], worker, rule)
    return found + _shares(tested, usual, rule)


def usual_seconds(answers: Answers) -> Floats:
    """The median time of each answer's item; of all answers where the item has fewer than three. Shape (n,)."""
    assert answers.seconds is not None
    overall = max(float(np.median(answers.seconds)) if answers.n else 1.0, 1e-9)
    order = np.argsort(answers.item, kind="stable")
    sizes = np.bincount(answers.item, minlength=answers.n_items)
    usual = np.full(answers.n_items, overall)
    for item, rows in enumerate(np.split(order, np.cumsum(sizes)[:-1]) if answers.n_items else []):
        if len(rows) >= 3:
            usual[item] = max(float(np.median(answers.seconds[rows])), 1e-9)
    return usual[answers.item]


def _in_a_row(seconds: Floats, worker: int, rule: SpeedLimits) -> list[Signal]:
    """The rules that count fast answers among some in a row."""
    counts = [("four_of_ten", rule.seconds, rule.n_fast)]
    if rule.control_seconds is not None:
        counts.append(("three_of_ten", rule.control_seconds, rule.n_below_control))
    found = []
    for name, limit, most in counts:
        most_seen = _most_in_window(seconds < limit, rule.window)
        if most_seen >= most:
            words = f"{most_seen} of {rule.window} answers in a row took less than {limit:g} s."
            size = len(seconds)
            found.append(Signal(name, "speed", worker, float(most_seen), None, None, None, size, None, words))
    return found


def _most_in_window(is_fast: NDArray[np.bool_], window: int) -> int:
    summed = np.concatenate([[0], np.cumsum(is_fast)])
    width = min(window, len(is_fast))
    return int((summed[width:] - summed[: len(summed) - width]).max(initial=0))


def _shares(tested: list[tuple[int, int, int]], usual: float, rule: SpeedLimits) -> list[Signal]:
    """Who is fast more often than the crowd, tested with a binomial and corrected for the number of people."""
    from scipy.stats import binom

    p_values = [float(binom.sf(k - 1, n, usual)) for _, k, n in tested]
    found = []
    for (worker, k, n), adjusted in zip(tested, benjamini_hochberg(p_values), strict=True):
        share = wilson(k, n)
        if adjusted > rule.false_share or share.value is None:
            continue
        words = f"{share.value:.0%} of {n:,} answers took less than half the usual time, of all answers {usual:.0%}."
        found.append(
            Signal(
                "fast_share",
                "speed",
                worker,
                share.value,
                usual,
                share.low,
                share.high,
                n,
                float(adjusted),
                words,
            )
        )
    return found
