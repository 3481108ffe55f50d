"""Run rules: patterns within the limits that chance hardly makes. Each costs false alarms of its own."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
DEFAULT = ("beyond_3", "nine_on_one_side")
# Mean number of in-control points until a false alarm (simulated; one rule alone: 370 in theory).
POINTS_TO_FALSE_ALARM = {"beyond_3": 370, "default": 213, "western_electric": 92}


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
        window, holds = RULES[name]
        for last in range(window - 1, len(points)):
            if holds(points[last - window + 1 : last + 1]):
                found.setdefault(last, []).append(name)
    return dict(sorted(found.items()))


def _beyond(n_of_window: int, sigmas: float) -> Callable[[Floats], bool]:
    """So many of the window beyond so many sigmas on one side, the last point among them."""

    def holds(window: Floats) -> bool:
        return any(
            side * window[-1] > sigmas and (side * window > sigmas).sum() >= n_of_window for side in (1, -1)
        )

    return holds


def _one_side(window: Floats) -> bool:
    return bool((window > 0).all() or (window < 0).all())


def _monotone(window: Floats) -> bool:
    steps = np.diff(window)
    return bool((steps > 0).all() or (steps < 0).all())


def _alternating(window: Floats) -> bool:
    steps = np.sign(np.diff(window))
    return bool((steps[1:] * steps[:-1] < 0).all())


def _hugging(window: Floats) -> bool:
    return bool((np.abs(window) < 1).all())


def _avoiding(window: Floats) -> bool:
    return bool((np.abs(window) > 1).all() and (window > 0).any() and (window < 0).any())


RULES: dict[str, tuple[int, Callable[[Floats], bool]]] = {
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
