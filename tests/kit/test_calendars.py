"""Working time, against a slow twin that looks at every minute."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.kit.calendars import Calendar, Shift, add_working_time, working_seconds

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
OFFICE = tuple(Shift(time(9), time(17)) for _ in range(1))
WEEK = dict.fromkeys(range(5), OFFICE)
BERLIN = Calendar("Europe/Berlin", WEEK, frozenset({date(2026, 12, 25)}))
ALWAYS = {weekday: (Shift(time(0), time(0)),) for weekday in range(7)}


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]  # Year, month, day, hour, minute.


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (utc(2026, 3, 2, 8), utc(2026, 3, 2, 16), 8),  # A Monday, 9 to 17 in Berlin.
        (utc(2026, 3, 2, 0), utc(2026, 3, 9, 0), 40),
        (utc(2026, 3, 6, 15), utc(2026, 3, 9, 9), 2),  # Over a weekend.
        (utc(2026, 12, 24, 0), utc(2026, 12, 29, 0), 16),  # Thursday, a holiday, a weekend, Monday.
        (utc(2026, 3, 7, 0), utc(2026, 3, 9, 0), 0),
        (utc(2026, 3, 2, 16), utc(2026, 3, 2, 8), -8),
    ],
)
def test_office_hours(start: datetime, end: datetime, hours: float) -> None:
    assert working_seconds(BERLIN, start, end) == hours * 3600


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 28), 24), (date(2026, 3, 29), 23), (date(2026, 10, 25), 25)]
)
def test_a_day_on_which_clocks_change_is_shorter_or_longer(day: date, hours: int) -> None:
    zone = ZoneInfo("Europe/Berlin")
    start = datetime.combine(day, time(0), zone)

    assert (
        working_seconds(Calendar("Europe/Berlin", ALWAYS), start, datetime.combine(day + DAY, time(0), zone))
        == hours * 3600
    )


def test_a_night_shift_belongs_to_the_day_it_begins_on() -> None:
    nights = Calendar("Asia/Manila", {4: (Shift(time(22), time(6)),)}, frozenset({date(2026, 3, 13)}))

    assert working_seconds(nights, utc(2026, 3, 2), utc(2026, 3, 9)) == 8 * 3600
    assert working_seconds(nights, utc(2026, 3, 9), utc(2026, 3, 16)) == 0
    assert list(nights.intervals(utc(2026, 3, 2), utc(2026, 3, 9))) == [
        (utc(2026, 3, 6, 14), utc(2026, 3, 6, 22))
    ]


def test_shifts_that_overlap_count_once() -> None:
    double = Calendar("UTC", {0: (Shift(time(8), time(14)), Shift(time(12), time(18)))})

    assert working_seconds(double, utc(2026, 3, 2), utc(2026, 3, 3)) == 10 * 3600


def test_working_time_is_added_over_nights_and_weekends() -> None:
    friday = utc(2026, 3, 6, 15)

    assert add_working_time(BERLIN, friday, 3 * 3600) == utc(2026, 3, 9, 10)
    assert add_working_time(BERLIN, friday, 0) == friday
    assert add_working_time(Calendar("UTC", {}), friday, 1) is None


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs its time zone"):
        working_seconds(BERLIN, datetime(2026, 3, 2), utc(2026, 3, 3))  # noqa: DTZ001 — that is the point.


ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
)
TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
SHIFTS = st.lists(st.builds(Shift, TIMES, TIMES), max_size=2, unique=True).map(tuple)
HOURS = st.dictionaries(st.integers(0, 6), SHIFTS, max_size=7)
# Weeks in which clocks change somewhere, and one in which they do not.
STARTS = st.sampled_from(
    [utc(2026, 3, 6), utc(2026, 3, 27), utc(2026, 4, 3), utc(2026, 10, 2), utc(2026, 10, 23), utc(2026, 7, 1)]
)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    holidays = draw(st.frozensets(st.dates(date(2026, 3, 1), date(2026, 11, 5)), max_size=3))
    return Calendar(draw(st.sampled_from(ZONES)), draw(HOURS), holidays)


def slow_minutes(calendar: Calendar, start: datetime, n_minutes: int) -> list[bool]:
    """For every minute whether it lies between the first and the last one that the wall shows within a shift."""
    zone = ZoneInfo(calendar.zone)
    first, n_all = start - 3 * DAY, n_minutes + 6 * 1440
    shown = [(first + nth * MINUTE).astimezone(zone).replace(tzinfo=None) for nth in range(n_all)]
    works = [False] * n_all
    for begins, ends in slow_shifts(calendar, shown[0].date(), shown[-1].date()):
        inside = [nth for nth, wall in enumerate(shown) if begins <= wall < ends]
        if inside:
            works[inside[0] : inside[-1] + 1] = [True] * (inside[-1] + 1 - inside[0])
    return works[3 * 1440 : 3 * 1440 + n_minutes]


def slow_shifts(calendar: Calendar, day: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    while day <= last:
        for shift in calendar.hours.get(day.weekday(), ()) if day not in calendar.holidays else ():
            until = day + DAY if shift.ends <= shift.begins else day
            yield datetime.combine(day, shift.begins), datetime.combine(until, shift.ends)
        day += DAY


@given(calendars(), STARTS, st.integers(0, 4000), st.integers(0, 4000))
@settings(max_examples=60, deadline=None)
def test_it_agrees_with_the_slow_twin(calendar: Calendar, start: datetime, skipped: int, n: int) -> None:
    begins = start + skipped * MINUTE

    found = working_seconds(calendar, begins, begins + n * MINUTE)

    assert found == 60 * sum(slow_minutes(calendar, begins, n))


@given(calendars(), STARTS, st.integers(1, 100_000))
@settings(max_examples=60, deadline=None)
def test_adding_and_measuring_are_inverse(calendar: Calendar, start: datetime, seconds: int) -> None:
    until = add_working_time(calendar, start, seconds)

    if until is None:
        assert working_seconds(calendar, start, start + 400 * DAY) < seconds
    else:
        assert working_seconds(calendar, start, until) == seconds
        assert working_seconds(calendar, start, until - timedelta(seconds=1)) < seconds


@given(calendars(), STARTS, st.integers(0, 9000), st.integers(0, 9000))
@settings(max_examples=60, deadline=None)
def test_parts_add_up(calendar: Calendar, start: datetime, first: int, second: int) -> None:
    middle, end = start + first * MINUTE, start + (first + second) * MINUTE

    parts = working_seconds(calendar, start, middle) + working_seconds(calendar, middle, end)

    assert parts == working_seconds(calendar, start, end)
