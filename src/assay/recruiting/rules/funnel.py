"""How far applicants come, step by step: of those who took the step before, with an interval.

A step counts only who took all before it, so that each is a part of the one before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assay.stats.sampling import Share, wilson

# An accepted answer makes active; so many, productive. Retained is who still works in the fifth week.
PRODUCTIVE = 50
RETAINED_DAYS = (28, 35)
# So long somebody has had time to become productive; the forecast looks as far ahead.
TIME_DAYS = 28


class FunnelStep(StrEnum):
    INVITED = "invited"
    APPLIED = "applied"
    VERIFIED = "verified"
    ACCEPTED = "accepted"
    QUALIFIED = "qualified"
    ACTIVATED = "activated"
    PRODUCTIVE = "productive"
    RETAINED = "retained"


@dataclass(frozen=True, slots=True)
class Way:
    """Applicants who came equally far: how many steps, of which applying is the first.

    `may_be_retained`: a fifth week is over for them; `is_invited`: they came on a link to which people were invited;
    `had_time`: they came at least TIME_DAYS ago; `is_on_the_way`: later, and nothing has ended it or become of it yet.
    """

    group: str
    n_steps: int
    may_be_retained: bool = False
    is_invited: bool = False
    had_time: bool = False
    is_on_the_way: bool = False
    n: int = 1


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

    def n_of(self, step: FunnelStep) -> int:
        return next(each.n for each in self.steps if each.step == step)


def steps_taken(facts: Sequence[bool]) -> int:
    """Facts in the order of the steps; a later one without an earlier one does not count."""
    return next((nth for nth, is_reached in enumerate(facts) if not is_reached), len(facts))


def funnels(ways: Iterable[Way], invited: Mapping[str, int]) -> list[Funnel]:
    """One of each group, by name; `invited` is how many people were invited in each."""
    groups: dict[str, list[Way]] = {name: [] for name in invited}
    for way in ways:
        groups.setdefault(way.group, []).append(way)
    return [Funnel(name, _steps(groups[name], invited.get(name, 0))) for name in sorted(groups)]


def _steps(ways: Sequence[Way], n_invited: int) -> tuple[Reached, ...]:
    found = [
        Reached(FunnelStep.INVITED, n_invited, None),
        Reached(FunnelStep.APPLIED, sum(way.n for way in ways), _answered(ways, n_invited)),
    ]
    for nth, step in enumerate(list(FunnelStep)[2:], start=2):
        before = [
            way
            for way in ways
            if way.n_steps >= nth - 1 and (step != FunnelStep.RETAINED or way.may_be_retained)
        ]
        n = sum(way.n for way in before if way.n_steps >= nth)
        found.append(Reached(step, n, wilson(n, sum(way.n for way in before))))
    return tuple(found)


def _answered(ways: Iterable[Way], n_invited: int) -> Share | None:
    """Of the invited who applied; unknown where more came on those links than were invited to them."""
    n = sum(way.n for way in ways if way.is_invited)
    return wilson(n, n_invited) if n_invited > 0 and n <= n_invited else None
