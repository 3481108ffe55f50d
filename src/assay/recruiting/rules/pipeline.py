"""Who applied of late and is still on the way, and how many of those before them became productive."""

from collections.abc import Iterable
from dataclasses import dataclass

from assay.recruiting.rules.funnel import FunnelStep, Way
from assay.stats.sampling import Share, wilson

# Steps before the first answer: whoever has begun to work is at work, and gives hours already.
BEFORE_WORK = (FunnelStep.APPLIED, FunnelStep.VERIFIED, FunnelStep.ACCEPTED, FunnelStep.QUALIFIED)
N_PRODUCTIVE = list(FunnelStep).index(FunnelStep.PRODUCTIVE)


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """Applicants at one step. `became`: who became productive, of those before them who came at least so far.

    Those before them came at least so long ago as they may take: a later one has had no time yet, and would make the
    share too small.
    """

    step: FunnelStep
    n: int
    became: Share


def on_the_way(ways: Iterable[Way]) -> list[OnTheWay]:
    """One of each step, the first first, also where nobody is."""
    ways = list(ways)
    before = [each for each in ways if each.had_time]
    n_productive = sum(each.n for each in before if each.n_steps >= N_PRODUCTIVE)
    return [
        OnTheWay(
            step,
            sum(each.n for each in ways if each.is_on_the_way and each.n_steps == nth),
            wilson(n_productive, sum(each.n for each in before if each.n_steps >= nth)),
        )
        for nth, step in enumerate(BEFORE_WORK, start=1)
    ]
