"""The working time that tickets are answered in."""

from datetime import time

from assay.kit.calendars import Calendar, Shift

WORKDAYS, BEGINS, ENDS = range(5), time(9), time(18)


def office_hours(zone: str) -> Calendar:
    """Monday to Friday from nine to six by the clock on the wall where the person works."""
    return Calendar(zone, {day: (Shift(BEGINS, ENDS),) for day in WORKDAYS})


def around_the_clock() -> Calendar:
    return Calendar("UTC", {day: (Shift(time(0), time(0)),) for day in range(7)})
