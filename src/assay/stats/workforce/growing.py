"""People over time: learning curves, the capacity of cohorts, who stays, how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2


def learning_time(first: float, rate: float, nth: int) -> float:
    """Time of the `nth` unit on a learning curve: each doubling takes `rate` (0 to 1) of the time before.

    References
    ----------
    T. P. Wright (1936), unit form of J. R. Crawford.

    Examples
    --------
    >>> [round(learning_time(50, 0.8, nth), 6) for nth in (1, 2, 4)]
    [50.0, 40.0, 32.0]
    """
    if nth < 1 or not 0 < rate <= 1 or first < 0:
        raise ValueError("units count from 1, the rate is above 0 and at most 1")
    return float(first * rate ** log2(nth))


def average_time(first: float, rate: float, n: int) -> float:
    """Mean time of the first `n` units where the rate is that of the mean (Wright's own form).

    Examples
    --------
    >>> round(average_time(100, 0.9, 7), 2), round(7 * average_time(100, 0.9, 7), 2)
    (74.39, 520.76)
    """
    return learning_time(first, rate, n)


@dataclass(frozen=True, slots=True)
class Cohort:
    """People who started together, `week` weeks ago (0: this week)."""

    heads: int
    week: int


def capacity(cohorts: Sequence[Cohort], *, ramp: Sequence[float], survival: Sequence[float]) -> float:
    """Proficient people's worth of work: heads times who is still there times how fast they are by then.

    Parameters
    ----------
    ramp, survival : sequence of float
        Share of a proficient person's throughput, and of a cohort still there, by week; the last one goes on.

    Examples
    --------
    >>> capacity([Cohort(10, 0), Cohort(10, 9)], ramp=[0.5, 1.0], survival=[1.0, 0.9])
    14.0
    """
    if not ramp or not survival:
        raise ValueError("ramp and survival need a first week")
    return sum(
        cohort.heads * survival[min(cohort.week, len(survival) - 1)] * ramp[min(cohort.week, len(ramp) - 1)]
        for cohort in cohorts
    )


@dataclass(frozen=True, slots=True)
class Step:
    """At `time` so many left of so many at risk; `survival` is the share that stays longer, with its interval."""

    time: float
    n_at_risk: int
    n_left: int
    survival: float
    low: float
    high: float


def kaplan_meier(times: Sequence[float], has_left: Sequence[bool]) -> list[Step]:
    """Who stays how long, from people some of whom are still there.

    Parameters
    ----------
    times : sequence of float
        How long each was there, in any unit.
    has_left : sequence of bool
        Whether they left then; else they are still there.

    References
    ----------
    E. L. Kaplan, P. Meier, Journal of the American Statistical Association 53 (1958); Greenwood's variance on the
    log-log scale.

    Examples
    --------
    >>> [round(step.survival, 3) for step in kaplan_meier([1, 2, 2, 3], [True, True, False, True])]
    [0.75, 0.5, 0.0]
    """
    from math import exp, log, sqrt

    pairs = sorted(zip(times, has_left, strict=True))
    steps, survival, greenwood, nth = [], 1.0, 0.0, 0
    while nth < len(pairs):
        time, at_risk = pairs[nth][0], len(pairs) - nth
        same = [left for other, left in pairs[nth:] if other == time]
        n_left = sum(same)
        nth += len(same)
        if not n_left:
            continue
        survival *= 1 - n_left / at_risk
        low = high = survival
        if 0 < survival < 1:
            greenwood += n_left / (at_risk * (at_risk - n_left))
            half = 1.959963984540054 * sqrt(greenwood) / abs(log(survival))
            low, high = survival ** exp(half), survival ** exp(-half)
        steps.append(Step(time, at_risk, n_left, survival, low, high))
    return steps


def median_stay(steps: Sequence[Step]) -> float | None:
    """The time after which half have left; None while more than half are there."""
    return next((step.time for step in steps if step.survival <= 0.5), None)


@dataclass(frozen=True, slots=True)
class PoolSize:
    """Estimated number of people, with its interval of 95 % (never below those seen)."""

    value: float
    low: float
    high: float


def pool_size(n_first: int, n_second: int, n_both: int) -> PoolSize:
    """How many people there are, from two looks at the pool (capture and recapture, Chapman).

    References
    ----------
    D. G. Chapman, University of California Publications in Statistics 1 (1951); variance of G. A. F. Seber.

    Examples
    --------
    >>> round(pool_size(200, 150, 30).value, 2)
    978.06
    """
    from math import sqrt

    if not 0 <= n_both <= min(n_first, n_second):
        raise ValueError("who was seen twice was seen in both looks")
    value = (n_first + 1) * (n_second + 1) / (n_both + 1) - 1
    variance = (
        (n_first + 1) * (n_second + 1) * (n_first - n_both) * (n_second - n_both)
        / ((n_both + 1) ** 2 * (n_both + 2))
    )  # fmt: skip
    seen, half = n_first + n_second - n_both, 1.959963984540054 * sqrt(variance)
    return PoolSize(value, max(float(seen), value - half), value + half)
