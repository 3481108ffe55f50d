"""Whether something that was good enough has ceased to be: Wald's plan over and over, along answers that are known."""

from collections.abc import Iterable
from dataclasses import dataclass

from assay.stats.sampling.sequential import SequentialPlan


@dataclass(frozen=True, slots=True)
class Watch:
    """Where a run of plans stands.

    Attributes
    ----------
    n, n_wrong : int
        Looked at, and wrong, since it was last found good.
    n_passed : int
        How often it was found good.
    since : int
        Index of the first answer that was looked at since then; 0 where it was not found good.
    alarm_at : int or None
        Index of the answer at which it was found bad; nothing after it was looked at.
    """

    n: int = 0
    n_wrong: int = 0
    n_passed: int = 0
    since: int = 0
    alarm_at: int | None = None


def watch(is_right: Iterable[bool], plan: SequentialPlan, *, n: int = 0, n_wrong: int = 0) -> Watch:
    """Follow answers in their order: each acceptance begins a new plan, the first rejection is an alarm.

    One plan takes what is good for bad with a chance of alpha at most, so that an alarm without cause comes after
    1 / alpha acceptances or later in the mean; what is as bad as the plan's `p2` is found by each plan with a chance of
    1 - beta at least.

    Parameters
    ----------
    is_right : iterable of bool
        In the order in which it became known.
    plan : SequentialPlan
        Between the shares of wrong answers that are good and bad.
    n, n_wrong : int
        Where an earlier stretch of answers ended since it was last found good: following stretch after stretch is the
        same as following all at once.

    References
    ----------
    A. Wald: Sequential Analysis (1947).
    E. S. Page: Continuous inspection schemes. Biometrika 41 (1954): plans begun anew after each acceptance.

    Examples
    --------
    >>> from assay.stats.sampling import sequential_plan
    >>> watch([True] * 30 + [False, False], sequential_plan(0.01, 0.10))
    Watch(n=8, n_wrong=2, n_passed=1, since=24, alarm_at=31)
    """
    n_passed = since = 0
    for nth, right in enumerate(is_right):
        n, n_wrong = n + 1, n_wrong + (not right)
        fewest, most = plan.rejects_with(n), plan.accepts_with(n)
        if fewest is not None and n_wrong >= fewest:
            return Watch(n, n_wrong, n_passed, since, nth)
        if most is not None and n_wrong <= most:
            n, n_wrong, n_passed, since = 0, 0, n_passed + 1, nth + 1
    return Watch(n, n_wrong, n_passed, since)
