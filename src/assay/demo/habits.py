"""How a simulated person works: how often right and what mistaken for what, how fast, and when."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

# Who is not named is right in 91 to 98 of 100 cases.
CARELESS = {"Plover": 0.52, "Elster": 0.78, "Zanate": 0.74}
# The site in Guadalajara is behind: nobody there is up to speed yet.
SLOW = dict.fromkeys(("Colibri", "Gorrion", "Halcon", "Quetzal"), 2.5)
# Presses the first key as fast as possible, whatever the task shows.
FRAUDULENT = "Nasr"
SHIFTS = ((7, 13), (9, 17), (9, 17), (14, 21))
SATURDAY = 5
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Habits:
    """`pace` multiplies what a task takes on average; `hours` are those of the shift, where the person lives."""

    name: str
    skill: float
    pace: float
    hours: tuple[int, int]
    weekend_share: float
    a_day: int

    @property
    def is_fraudulent(self) -> bool:
        return self.name == FRAUDULENT

    def confusion(self, n: int, *, is_ordered: bool = False) -> tuple[tuple[float, ...], ...]:
        """What the person answers (columns) where this is right (rows); near grades are taken for each other."""
        return _confusion(self, n, is_ordered=is_ordered)

    def pick(self, right: T, options: Sequence[T], chance: random.Random, *, is_ordered: bool = False) -> T:
        """One answer, drawn from the row of the right one."""
        row = self.confusion(len(options), is_ordered=is_ordered)[options.index(right)]
        return chance.choices(options, row)[0]

    def is_right(self, chance: random.Random) -> bool:
        return not self.is_fraudulent and chance.random() < self.skill

    def seconds(self, mean: float, chance: random.Random) -> float:
        if self.is_fraudulent:
            return round(chance.uniform(1.4, 3.0), 1)
        return round(mean * self.pace * chance.lognormvariate(0, 0.4), 1)

    def works_on(self, day: date) -> bool:
        """Most people of a vendor are off at the weekend, crowdsourcers often are not; everybody is away at times."""
        share = self.weekend_share if day.weekday() >= SATURDAY else 0.93
        return random.Random(f"{self.name} on {day}").random() < share

    def shift(self, day: date, zone: str, since: datetime, until: datetime) -> tuple[datetime, datetime]:
        """The part of that day's shift that lies in the stretch; empty or upside down where nothing of it does."""
        begin, end = (datetime.combine(day, time(hour), ZoneInfo(zone)) for hour in self.hours)
        return max(begin.astimezone(UTC), since), min(end.astimezone(UTC), until)


@lru_cache(maxsize=500)
def habits_of(name: str, *, is_of_vendor: bool = True) -> Habits:
    """Always the same for one name."""
    drawn = random.Random(name)
    return Habits(
        name=name,
        skill=CARELESS.get(name, 0.91 + 0.07 * drawn.random()),
        pace=drawn.uniform(0.7, 1.4) * SLOW.get(name, 1.0),
        hours=drawn.choice(SHIFTS),
        weekend_share=0.06 if is_of_vendor else 0.55,
        a_day=drawn.randint(10, 22),
    )


@lru_cache(maxsize=2000)
def _confusion(habits: Habits, n: int, *, is_ordered: bool) -> tuple[tuple[float, ...], ...]:
    if habits.is_fraudulent:
        return tuple(tuple(0.94 if column == 0 else 0.06 / (n - 1) for column in range(n)) for _ in range(n))
    drawn = random.Random(f"{habits.name} {n} {is_ordered}")
    return tuple(_row(habits, n, right, drawn, is_ordered=is_ordered) for right in range(n))


def _row(habits: Habits, n: int, right: int, drawn: random.Random, *, is_ordered: bool) -> tuple[float, ...]:
    least = min(0.99, max(0.3, drawn.gauss(habits.skill, 0.02)))
    weights = [
        drawn.expovariate(1) * (0.12 ** (abs(column - right) - 1) if is_ordered else 1)
        if column != right
        else 0
        for column in range(n)
    ]
    return tuple(
        least if column == right else (1 - least) * weights[column] / sum(weights) for column in range(n)
    )
