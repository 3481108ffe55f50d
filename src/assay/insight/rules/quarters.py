"""Quarters of the calendar: their days, and their moments in UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import total_ordering

DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)
FIRST_YEAR, LAST_YEAR = 2000, 2999


@total_ordering
@dataclass(frozen=True, slots=True)
class Quarter:
    year: int
    nth: int

    def __str__(self) -> str:
        return f"{self.year}-Q{self.nth}"

    def __lt__(self, other: "Quarter") -> bool:
        return (self.year, self.nth) < (other.year, other.nth)

    @property
    def first_on(self) -> date:
        return date(self.year, 3 * self.nth - 2, 1)

    @property
    def last_on(self) -> date:
        return self.next.first_on - DAY

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + self.nth // 4, self.nth % 4 + 1)

    @property
    def before(self) -> "Quarter":
        return quarter_of(self.first_on - DAY)

    @property
    def days(self) -> tuple[date, date]:
        """The day before it, and its last one."""
        return self.first_on - DAY, self.last_on

    @property
    def since(self) -> datetime:
        """The last moment before it."""
        return datetime.combine(self.first_on, time(), UTC) - MOMENT

    @property
    def until(self) -> datetime:
        """Its last moment."""
        return self.next.since

    @property
    def weeks(self) -> tuple[date, date]:
        """The first and the last Monday in it."""
        first, last = self.first_on, self.last_on
        return first + timedelta(days=-first.weekday() % 7), last - timedelta(days=last.weekday())

    @property
    def weeks_end_on(self) -> date:
        """The last day of the last week that begins in it."""
        return self.weeks[1] + 6 * DAY

    @property
    def months(self) -> tuple[date, ...]:
        return tuple(date(self.year, self.first_on.month + nth, 1) for nth in range(3))


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)


def quarters_between(first: date, last: date) -> list[Quarter]:
    """Those of two days, and every one between them."""
    found, end = [quarter_of(first)], quarter_of(last)
    while found[-1] < end:
        found.append(found[-1].next)
    return found


def quarter_from(text: str, today: date) -> Quarter | None:
    """2026-Q3; None where it is no quarter that has begun."""
    year, q, nth = text[:4], text[4:6].upper(), text[6:]
    if q != "-Q" or nth not in {"1", "2", "3", "4"} or not (year.isascii() and year.isdigit()):
        return None
    found = Quarter(int(year), int(nth))
    return found if FIRST_YEAR <= found.year <= LAST_YEAR and found.first_on <= today else None
