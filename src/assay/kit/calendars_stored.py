"""A calendar as it is stored: JSON that people can read, checked before it is kept."""

from collections.abc import Mapping, Sequence
from datetime import date, time

from django.core.exceptions import ValidationError

from assay.kit.calendars import Calendar, Shift
from assay.kit.clock import is_zone


def calendar_of(zone: str, hours: Mapping[str, Sequence[Sequence[str]]], holidays: Sequence[str]) -> Calendar:
    """Raises ValueError, TypeError or KeyError where the stored form is broken."""
    weekly = {int(weekday): tuple(_shift(*each) for each in shifts) for weekday, shifts in hours.items()}
    return Calendar(zone, weekly, frozenset(date.fromisoformat(each) for each in holidays))


def check_zone(zone: str) -> None:
    if not is_zone(zone):
        raise ValidationError(f"{zone} is not an IANA time zone.")


def check_hours(hours: object) -> None:
    try:
        calendar_of("UTC", hours, ())  # type: ignore[arg-type]  # Whether it fits is what is asked.
    except (ValueError, TypeError, AttributeError) as error:
        raise ValidationError(
            f'Working hours look like {{"0": [["09:00", "17:00"]]}}, 0 for Monday to 6 for Sunday ({error}).'
        ) from error


def check_holidays(holidays: object) -> None:
    try:
        calendar_of("UTC", {}, holidays)  # type: ignore[arg-type]  # Whether it fits is what is asked.
    except (ValueError, TypeError) as error:
        raise ValidationError(f'Holidays look like ["2026-12-25"] ({error}).') from error


def _shift(begins: str, ends: str) -> Shift:
    return Shift(time.fromisoformat(begins), time.fromisoformat(ends))
