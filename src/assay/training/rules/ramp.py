"""What is expected of somebody in which week, and in what they are surely behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from assay.kit.reasons import Reason, declare
from assay.stats.sampling import Share
from assay.training.enums import RampSign

MOST_WEEKS, MOST_PER_HOUR, MOST_HOURS = 52, 10_000, 80
# Below so many gold answers, or answers, nothing is said of accuracy or speed.
FEWEST_GOLD, FEWEST_ANSWERS = 5, 20
# Less than this part of the hours asked for is behind: a day of illness is not.
HOURS_SHARE = 0.75

OUT_OF_RANGE = declare(
    "ramp.out_of_range", "Week {week}: {name} must be above 0 and at most {most}.", status=422
)
WEEK_TWICE = declare("ramp.week_twice", "Week {week} is there twice.", status=422)
NO_WEEK = declare("ramp.no_week", "A week is a whole number from 1 to {most}.", status=422)
SAME_PERSON = declare("ramp.same_person", "Nobody goes along with themselves.", status=422)
NOT_NEAR = declare(
    "ramp.not_near",
    "Choose somebody of the same site, or of the crowd in a market that both work for.",
    status=422,
)
NOT_YOURS = declare("ramp.not_yours", "Choose people of this project whom you look after.", status=422)
NO_BUDDY = declare("ramp.no_buddy", "Nobody goes along with them at present.", status=409)


@dataclass(frozen=True, slots=True)
class Target:
    """Expected in the nth week since the first task."""

    week: int
    accuracy: float
    per_hour: float
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """Answers per active hour, with its 95 % interval: the square root of a count varies by about one half."""

    n: int
    hours: float

    @property
    def value(self) -> float | None:
        return self.n / self.hours if self.hours > 0 else None

    @property
    def low(self) -> float | None:
        return max(0.0, sqrt(self.n) - 0.98) ** 2 / self.hours if self.hours > 0 else None

    @property
    def high(self) -> float | None:
        return (sqrt(self.n + 1) + 0.98) ** 2 / self.hours if self.hours > 0 else None


@dataclass(frozen=True, slots=True)
class Measured:
    """Somebody's newest fourteen days at most; `weekly_hours` as if every seven days went like these."""

    accuracy: Share
    rate: Rate
    weekly_hours: float


def target_at(curve: Sequence[Target], week: int) -> Target | None:
    """Between two points in a straight line; after the last one it stays, before the first nothing is asked."""
    before = max((each for each in curve if each.week <= week), key=lambda each: each.week, default=None)
    after = min((each for each in curve if each.week > week), key=lambda each: each.week, default=None)
    if before is None or after is None:
        return before and Target(week, before.accuracy, before.per_hour, before.hours)
    part = (week - before.week) / (after.week - before.week)
    hours = None if before.hours is None or after.hours is None else _between(before.hours, after.hours, part)
    return Target(
        week,
        _between(before.accuracy, after.accuracy, part),
        _between(before.per_hour, after.per_hour, part),
        hours,
    )


def behind(target: Target, measured: Measured) -> tuple[RampSign, ...]:
    """Only what the whole interval says: whoever may well be on target is not called behind."""
    accuracy, rate = measured.accuracy, measured.rate
    has_gold, has_answers = accuracy.n >= FEWEST_GOLD, rate.n >= FEWEST_ANSWERS
    signs = []
    if has_gold and accuracy.high is not None and accuracy.high < target.accuracy:
        signs.append(RampSign.ACCURACY)
    if has_answers and rate.high is not None and rate.high < target.per_hour:
        signs.append(RampSign.SPEED)
    if target.hours is not None and measured.weekly_hours < HOURS_SHARE * target.hours:
        signs.append(RampSign.HOURS)
    if not signs and not (has_gold and has_answers):
        return (RampSign.FEW,)
    return tuple(signs)


def refuse_curve(curve: Sequence[Target]) -> list[Reason]:
    """Every problem of a curve that is to be set."""
    problems = []
    weeks = [each.week for each in curve]
    for each in curve:
        if not 1 <= each.week <= MOST_WEEKS:
            problems.append(NO_WEEK(field="week", most=MOST_WEEKS))
            continue
        if weeks.count(each.week) > 1:
            problems.append(WEEK_TWICE(field="week", week=each.week))
        ranges = {"accuracy": (each.accuracy, 1), "per_hour": (each.per_hour, MOST_PER_HOUR)}
        if each.hours is not None:
            ranges["hours"] = (each.hours, MOST_HOURS)
        problems += [
            OUT_OF_RANGE(field=name, week=each.week, name=name, most=most)
            for name, (value, most) in ranges.items()
            if not 0 < value <= most
        ]
    return problems


def _between(first: float, last: float, part: float) -> float:
    return first + (last - first) * part
