"""Hours that somebody offers: what may be said, and what holds on a day."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from assay.kit.reasons import Reason
from assay.people.rules import reasons

LONGEST_DAY, MOST_DAYS, AHEAD = 16 * 60, 92, timedelta(days=366)
# Of contracted hours: a week, and how far back they may be said to begin.
LONGEST_WEEK, BACK = 80 * 60, timedelta(days=31)
_HOURS = re.compile(r"([0-9]{1,2})(?:[.,]([0-9]{1,2}))?")


def read_minutes(text: str) -> int:
    """Minutes of "4", "4.5" or "4,25"; nothing is none; what is no number is -1, which is refused."""
    text = text.strip()
    if not text:
        return 0
    found = _HOURS.fullmatch(text)
    if found is None:
        return -1
    return round(float(f"{found[1]}.{found[2] or 0}") * 60)


def refuse_minutes(minutes: Sequence[int]) -> list[Reason]:
    """Of each day of a week, or of one day."""
    wrong = any(not 0 <= each <= LONGEST_DAY for each in minutes)
    return [reasons.HOURS_OF_DAY(field="hours", most=LONGEST_DAY // 60)] if wrong else []


def refuse_days(first: date, last: date, today: date) -> list[Reason]:
    """Days to come, at most three months at once."""
    if first < today or last < first or last > today + AHEAD or (last - first).days >= MOST_DAYS:
        return [reasons.HOURS_DAYS(field="last", n=MOST_DAYS)]
    return []


def refuse_contracted(minutes: int, from_on: date, today: date) -> list[Reason]:
    """Of a week, from a day on; 0 ends what was agreed."""
    found = []
    if not 0 <= minutes <= LONGEST_WEEK:
        found.append(reasons.CONTRACTED_HOURS(field="contracted", most=LONGEST_WEEK // 60))
    if not today - BACK <= from_on <= today + AHEAD:
        found.append(reasons.CONTRACTED_FROM(field="from", days=BACK.days))
    return found


def contracted_on(versions: Sequence[tuple[date, int]], day: date) -> int:
    """Minutes a week in force on that day; versions in the order in which they were said."""
    begun = [(from_on, nth) for nth, (from_on, _minutes) in enumerate(versions) if from_on <= day]
    return versions[max(begun)[1]][1] if begun else 0


def offered(
    usual: Sequence[int] | None, other: Mapping[date, int], days: Sequence[date]
) -> list[float | None]:
    """Hours of each day; None: nothing was said of it."""
    found: list[float | None] = []
    for day in days:
        minutes = other.get(day, usual[day.weekday()] if usual is not None else None)
        found.append(None if minutes is None else minutes / 60)
    return found
