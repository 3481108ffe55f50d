"""What a volume of work needs: judgments, hours, people, gold tasks and reviewers, per market and week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from assay.kit.reasons import Reason, declare
from assay.planning.rules.ranges import Ranges, refuse_outside
from assay.stats.workforce import full_time

OUT_OF_RANGE = declare("plans.out_of_range", "{what} must lie between {low} and {high}.", status=422)
RANGES: Ranges = {
    "overlap": ("Judgments per task", 1.0, 50.0),
    "handling_seconds": ("Seconds per judgment", 0.5, 86_400.0),
    "hours_per_person": ("Paid hours per person and week", 0.1, 60.0),
    "shrinkage": ("The share of paid time away from work", 0.0, 0.9),
    "occupancy": ("The share of time at work that is handling", 0.1, 1.0),
    "gold_share": ("The share of gold", 0.0, 0.5),
    "gold_exposures": ("How often a gold task is shown", 1.0, 100_000.0),
    "review_share": ("The share that is reviewed", 0.0, 1.0),
    "review_seconds": ("Seconds per review", 0.0, 86_400.0),
}


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What the plan counts with; shares from 0 to 1. A gold task is retired after so many exposures."""

    overlap: float = 1.0
    handling_seconds: float = 30.0
    hours_per_person: float = 40.0
    shrinkage: float = 0.3
    occupancy: float = 0.9
    gold_share: float = 0.1
    gold_exposures: float = 200.0
    review_share: float = 0.1
    review_seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Volume:
    """Tasks planned for one market ('' where tasks have none) in the week that begins on a Monday.

    `n_people` are people planned by hand, other than reckoned, for a reason; None: as reckoned.
    """

    week_on: date
    market: str
    n_tasks: int
    n_people: int | None = None
    people_reason: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """`people` are full-time people to schedule, as reckoned; `n_reckoned` is rounded up. `n_people` is what is
    planned: the number set by hand where there is one. Hours are of handling."""

    week_on: date
    market: str
    n_tasks: int
    n_judgments: int
    n_gold_judgments: int
    hours: float
    people: float
    review_hours: float
    reviewers: float
    by_hand: int | None = None
    reason: str = ""

    @property
    def n_reckoned(self) -> int:
        return _up(self.people)

    @property
    def n_people(self) -> int:
        return self.n_reckoned if self.by_hand is None else self.by_hand

    @property
    def n_reviewers(self) -> int:
        return _up(self.reviewers)


@dataclass(frozen=True, slots=True)
class MarketNeed:
    """A market over the whole plan: the most people of any week, and gold so that nobody meets one twice."""

    market: str
    n_tasks: int
    n_people: int
    n_reviewers: int
    n_gold: int
    hours: float


def need_of(volume: Volume, given: Assumptions) -> Need:
    """Gold is mixed in by share: with a share of 0.1, 90 judgments bring 10 of gold."""
    n_judgments = _up(volume.n_tasks * given.overlap)
    n_gold = _up(n_judgments * given.gold_share / (1 - given.gold_share))
    n_all = n_judgments + n_gold
    n_reviews = n_judgments * given.review_share
    return Need(
        week_on=volume.week_on,
        market=volume.market,
        n_tasks=volume.n_tasks,
        n_judgments=n_judgments,
        n_gold_judgments=n_gold,
        hours=n_all * given.handling_seconds / 3600,
        people=_people(n_all, given.handling_seconds, given),
        review_hours=n_reviews * given.review_seconds / 3600,
        reviewers=_people(n_reviews, given.review_seconds, given),
        by_hand=volume.n_people,
        reason=volume.people_reason,
    )


def market_need(needs: Sequence[Need], given: Assumptions) -> MarketNeed:
    """Of the weeks of one market. Gold: as many as one person meets, and as many as wear out."""
    n_people = max((need.n_people for need in needs), default=0)
    n_gold_judgments = sum(need.n_gold_judgments for need in needs)
    per_person = ceil(n_gold_judgments / n_people) if n_people else 0
    worn = ceil(n_gold_judgments / given.gold_exposures)
    return MarketNeed(
        market=needs[0].market if needs else "",
        n_tasks=sum(need.n_tasks for need in needs),
        n_people=n_people,
        n_reviewers=max((need.n_reviewers for need in needs), default=0),
        n_gold=max(per_person, worn),
        hours=sum(need.hours for need in needs),
    )


def market_needs(needs: Iterable[Need], given: Assumptions) -> list[MarketNeed]:
    """Every market by name."""
    found: dict[str, list[Need]] = {}
    for need in needs:
        found.setdefault(need.market, []).append(need)
    return [market_need(found[market], given) for market in sorted(found)]


def refuse_assumptions(given: Assumptions) -> list[Reason]:
    """Every assumption that lies outside of what can be planned with."""
    return refuse_outside(given, RANGES, OUT_OF_RANGE)


def _people(volume: float, seconds: float, given: Assumptions) -> float:
    return full_time(
        volume,
        handling_seconds=seconds,
        hours=given.hours_per_person,
        shrinkage=given.shrinkage,
        occupancy=given.occupancy,
    )


def _up(exact: float) -> int:
    """Rounded up, but for what the arithmetic of floating point has added."""
    return ceil(exact - 1e-9)
