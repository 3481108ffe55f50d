"""Run rules: patterns within the limits that chance hardly makes. Each costs false alarms of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# Windows of points, the last axis being time, to where the rule holds.
Rule = Callable[[Floats], NDArray[np.bool_]]
AT_ONCE, POINTS = 100, 1500
DEFAULT = ("beyond_3", "nine_on_one_side")


def signals(z: Sequence[float] | Floats, rules: Sequence[str] = DEFAULT) -> dict[int, list[str]]:
    """The points at which a rule signals, counted from 0, with the rules' names.

    Parameters
    ----------
    z : sequence of float
        Points in standard deviations from the centre.
    rules : sequence of str
        Names out of `RULES`. All at once quarter the time to a false alarm: turn on what you need.

    Raises
    ------
    ValueError
        For an unknown rule.

    References
    ----------
    L. S. Nelson, Journal of Quality Technology 16 (1984); Western Electric:
    Statistical Quality Control Handbook (1956).

    Examples
    --------
    >>> signals([0, 3.2, 0.5])
    {1: ['beyond_3']}
    """
    unknown = set(rules) - RULES.keys()
    if unknown:
        raise ValueError(f"there is no rule {', '.join(sorted(unknown))}: the rules are {', '.join(RULES)}")
    points = np.asarray(z, np.float64)
    found: dict[int, list[str]] = {}
    for name in rules:
        for last in np.flatnonzero(holding(points[None, :], name)[0]).tolist():
            found.setdefault(last, []).append(name)
    return dict(sorted(found.items()))


def holding(rows: Floats, name: str) -> NDArray[np.bool_]:
    """Where a rule signals in each of several series, shape (n_series, n_points)."""
    window, holds = RULES[name]
    found = np.zeros(rows.shape, np.bool_)
    if rows.shape[1] >= window:
        found[:, window - 1 :] = holds(np.lib.stride_tricks.sliding_window_view(rows, window, axis=1))
    return found


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """Mean number of points until a process in control sets off an alarm (ARL0), with its interval of 95 %.

    `n` simulated series; without any alarm in them `points` is the number of points that were simulated, and `high`
    None.
    """

    points: float
    low: float
    high: float | None
    n: int


def false_alarms(rules: Sequence[str] = DEFAULT, *, n: int = 1000, seed: int = 0) -> FalseAlarms:
    """What a set of rules costs: simulated on a process in control, with normal points.

    References
    ----------
    C. W. Champ, W. H. Woodall, Technometrics 29 (1987): 370 points for the limits alone, 92 for all four of Western
    Electric.

    Examples
    --------
    >>> found = false_alarms(WESTERN_ELECTRIC)
    >>> 80 < found.low < found.points < found.high < 100
    True
    """
    if unknown := set(rules) - RULES.keys():
        raise ValueError(f"there is no rule {', '.join(sorted(unknown))}: the rules are {', '.join(RULES)}")
    draw = np.random.default_rng(seed)
    n_alarms, n_points = 0, 0
    waits: list[int] = []
    for _ in range(max(1, n // AT_ONCE)):
        rows = draw.standard_normal((AT_ONCE, POINTS))
        signal = (
            np.any([holding(rows, name) for name in rules], axis=0) if rules else np.zeros(rows.shape, bool)
        )
        first = np.where(signal.any(axis=1), signal.argmax(axis=1) + 1, POINTS)
        n_alarms += int(signal.any(axis=1).sum())
        n_points += int(first.sum())
        waits.extend(first.tolist())
    if not n_alarms:
        return FalseAlarms(float(n_points), float(n_points) / 3, None, len(waits))
    # Series that are cut at their end count by their points: time at risk over alarms.
    mean = n_points / n_alarms
    half = 1.959963984540054 * float(np.std(waits, ddof=1)) / sqrt(len(waits)) * len(waits) / n_alarms
    return FalseAlarms(mean, mean - half, mean + half, len(waits))


def _beyond(n_of_window: int, sigmas: float) -> Rule:
    """So many of the window beyond so many sigmas on one side, the last point among them."""

    def holds(windows: Floats) -> NDArray[np.bool_]:
        up, down = windows > sigmas, windows < -sigmas
        is_up = up[..., -1] & (up.sum(axis=-1) >= n_of_window)
        return np.asarray(is_up | (down[..., -1] & (down.sum(axis=-1) >= n_of_window)))

    return holds


def _one_side(windows: Floats) -> NDArray[np.bool_]:
    return np.asarray((windows > 0).all(axis=-1) | (windows < 0).all(axis=-1))


def _monotone(windows: Floats) -> NDArray[np.bool_]:
    steps = np.diff(windows, axis=-1)
    return np.asarray((steps > 0).all(axis=-1) | (steps < 0).all(axis=-1))


def _alternating(windows: Floats) -> NDArray[np.bool_]:
    steps = np.sign(np.diff(windows, axis=-1))
    return np.asarray((steps[..., 1:] * steps[..., :-1] < 0).all(axis=-1))


def _hugging(windows: Floats) -> NDArray[np.bool_]:
    return np.asarray((np.abs(windows) < 1).all(axis=-1))


def _avoiding(windows: Floats) -> NDArray[np.bool_]:
    both = (windows > 0).any(axis=-1) & (windows < 0).any(axis=-1)
    return np.asarray((np.abs(windows) > 1).all(axis=-1) & both)


RULES: dict[str, tuple[int, Rule]] = {
    "beyond_3": (1, _beyond(1, 3.0)),
    "nine_on_one_side": (9, _one_side),
    "six_monotone": (6, _monotone),
    "fourteen_alternating": (14, _alternating),
    "two_of_three_beyond_2": (3, _beyond(2, 2.0)),
    "four_of_five_beyond_1": (5, _beyond(4, 1.0)),
    "fifteen_within_1": (15, _hugging),
    "eight_beyond_1_on_both_sides": (8, _avoiding),
    "eight_on_one_side": (8, _one_side),
}
WESTERN_ELECTRIC = ("beyond_3", "two_of_three_beyond_2", "four_of_five_beyond_1", "eight_on_one_side")
