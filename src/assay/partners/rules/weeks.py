"""Weeks that vendors are looked at."""

from datetime import UTC, date, datetime, time, timedelta

from assay.kit.reasons import declare

NO_WEEK = declare("weeks.no_week", "Name a week by its Monday, not one that is yet to come.", status=422)
WEEK = timedelta(weeks=1)
FIRST = date(2000, 1, 3)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def end_of(week_on: date) -> datetime:
    """Its last moment, in UTC."""
    return datetime.combine(week_on + WEEK, time(), UTC) - timedelta(microseconds=1)


def week_from(text: str, today: date) -> date | None:
    """2026-11-23 as the Monday it is; None of any other day, and of a week that has not begun."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.weekday() == 0 and FIRST <= found <= today else None
