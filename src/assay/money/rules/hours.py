"""Approved hours: which project each second of a day is a cost of, and what it pays.

A sheet says how long somebody was at work, and not on what; what they answered says on what, and not how long they were
there. So a day is shared among its projects by the active time in each, to the second; without any, it is of none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

SECONDS_OF_HOUR = 3600
# So long an approved day can be corrected before its pay becomes available.
WINDOW = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it was approved: paid seconds, those of them without tasks, and active seconds by project."""

    paid_seconds: int
    idle_seconds: int = 0
    worked: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """The seconds of a day that are a cost of one project (None: of none), and those of them without tasks."""

    project: int | None
    seconds: int
    idle_seconds: int


def parts_of(day: Day) -> list[Part]:
    """All of the day, each second once."""
    worked = {project: seconds for project, seconds in sorted(day.worked.items()) if seconds > 0}
    if not worked:
        idle = min(day.idle_seconds, day.paid_seconds)
        return [Part(None, day.paid_seconds, idle)] if day.paid_seconds else []
    whole = shared(day.paid_seconds, worked)
    idle_of = shared(min(day.idle_seconds, day.paid_seconds), worked)
    return [
        Part(project, seconds, min(idle_of[project], seconds))
        for project, seconds in whole.items()
        if seconds
    ]


def shared(whole: int, weights: Mapping[int, float]) -> dict[int, int]:
    """A whole number in parts that add up to it: the largest remainders get what rounding leaves."""
    total = sum(weights.values())
    exact = {key: whole * weight / total for key, weight in weights.items()}
    found = {key: int(each) for key, each in exact.items()}
    left = whole - sum(found.values())
    for key in sorted(exact, key=lambda key: (found[key] - exact[key], key))[:left]:
        found[key] += 1
    return found


def hours_micro(hourly_micro: int, seconds: int) -> int:
    """What so many seconds pay, to the millionth; as much is given back for seconds below zero."""
    if seconds < 0:
        return -hours_micro(hourly_micro, -seconds)
    return (2 * hourly_micro * seconds + SECONDS_OF_HOUR) // (2 * SECONDS_OF_HOUR)


def promised_at(day_on: date) -> datetime:
    """A day is paid by the card in force when it began."""
    return datetime.combine(day_on, time(), UTC)
