"""What the forms and addresses of time send."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from assay.kit.clock import working_day
from assay.kit.reasons import Refused
from assay.people.enums import TimeKind
from assay.people.rules import reasons

# Both are Mondays; addresses have days of this century only.
EARLIEST, LATEST = date(2000, 1, 3), date(2099, 12, 21)


def monday_of(text: str, zone: str, now: datetime) -> date:
    """The Monday of the day in the address, else of today; a day that cannot be is today."""
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        asked = working_day(now, zone)
    asked = min(max(asked, EARLIEST), LATEST)
    return asked - timedelta(days=asked.weekday())


def day_in(text: str, *, field: str) -> date:
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        found = LATEST
    if not EARLIEST <= found < LATEST:
        raise Refused(reasons.DATE_INVALID(field=field, value=text[:40]))
    return found


def moment_on(day: date, text: str, zone: str, *, field: str) -> datetime:
    """A time of day such as 09:30, on that day in that time zone."""
    try:
        at = datetime.strptime(text.strip(), "%H:%M")  # noqa: DTZ007 — the zone comes below.
    except ValueError:
        raise Refused(reasons.NO_TIME(field=field, value=text[:20])) from None
    return datetime(day.year, day.month, day.day, at.hour, at.minute, tzinfo=ZoneInfo(zone))


def span_on(day: date, start: str, end: str, zone: str) -> tuple[datetime, datetime]:
    """From one time of day to another; one that is not later is of the next day."""
    starts_at = moment_on(day, start, zone, field="start")
    ends_at = moment_on(day, end, zone, field="end")
    if ends_at <= starts_at:
        ends_at = moment_on(day + timedelta(days=1), end, zone, field="end")
    return starts_at, ends_at


def kind_in(text: str) -> TimeKind:
    if text not in TimeKind.values:
        raise Refused(reasons.UNKNOWN_TIME_KIND(field="kind", kind=text[:20]))
    return TimeKind(text)
