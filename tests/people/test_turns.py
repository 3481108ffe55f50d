"""A site's shifts out of its people's, and who is there: truth tables."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.people.enums import Presence
from assay.people.enums import TimeKind as K
from assay.people.rules.time import Period, Stretch
from assay.people.rules.turns import APART, presence_of, turn_at, turns

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def at(hour: float) -> datetime:
    return MONDAY + timedelta(hours=hour)


def span(start: float, end: float) -> Period:
    return Period(at(start), at(end))


def test_people_who_begin_within_three_hours_are_one_shift() -> None:
    found = turns([span(9, 17), span(8, 16), span(10.5, 18), span(11, 19), span(22, 30)])

    assert found == [span(8, 18), span(11, 19), span(22, 30)]


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 16)), max_size=20))
def test_everybody_is_in_exactly_one_shift_and_no_shift_begins_too_wide(
    given_spans: list[tuple[int, int]],
) -> None:
    spans = [span(start, start + length) for start, length in given_spans]

    found = turns(spans)

    for each in spans:
        homes = [one for one in found if one.started_at <= each.started_at < one.started_at + APART]
        assert len(homes) == 1
        assert each.ended_at <= homes[0].ended_at


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(7, 0), (8, 0), (12, 1), (18.5, 1), (19, 2), (25, 2), (40, 2)],
    ids=["before", "on", "the later of two", "still on", "the next", "on at night", "the last"],
)
def test_which_shift_it_is(hour: float, expected: int) -> None:
    assert turn_at([span(8, 18), span(11, 19), span(22, 30)], at(hour)) == expected


def test_without_shifts_it_is_none() -> None:
    assert turn_at([], MONDAY) is None


@pytest.mark.parametrize(
    ("activity", "said", "hour", "expected"),
    [
        ([], [], 8, (Presence.EXPECTED, None)),
        ([], [], 9.4, (Presence.EXPECTED, None)),
        ([], [], 9.5, (Presence.MISSING, None)),
        ([(9.2, 9.3)], [], 10, (Presence.THERE, None)),
        ([(8, 9)], [], 10, (Presence.MISSING, None)),
        ([], [(9, 17, K.SICK)], 8, (Presence.AWAY, K.SICK)),
        ([(9, 11)], [(11, 17, K.SICK)], 12, (Presence.AWAY, K.SICK)),
        ([], [(9, 17, K.LEAVE), (9, 17, K.RECORDED)], 10, (Presence.MISSING, None)),
        ([], [(9, 10, K.TRAINING)], 10, (Presence.THERE, None)),
        ([], [(12, 13, K.UNPAID)], 13, (Presence.MISSING, None)),
        ([], [(33, 41, K.SICK)], 10, (Presence.MISSING, None)),
    ],
)
def test_whether_somebody_is_there(
    activity: list[tuple[float, float]],
    said: list[tuple[float, float, K]],
    hour: float,
    expected: tuple[Presence, K | None],
) -> None:
    found = presence_of(
        span(9, 17),
        activity=[span(*each) for each in activity],
        said=[Stretch(at(start), at(end), kind) for start, end, kind in said],
        now=at(hour),
    )

    assert found == expected


@pytest.mark.parametrize(
    ("activity", "said", "expected"),
    [
        ([], [], (Presence.AWAY, None)),
        ([(9.2, 9.3)], [], (Presence.THERE, None)),
        ([], [(9, 17, K.SICK)], (Presence.AWAY, K.SICK)),
        ([], [(9, 10, K.TRAINING)], (Presence.THERE, None)),
        ([], [(9, 17, K.RECORDED)], (Presence.AWAY, None)),
    ],
)
def test_who_said_before_to_be_away_is_never_missing(
    activity: list[tuple[float, float]],
    said: list[tuple[float, float, K]],
    expected: tuple[Presence, K | None],
) -> None:
    for hour in (8, 12):
        found = presence_of(
            span(9, 17),
            activity=[span(*each) for each in activity],
            said=[Stretch(at(start), at(end), kind) for start, end, kind in said],
            now=at(hour),
            is_declared_away=True,
        )

        assert found == expected
