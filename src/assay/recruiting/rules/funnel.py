"""How far applicants come, step by step: of those who took the step before, with an interval.

A step counts only who took all before it, so that each is a part of the one before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assay.stats.sampling import Share, wilson

# An accepted answer makes active; so many, productive. Retained is who still works in the fifth week.
PRODUCTIVE = 50
RETAINED_DAYS = (28, 35)


class FunnelStep(StrEnum):
    APPLIED = "applied"
    VERIFIED = "verified"
    ACCEPTED = "accepted"
    QUALIFIED = "qualified"
    ACTIVATED = "activated"
    PRODUCTIVE = "productive"
    RETAINED = "retained"


@dataclass(frozen=True, slots=True)
class Way:
    """One applicant: how many steps they took, of which applying is the first; and whether a fifth week is over."""

    group: str
    n_steps: int
    may_be_retained: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """A step: who reached it, of those who could have."""

    step: FunnelStep
    n: int
    of_before: Share | None


@dataclass(frozen=True, slots=True)
class Funnel:
    group: str
    steps: tuple[Reached, ...]


def steps_taken(facts: Sequence[bool]) -> int:
    """Facts in the order of the steps; a later one without an earlier one does not count."""
    return next((nth for nth, is_reached in enumerate(facts) if not is_reached), len(facts))


def funnels(ways: Iterable[Way]) -> list[Funnel]:
    """One of each group, by name."""
    groups: dict[str, list[Way]] = {}
    for way in ways:
        groups.setdefault(way.group, []).append(way)
    return [Funnel(name, _steps(groups[name])) for name in sorted(groups)]


def _steps(ways: Sequence[Way]) -> tuple[Reached, ...]:
    found = [Reached(FunnelStep.APPLIED, len(ways), None)]
    for nth, step in enumerate(list(FunnelStep)[1:], start=2):
        before = [
            way
            for way in ways
            if way.n_steps >= nth - 1 and (step != FunnelStep.RETAINED or way.may_be_retained)
        ]
        n = sum(way.n_steps >= nth for way in before)
        found.append(Reached(step, n, wilson(n, len(before))))
    return tuple(found)
