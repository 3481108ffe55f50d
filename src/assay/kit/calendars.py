"""Working time: weekly hours in a zone, holidays, and the clock of a service level that runs only within them.

Pure: moments are given. A shift goes from the first to the last moment at which the clock on the wall shows a time
within it: where clocks are put forward it is an hour shorter, where they are put back an hour longer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
FAR = timedelta(days=366 * 5)
TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """From `begins` to `ends` on the wall; `ends` not after `begins` means the next day (24 hours where equal)."""

    begins: time
    ends: time

    @property
    def is_overnight(self) -> bool:
        return self.ends <= self.begins


@dataclass(frozen=True, slots=True)
class Calendar:
    """`hours` maps a weekday (0 Monday to 6 Sunday) to its shifts; a shift that begins on a holiday falls out."""

    zone: str
    hours: Mapping[int, tuple[Shift, ...]]
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        for weekday, shifts in self.hours.items():
            if weekday not in range(7):
                raise ValueError(f"{weekday} is no weekday: they go from 0 (Monday) to 6 (Sunday)")
            if len(set(shifts)) != len(shifts):
                raise ValueError("a shift is there twice")

    def intervals(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Working time between two moments in UTC, in order, without overlaps."""
        start, end = _utc(start), _utc(end)
        begun: tuple[datetime, datetime] | None = None
        for first, last in self._shifts(start, end):
            begins, ends = max(first, start), min(last, end)
            if begins >= ends:
                continue
            if begun and begins <= begun[1]:
                begun = (begun[0], max(begun[1], ends))
                continue
            if begun:
                yield begun
            begun = (begins, ends)
        if begun:
            yield begun

    def _shifts(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Every shift that may touch the stretch, in the order in which they begin."""
        zone = ZoneInfo(self.zone)
        day = start.astimezone(zone).date() - 2 * DAY
        last = end.astimezone(zone).date() + DAY
        while day <= last:
            if day not in self.holidays:
                shifts = self.hours.get(day.weekday(), ())
                yield from sorted(_moments(day, shift, zone) for shift in shifts)
            day += DAY


def working_seconds(calendar: Calendar, start: datetime, end: datetime) -> float:
    """How much working time lies between two moments; negative where `end` is the earlier one."""
    if _utc(end) < _utc(start):
        return -working_seconds(calendar, end, start)
    return sum((ends - begins).total_seconds() for begins, ends in calendar.intervals(start, end))


def add_working_time(calendar: Calendar, start: datetime, seconds: float) -> datetime | None:
    """When so much working time has passed since `start`; None where five years do not hold that much."""
    if seconds <= 0:
        return _utc(start)
    left = timedelta(seconds=seconds)
    for begins, ends in calendar.intervals(start, start + FAR):
        if ends - begins >= left:
            return begins + left
        left -= ends - begins
    return None


def _moments(day: date, shift: Shift, zone: ZoneInfo) -> tuple[datetime, datetime]:
    last_day = day + DAY if shift.is_overnight else day
    first = _on_wall(datetime.combine(day, shift.begins, zone), zone)
    # The end itself is outside: of a time that comes twice, the last moment before its second coming counts.
    last = datetime.combine(last_day, shift.ends, zone) - TICK
    return first, _on_wall(last.replace(fold=1), zone, step=TICK)


def _on_wall(at: datetime, zone: ZoneInfo, step: timedelta = timedelta()) -> datetime:
    """The moment (and a step) of a time on the wall; for one that clocks skip, the moment of the change."""
    moment = at.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == at.replace(tzinfo=None):
        return moment + step
    return _change_between(at.replace(fold=1).astimezone(UTC), at.replace(fold=0).astimezone(UTC), zone)


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The moment, to the second, at which the offset changes."""
    low, high = int(before.timestamp()), int(after.timestamp()) + 1
    old = _offset(low, zone)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(middle, zone) == old:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)


def _offset(stamp: int, zone: ZoneInfo) -> timedelta | None:
    return datetime.fromtimestamp(stamp, zone).utcoffset()


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(UTC)
