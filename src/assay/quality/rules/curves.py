"""What a plan promises, as figures: with which quality a lot is accepted how often (operating characteristic)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assay.quality.rules.inspection import ClassPlan

# Shares of lots that are accepted, for which the quality is told: nearly all, half, one in ten.
NEARLY_ALL, HALF, ONE_IN_TEN = 0.95, 0.5, 0.1
N_POINTS = 48
_NICE = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Promise:
    """One severity's plan: the qualities (shares of defective units) accepted nearly always, half the time, and in one
    lot of ten, which is the limiting quality; None where the plan accepts whatever it is."""

    plan: ClassPlan
    good: float | None
    even: float | None
    limiting: float | None
    at_aql: float | None
    mean_n: float | None


@dataclass(frozen=True, slots=True)
class Curves:
    """`shares` are the defective shares of the points, `accepted` the chances per severity."""

    shares: tuple[float, ...]
    accepted: tuple[tuple[float, ...], ...]
    promises: tuple[Promise, ...]


def curves_of(plans: Sequence[ClassPlan]) -> Curves:
    promises = tuple(promise_of(plan) for plan in plans)
    farthest = max((each.limiting or 1.0 for each in promises), default=1.0)
    end = next((nice for nice in _NICE if nice >= min(1.0, 1.4 * farthest)), 1.0)
    shares = tuple(end * nth / N_POINTS for nth in range(N_POINTS + 1))
    accepted = tuple(tuple(accepted_at(plan, share) for share in shares) for plan in plans)
    return Curves(shares, accepted, promises)


@lru_cache(maxsize=256)
def promise_of(plan: ClassPlan) -> Promise:
    aql = None if not plan.aql else plan.aql / 100
    truncated = plan.truncated
    return Promise(
        plan=plan,
        good=quality_at(plan, NEARLY_ALL),
        even=quality_at(plan, HALF),
        limiting=quality_at(plan, ONE_IN_TEN),
        at_aql=None if aql is None else accepted_at(plan, aql),
        mean_n=None if truncated is None or aql is None else truncated.course(aql).mean_n,
    )


@lru_cache(maxsize=4096)
def accepted_at(plan: ClassPlan, share: float) -> float:
    """The chance to accept a lot of a steady stream with this share of defective units."""
    if plan.truncated is not None:
        return plan.truncated.course(share).acceptance
    # Of the reduced plans a result in the gap is accepted, too.
    from scipy.stats import binom

    return float(binom.cdf(plan.reject - 1, plan.n, share))


def quality_at(plan: ClassPlan, chance: float) -> float | None:
    """The share of defective units with which a lot is accepted with this chance."""
    if plan.truncated is None:
        from assay.stats.sampling import Plan

        return Plan(plan.n, plan.reject - 1, plan.reject).quality_at(chance)
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if accepted_at(plan, middle) > chance else (low, middle)
    return (low + high) / 2
