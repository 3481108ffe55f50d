"""What a day was, worked out by hand."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.people.enums import TimeKind as K
from assay.people.rules.time import Period, Stretch, Tally, day_of, day_sheet, tally, total

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
DAY = Period(MONDAY, MONDAY + timedelta(days=1))


def at(hour: float) -> datetime:
    return MONDAY + timedelta(hours=hour)


def stretch(start: float, end: float, kind: K) -> Stretch:
    return Stretch(at(start), at(end), kind)


def test_in_a_shift_the_time_between_work_is_available_and_before_and_after_is_nothing() -> None:
    shift = Period(at(9), at(17))
    worked = [stretch(9.5, 12, K.WORK), stretch(13, 16, K.REVIEW)]

    sheet = day_sheet(DAY, shifts=[shift], activity=worked, said=[])

    assert sheet == (stretch(9.5, 12, K.WORK), stretch(12, 13, K.IDLE), stretch(13, 16, K.REVIEW))
    found = tally(sheet, [shift])
    assert found.adherence == pytest.approx(6.5 / 8)
    assert found.occupancy == pytest.approx(5.5 / 6.5)


def test_without_a_shift_only_work_counts() -> None:
    worked = [stretch(9, 10, K.WORK), stretch(12, 13, K.WORK)]

    assert day_sheet(DAY, shifts=[], activity=worked, said=[]) == tuple(worked)


def test_what_is_said_last_holds_and_can_be_taken_back() -> None:
    shift, worked = Period(at(9), at(13)), [stretch(9, 13, K.WORK)]
    said = [stretch(10, 12, K.TRAINING), stretch(11, 13, K.BREAK), stretch(11, 11.5, K.RECORDED)]

    assert day_sheet(DAY, shifts=[shift], activity=worked, said=said) == (
        stretch(9, 10, K.WORK),
        stretch(10, 11, K.TRAINING),
        stretch(11, 11.5, K.WORK),
        stretch(11.5, 13, K.BREAK),
    )


def test_utilization_is_one_less_shrinkage_and_wellbeing_is_left_out() -> None:
    """160 h paid, 20 of them away: 12.5 % shrinkage (methods, 5.2)."""
    month = Tally({K.WORK: 130.0, K.IDLE: 10.0, K.BREAK: 15.0, K.TRAINING: 5.0, K.WELLBEING: 8.0})

    assert month.shrinkage == pytest.approx(0.125)
    assert month.utilization == pytest.approx(0.875)
    assert month.paid == 168.0


def test_without_paid_time_nothing_is_measured() -> None:
    nothing = Tally({})

    assert (nothing.utilization, nothing.occupancy, nothing.shrinkage, nothing.adherence) == (None,) * 4


def test_an_absence_leaves_the_shift_unkept() -> None:
    shift = Period(at(9), at(17))

    sheet = day_sheet(DAY, shifts=[shift], activity=[], said=[stretch(9, 17, K.SICK)])

    assert tally(sheet, [shift]).adherence == 0.0
    assert tally(sheet, [shift]).paid == 0.0


def test_a_shift_over_midnight_takes_its_night_along() -> None:
    night = Period(at(22), at(30))

    assert day_of(at(0), at(24), [night]) == Period(at(0), at(30))
    assert day_of(at(24), at(48), [night]) == Period(at(30), at(48))


def test_shares_of_several_are_those_of_the_sums() -> None:
    together = total([Tally({K.WORK: 8.0}, 10.0, 8.0), Tally({K.BREAK: 2.0}, 0.0, 0.0)])

    assert together.utilization == pytest.approx(0.8)
    assert together.adherence == pytest.approx(0.8)


KINDS = st.sampled_from([kind for kind in K if kind is not K.RECORDED])
HOURS = st.integers(0, 95).map(lambda quarter: quarter / 4)


@st.composite
def stretches(draw: st.DrawFn) -> list[Stretch]:
    pairs = draw(st.lists(st.tuples(HOURS, HOURS, st.sampled_from(K)), max_size=6))
    return [stretch(min(a, b), max(a, b) + 0.25, kind) for a, b, kind in pairs]


@given(stretches(), stretches(), st.lists(st.tuples(HOURS, HOURS), max_size=2))
def test_a_sheet_agrees_with_every_minute_looked_at_alone(
    worked: list[Stretch], said: list[Stretch], shifts: list[tuple[float, float]]
) -> None:
    """Each quarter of an hour by itself; available time by its meaning: in a shift, between signs of somebody."""
    activity = [Stretch(each.started_at, each.ended_at, K.WORK) for each in worked]
    periods = [Period(at(min(a, b)), at(max(a, b) + 0.25)) for a, b in shifts]

    sheet = day_sheet(DAY, shifts=periods, activity=activity, said=said)

    assert all(one.ended_at <= other.started_at for one, other in pairwise(sheet))
    for quarter in range(96):
        moment = at(quarter / 4)
        found = next((each.kind for each in sheet if each.started_at <= moment < each.ended_at), None)
        told = _told(moment, activity, said)
        if told is not None:
            assert found is told
        else:
            assert found is None or (found is K.IDLE and any(each.covers(moment) for each in periods))


def _told(moment: datetime, activity: list[Stretch], said: list[Stretch]) -> K | None:
    over = [each for each in said if each.started_at <= moment < each.ended_at]
    if over and over[-1].kind is not K.RECORDED:
        return over[-1].kind
    return next((each.kind for each in activity if each.started_at <= moment < each.ended_at), None)
