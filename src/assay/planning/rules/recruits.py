"""How many people a market will lack, and how many have to be invited or to apply so that so many become productive."""

from collections.abc import Mapping
from dataclasses import dataclass
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
class Coming:
    """Applicants at a step. `share` of them becomes productive; None: too little is known, and they are not counted."""

    step: str
    n: int
    share: Share | None
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Range:
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the coming weeks make of a pool. `leaving`: who stops, a week; None: unknown, and nobody is said to."""

    n_weeks: int = 0
    leaving: Share | None = None
    is_own: bool = True
    coming: tuple[Coming, ...] = ()

    @property
    def kept(self) -> Range:
        """The share of the pool that is still there: (1 - leaving) ^ weeks; the most leave at its lower edge."""
        found = self.leaving
        if found is None or found.value is None or found.low is None or found.high is None:
            return Range(1.0, 1.0, 1.0)
        return Range(*((1 - each) ** self.n_weeks for each in (found.value, found.high, found.low)))

    @property
    def n_coming(self) -> Range:
        """People who become productive of those on the way; at the edges of every share at once."""
        shares = [(each.n, each.share) for each in self.coming if each.share is not None]
        return Range(
            sum(n * (share.value or 0) for n, share in shares),
            sum(n * (share.low or 0) for n, share in shares),
            sum(n * (share.high or 0) for n, share in shares),
        )

    @property
    def n_on_the_way(self) -> int:
        return sum(each.n for each in self.coming)


@dataclass(frozen=True, slots=True)
class Lack:
    """Of a market, hours a week: the need against what the pool gives once some have left and some have come.

    `n_people` is unknown where nobody shows what one person gives. Nobody is won for less than that: whoever came would
    have nothing to do, and of hundreds invited none would stay. Those who work there can give it.
    """

    market: str
    need: float
    pool: float
    n_at_work: int
    hours_each: float | None
    outlook: Outlook = Outlook()

    @property
    def later(self) -> Range:
        """Hours of the pool at the end of the outlook; between the worst and the best edges together."""
        kept, coming, each = self.outlook.kept, self.outlook.n_coming, self.hours_each or 0.0
        return Range(
            self.pool * kept.value + coming.value * each,
            self.pool * kept.low + coming.low * each,
            self.pool * kept.high + coming.high * each,
        )

    @property
    def short(self) -> float:
        return max(0.0, self.need - self.later.value)

    @property
    def is_short(self) -> bool:
        return self.need > self.later.value

    @property
    def is_small(self) -> bool:
        return self.is_short and self.hours_each is not None and self.short < self.hours_each

    @property
    def n_people(self) -> int | None:
        return self._to_win(self.later.value)

    @property
    def n_least(self) -> int | None:
        return self._to_win(self.later.high)

    @property
    def n_most(self) -> int | None:
        return self._to_win(self.later.low)

    def _to_win(self, hours: float) -> int | None:
        short = self.need - hours
        if short <= 0:
            return 0
        if not self.hours_each:
            return None
        return ceil(short / self.hours_each) if short >= self.hours_each else 0


def known(own: Share | None, everywhere: Share | None) -> tuple[Share | None, bool]:
    """What rests on enough: the market's own, else that of all markets in sight (False), else nothing."""
    if own is not None and own.n >= LEAST:
        return own, True
    return (everywhere, False) if everywhere is not None and everywhere.n >= LEAST else (None, True)


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
