"""When a notice leaves: at once, after quiet hours, or with the next digest, by the clock on the person's wall."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from assay.people.enums import Pace

MORNING, MONDAY = time(8), 0
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody wants to hear of things; `digest_weekday` is that of the weekly digest, 0 for Monday."""

    time_zone: str = "UTC"
    digest_at: time = MORNING
    digest_weekday: int = MONDAY
    quiet_from: time | None = None
    quiet_until: time | None = None


def leaves_at(pace: Pace, hours: Hours, at: datetime) -> datetime:
    """The moment (UTC) at which something told `at` leaves; strictly later for digests."""
    if pace is Pace.DAILY:
        return _next(hours, at, every_day=True)
    if pace is Pace.WEEKLY:
        return _next(hours, at, every_day=False)
    return quiet_end(hours, at) or at


def quiet_end(hours: Hours, at: datetime) -> datetime | None:
    """When the quiet hours that `at` lies in are over; None outside of them."""
    begin, end = hours.quiet_from, hours.quiet_until
    if begin is None or end is None or begin == end:
        return None
    local = at.astimezone(ZoneInfo(hours.time_zone))
    now = local.time()
    overnight = begin > end
    is_quiet = now >= begin or now < end if overnight else begin <= now < end
    if not is_quiet:
        return None
    day = local.date() + timedelta(days=1 if overnight and now >= begin else 0)
    return moment(day, end, hours.time_zone, after=at)


def moment(day: date, wall: time, time_zone: str, *, after: datetime) -> datetime:
    """A time on the wall as a moment. Where clocks go forward over it, as much later; where it comes twice, the first
    that is after."""
    zone = ZoneInfo(time_zone)
    first, second = (
        datetime.combine(day, wall.replace(fold=fold), tzinfo=zone).astimezone(UTC) for fold in (0, 1)
    )
    return second if first <= after < second else first


def _next(hours: Hours, at: datetime, *, every_day: bool) -> datetime:
    today = at.astimezone(ZoneInfo(hours.time_zone)).date()
    days = (today + timedelta(days=n) for n in range(DAYS_OF_A_WEEK + 2))
    wanted = (day for day in days if every_day or day.weekday() == hours.digest_weekday)
    # Once: where the clock comes back to this time, the digest of the day has gone.
    zone = ZoneInfo(hours.time_zone)
    moments = (datetime.combine(day, hours.digest_at, tzinfo=zone).astimezone(UTC) for day in wanted)
    return next(found for found in moments if found > at)
