"""The clock of a service level."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.kit.calendars import Calendar, Shift
from assay.kit.calendars_clock import Pause, SlaClock

HOUR = 3600
WEEK = Calendar("UTC", {weekday: (Shift(time(9), time(17)),) for weekday in range(5)})


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


CLOCK = SlaClock(WEEK, 10 * HOUR, at(2, 9))


def test_it_runs_in_working_time_only() -> None:
    assert [CLOCK.elapsed(moment) / HOUR for moment in (at(2, 8), at(2, 12), at(2, 20), at(3, 10))] == [
        0,
        3,
        8,
        9,
    ]
    assert CLOCK.remaining(at(2, 12)) == 7 * HOUR
    assert CLOCK.due_at(at(2, 12)) == at(3, 11)


def test_it_stands_still_while_it_waits() -> None:
    paused = CLOCK.pause(at(2, 11), reason="Waiting for requester")

    assert paused.open_pause == Pause("Waiting for requester", at(2, 11))
    assert (paused.is_running(at(2, 10)), paused.is_running(at(2, 11))) == (True, False)
    assert paused.elapsed(at(4, 17)) == 2 * HOUR
    assert paused.due_at(at(4, 9)) == at(4, 17)
    resumed = paused.resume(at(4, 15))
    assert (resumed.open_pause, resumed.is_running(at(4, 15))) == (None, True)
    assert resumed.elapsed(at(4, 16)) == 3 * HOUR
    assert resumed.due_at(at(4, 16)) == at(5, 15)


def test_it_is_breached_after_the_last_second_and_not_on_it() -> None:
    due = CLOCK.due_at(at(2, 9))

    assert due == at(3, 11)
    assert (CLOCK.is_breached(due), CLOCK.is_breached(due + timedelta(seconds=1))) == (False, True)
    assert CLOCK.due_at(at(9, 9)) == due


def test_a_stopped_clock_keeps_its_time() -> None:
    stopped = CLOCK.stop(at(3, 10))

    assert (stopped.elapsed(at(9, 9)), stopped.is_breached(at(9, 9))) == (9 * HOUR, False)
    assert not stopped.is_running(at(3, 10))


def test_what_makes_no_sense_is_refused() -> None:
    paused = CLOCK.pause(at(2, 11), reason="Waiting")

    with pytest.raises(ValueError, match="cannot be paused"):
        paused.pause(at(2, 12), reason="Again")
    with pytest.raises(ValueError, match="needs a reason"):
        CLOCK.pause(at(2, 11), reason=" ")
    with pytest.raises(ValueError, match="only a paused clock"):
        CLOCK.resume(at(2, 11))
    with pytest.raises(ValueError, match="order of time"):
        paused.resume(at(2, 10))
    with pytest.raises(ValueError, match="stopped already"):
        CLOCK.stop(at(2, 11)).stop(at(2, 12))


@given(st.lists(st.integers(1, 400), min_size=1, max_size=7), st.integers(0, 20 * HOUR))
@settings(max_examples=60, deadline=None)
def test_elapsed_is_what_was_not_paused(minutes: list[int], target: int) -> None:
    """Two clocks that are paused in turns run as long together as one that never stands still."""
    clock, moment = SlaClock(WEEK, target, at(2, 9)), at(2, 9)
    twin = SlaClock(WEEK, target, at(2, 9)).pause(at(2, 9), reason="Waiting")
    for nth, n in enumerate(minutes):
        moment += timedelta(minutes=n)
        if nth % 2:
            clock, twin = clock.resume(moment), twin.pause(moment, reason="Waiting")
        else:
            clock, twin = clock.pause(moment, reason="Waiting"), twin.resume(moment)

    end = moment + timedelta(days=1)

    whole = SlaClock(WEEK, target, at(2, 9)).elapsed(end)
    assert clock.elapsed(end) + twin.elapsed(end) == whole
    assert clock.elapsed(end) + clock.remaining(end) == target
