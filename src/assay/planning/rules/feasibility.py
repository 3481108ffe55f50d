"""Can it be done: people needed against people there, hours, cost, and dates, per market and language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil

from assay.kit.reasons import Reason, declare
from assay.planning.enums import Similarity, Timing
from assay.planning.rules.means import mean_of, ratio_of
from assay.planning.rules.ranges import Ranges, refuse_outside
from assay.planning.rules.standards import Measured
from assay.stats.sampling import wilson
from assay.stats.workforce import (
    Worker,
    finish_days,
    full_time,
    latest_days,
    quantile_day,
    resampled_seconds,
)

OUT_OF_RANGE = declare("feasibility.out_of_range", "{what} must lie between {low} and {high}.", status=422)
BAD_RATE = declare(
    "feasibility.bad_rate",
    "A rate is an amount above 0 per hour, for a market that is asked for.",
    status=422,
)
NEEDS_CURRENCY = declare(
    "feasibility.needs_currency", "Say the currency of the rates as three letters, such as EUR.", status=422
)
NO_VOLUME = declare("feasibility.no_volume", "There is no volume left to reckon with.", status=422)
RANGES: Ranges = {
    "overlap": ("Judgments per task", 1.0, 50.0),
    "gold_share": ("The share of gold", 0.0, 0.5),
    "review_share": ("The share that is reviewed", 0.0, 1.0),
    "review_seconds": ("Seconds per review", 0.0, 86_400.0),
    "busy_share": ("The share of busy people's hours", 0.0, 1.0),
    "idle_chance": ("The chance that idle people come", 0.0, 1.0),
}
SEED, N_RUNS = 20_260_301, 400
SHARES = (0.5, 0.8, 0.95)
MOST_RATE = 10**12
WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class Given:
    """What is not measured but decided: busy people give a share of their hours, idle ones come with a chance."""

    overlap: float = 3.0
    gold_share: float = 0.1
    review_share: float = 0.1
    review_seconds: float = 30.0
    busy_share: float = 0.5
    idle_chance: float = 0.5


@dataclass(frozen=True, slots=True)
class Rates:
    """Micro-units of the currency per hour, by market; a market without one has no cost."""

    by_market: Mapping[str, int] = field(default_factory=dict)
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who could do it, as far as measured. `similar` is (judgments, seconds) of all their similar work."""

    weeks: tuple[tuple[float, ...], ...]
    is_busy: bool
    site: str = ""
    is_of_vendor: bool = False
    similar: tuple[int, float] = (0, 0.0)
    n_scored: int = 0
    n_right: int = 0
    n_markets: int = 1
    key: int = 0

    @property
    def hours_per_week(self) -> float:
        return sum(map(sum, self.weeks)) / len(self.weeks) if self.weeks else 0.0


@dataclass(frozen=True, slots=True)
class Cut:
    """For so many days only this part of somebody's hours is left."""

    left: float
    days: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One market and language, with everybody who could do it. `fallback` is similar work of others, by person."""

    market: str
    language: str
    n_items: int
    people: tuple[Person, ...]
    similarity: Similarity
    fallback: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    name: str
    n_people: int


@dataclass(frozen=True, slots=True)
class Dates:
    """The earliest day by which so many runs of a hundred are done; None where fewer ever are."""

    p50: date | None
    p80: date | None
    p95: date | None


@dataclass(frozen=True, slots=True)
class Amount:
    """In micro-units: expected, and from the fast to the slow end of the handling time's interval."""

    value: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class MarketEstimate:
    """`n_people` could do it, `n_needed` of them are needed; None where nothing was measured to say so.

    `seconds` is per judgment; `is_fallback` says that it was measured of other people than these. Hours are of
    judgments, those of gold too, without reviews.
    """

    market: str
    language: str
    n_items: int
    n_judgments: int
    n_people: int
    n_busy: int
    n_idle: int
    n_of_vendors: int
    sites: tuple[Site, ...]
    similarity: Similarity
    is_fallback: bool
    seconds: Measured | None
    accuracy: Measured | None
    accuracy_crowd: Measured | None
    accuracy_vendors: Measured | None
    hours_per_week: Measured | None
    hours: float | None
    review_hours: float
    n_needed: int | None
    n_reviewers: int | None
    dates: Dates
    cost: Amount | None

    @property
    def n_missing(self) -> int:
        return max(0, (self.n_needed or 0) - self.n_people)

    @property
    def per_hour(self) -> float | None:
        return 3600 / self.seconds.value if self.seconds and self.seconds.value else None


@dataclass(frozen=True, slots=True)
class Estimate:
    """All of it. `n_without_rate` markets have no rate, so `cost` is only of the others."""

    markets: tuple[MarketEstimate, ...]
    starts_on: date
    deadline_on: date | None
    dates: Dates
    timing: Timing
    cost: Amount | None
    currency: str
    n_without_rate: int
    n_runs: int = N_RUNS
    seed: int = SEED

    @property
    def gaps(self) -> tuple[MarketEstimate, ...]:
        return tuple(each for each in self.markets if each.n_missing)

    @property
    def hours(self) -> float | None:
        """Of judgments and reviews; None where a market has no measured handling time."""
        found = [each.hours for each in self.markets]
        known = [each for each in found if each is not None]
        return (
            sum(known) + sum(each.review_hours for each in self.markets) if len(known) == len(found) else None
        )


def estimate(
    asked: Sequence[Asked], given: Given, *, rates: Rates, starts_on: date, deadline_on: date | None
) -> Estimate:
    """Everything from measured days; the same input gives the same output."""
    reckoned = [
        _market(each, given, rates=rates, starts_on=starts_on, deadline_on=deadline_on) for each in asked
    ]
    markets = tuple(market for market, _days in reckoned)
    dates = _dates(latest_days([days for _market, days in reckoned]), starts_on)
    costs = [each.cost for each in markets if each.cost is not None]
    return Estimate(
        markets=markets,
        starts_on=starts_on,
        deadline_on=deadline_on,
        dates=dates,
        timing=timing_of(dates, deadline_on, is_known=all(map(_is_known, markets))),
        cost=_added(costs),
        currency=rates.currency if costs else "",
        n_without_rate=sum(each.market not in rates.by_market for each in markets),
    )


def timing_of(dates: Dates, deadline_on: date | None, *, is_known: bool = False) -> Timing:
    """Without a deadline any known date is in time; what takes longer than was looked at is late, where people were
    there and measured."""
    if dates.p50 is None:
        return Timing.LATE if is_known else Timing.UNKNOWN
    until = deadline_on or date.max
    for day, timing in ((dates.p95, Timing.SAFE), (dates.p80, Timing.LIKELY), (dates.p50, Timing.UNCERTAIN)):
        if day is not None and day <= until:
            return timing
    return Timing.LATE


def is_worse(before: Estimate, after: Estimate) -> bool:
    """Whether the owner has to know: the timing fell, or the date of 80 % came later or went away."""
    order = list(Timing)
    if order.index(after.timing) > order.index(before.timing):
        return True
    if before.dates.p80 is None:
        return False
    return after.dates.p80 is None or after.dates.p80 > before.dates.p80


def dates_of(
    asked: Sequence[Asked],
    given: Given,
    *,
    starts_on: date,
    cut: Cut | None = None,
    shared: frozenset[int] = frozenset(),
) -> Dates:
    """When all markets are done; `cut` is of the people whose key is among `shared`."""
    runs = [_runs(each, given, starts_on, cut=cut, shared=shared) for each in asked]
    return _dates(latest_days(runs), starts_on)


def workers_of(
    people: Sequence[Person],
    given: Given,
    *,
    cut: Cut | None = None,
    shared: frozenset[int] = frozenset(),
) -> list[Worker]:
    """Busy people give a share of their own weeks; idle ones, if they come, work like those who are measured."""
    return [
        Worker(
            weeks=each.weeks if each.is_busy else (),
            share=(given.busy_share if each.is_busy else 1.0) / each.n_markets,
            chance=1.0 if each.is_busy else given.idle_chance,
            cut=cut.left if cut and each.key in shared else 1.0,
            cut_days=cut.days if cut and each.key in shared else 0,
        )
        for each in people
    ]


def refuse_given(given: Given) -> list[Reason]:
    return refuse_outside(given, RANGES, OUT_OF_RANGE)


def refuse_rates(rates: Rates, markets: Sequence[str]) -> list[Reason]:
    problems: list[Reason] = []
    if any(code not in markets or not 0 < rate <= MOST_RATE for code, rate in rates.by_market.items()):
        problems.append(BAD_RATE(field="rates"))
    is_currency = len(rates.currency) == 3 and rates.currency.isalpha() and rates.currency.isupper()
    if rates.by_market and not is_currency:
        problems.append(NEEDS_CURRENCY(field="currency"))
    return problems


def _is_known(each: MarketEstimate) -> bool:
    return bool(each.n_people and each.seconds and each.hours_per_week)


def _market(
    asked: Asked, given: Given, *, rates: Rates, starts_on: date, deadline_on: date | None
) -> tuple[MarketEstimate, tuple[int, ...]]:
    worked, is_fallback = _worked(asked)
    seconds, n_judgments = ratio_of(worked), _judgments(asked, given)
    review_hours = asked.n_items * given.overlap * given.review_share * given.review_seconds / 3600
    done = _runs(asked, given, starts_on)
    busy = [person for person in asked.people if person.is_busy]
    weekly = mean_of([person.hours_per_week for person in busy if person.weeks])
    hours = n_judgments * seconds.value / 3600 if seconds else None
    weeks = ((deadline_on - starts_on).days + 1) / WEEK_DAYS if deadline_on else None
    n_needed = _needed(hours, weeks, weekly, _mean_share(asked.people, given))
    n_reviewers = _needed(review_hours, weeks, weekly, 1.0) if review_hours else 0
    market = MarketEstimate(
        market=asked.market,
        language=asked.language,
        n_items=asked.n_items,
        n_judgments=n_judgments,
        n_people=len(asked.people),
        n_busy=len(busy),
        n_idle=len(asked.people) - len(busy),
        n_of_vendors=sum(person.is_of_vendor for person in asked.people),
        sites=_sites(asked.people),
        similarity=asked.similarity if seconds else Similarity.NONE,
        is_fallback=bool(seconds) and is_fallback,
        seconds=seconds,
        accuracy=_accuracy(asked.people),
        accuracy_crowd=_accuracy([each for each in asked.people if not each.is_of_vendor]),
        accuracy_vendors=_accuracy([each for each in asked.people if each.is_of_vendor]),
        hours_per_week=weekly,
        hours=hours,
        review_hours=review_hours,
        n_needed=n_needed,
        n_reviewers=n_reviewers,
        dates=_dates(done, starts_on),
        cost=_cost(n_judgments, seconds, review_hours, rates.by_market.get(asked.market)),
    )
    return market, done


def _runs(
    asked: Asked,
    given: Given,
    starts_on: date,
    *,
    cut: Cut | None = None,
    shared: frozenset[int] = frozenset(),
) -> tuple[int, ...]:
    """On which day the market is done, run by run."""
    worked, _is_fallback = _worked(asked)
    n_judgments = _judgments(asked, given)
    return finish_days(
        [n_judgments * each / 3600 for each in resampled_seconds(worked, seed=SEED)],
        workers_of(asked.people, given, cut=cut, shared=shared),
        seed=SEED,
        first_weekday=starts_on.weekday(),
        n_runs=N_RUNS,
    )


def _worked(asked: Asked) -> tuple[list[tuple[int, float]], bool]:
    """Similar work of these people, else of others; and whether it is that of others."""
    own = [person.similar for person in asked.people if person.similar[0]]
    return (own, False) if own else (list(asked.fallback), True)


def _judgments(asked: Asked, given: Given) -> int:
    return ceil(asked.n_items * given.overlap / (1 - given.gold_share) - 1e-9)


def _needed(hours: float | None, weeks: float | None, weekly: Measured | None, share: float) -> int | None:
    """People who give `share` of the hours that people like them really work; without any time left, nobody can say."""
    if hours is None or weeks is None or weekly is None or weeks <= 0 or weekly.value * share <= 0:
        return None
    people = full_time(hours, handling_seconds=3600, hours=weeks * weekly.value * share)
    return ceil(people - 1e-9)


def _mean_share(people: Sequence[Person], given: Given) -> float:
    """What share of a busy person's hours one of these gives on average; of nobody that of whoever would be found."""
    shares = [(given.busy_share if each.is_busy else given.idle_chance) / each.n_markets for each in people]
    return sum(shares) / len(shares) if shares else given.idle_chance


def _accuracy(people: Sequence[Person]) -> Measured | None:
    n, n_right = sum(each.n_scored for each in people), sum(each.n_right for each in people)
    found = wilson(n_right, n)
    return None if found.value is None else Measured(found.value, found.low, found.high, n)


def _sites(people: Sequence[Person]) -> tuple[Site, ...]:
    names = sorted({person.site for person in people if person.site})
    return tuple(Site(name, sum(person.site == name for person in people)) for name in names)


def _dates(days: Sequence[int], starts_on: date) -> Dates:
    found = [quantile_day(days, share) for share in SHARES]
    return Dates(*(None if day is None else starts_on + timedelta(days=day - 1) for day in found))


def _cost(n_judgments: int, seconds: Measured | None, review_hours: float, rate: int | None) -> Amount | None:
    """Without an interval of the handling time all three are the same."""
    if rate is None or seconds is None:
        return None
    ends = (seconds.value, seconds.low, seconds.high)
    hours = [n_judgments * (seconds.value if end is None else end) / 3600 + review_hours for end in ends]
    return Amount(*(round(each * rate) for each in hours))


def _added(costs: Sequence[Amount]) -> Amount | None:
    if not costs:
        return None
    return Amount(*(sum(getattr(each, name) for each in costs) for name in ("value", "low", "high")))
