"""How many people a market lacks, and how many have to be invited or to apply so that so many become productive."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil

from assay.stats.sampling import Share

# A conversion that rests on fewer people says too little to plan with; neither does one nobody came through.
LEAST = 30


@dataclass(frozen=True, slots=True)
class Ask:
    """On a channel: `n` people to invite (or, where invitations are unknown, to apply), and between which numbers."""

    channel: str
    are_invited: bool
    n: int
    low: int
    high: int
    rests_on: Share


@dataclass(frozen=True, slots=True)
class Lack:
    """Of a market, hours a week; `n_people` is unknown where nobody shows what one person gives.

    Nobody is won for less than one person gives: whoever came would have nothing to do, and of hundreds invited none
    would stay. Those who work there can give it.
    """

    market: str
    need: float
    pool: float
    n_at_work: int
    hours_each: float | None
    n_people: int | None

    @property
    def is_short(self) -> bool:
        return self.need > self.pool

    @property
    def is_small(self) -> bool:
        return self.is_short and self.hours_each is not None and self.short < self.hours_each

    @property
    def short(self) -> float:
        return max(0.0, self.need - self.pool)


def lack_of(market: str, *, need: float, pool: float, n_at_work: int, hours_each: float | None) -> Lack:
    found = Lack(market, need, pool, n_at_work, hours_each, 0)
    if not found.is_short or found.is_small:
        return found
    return replace(found, n_people=ceil(found.short / hours_each) if hours_each else None)


def asks(n_people: int, conversions: Mapping[str, tuple[bool, Share]]) -> list[Ask]:
    """By channel, the cheapest in people first; channels that say too little are left out."""
    found = [
        Ask(
            channel,
            are_invited,
            ceil(n_people / share.value),
            ceil(n_people / (share.high or 1)),
            ceil(n_people / share.low),
            share,
        )
        for channel, (are_invited, share) in conversions.items()
        if share.n >= LEAST and share.value and share.low
    ]
    return sorted(found, key=lambda each: (each.n, each.channel))
