"""Approved hours: whose cost each second is, and what it pays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.money.enums import RateUnit
from assay.money.rules.hours import Day, Part, hours_micro, parts_of, shared
from assay.money.rules.rates import Piece, RateTerms, hour_line_for, line_for, piece_micro

EURO = 1_000_000
HOURLY = RateTerms(9 * EURO, unit=RateUnit.HOUR)
IN_BRAZIL = RateTerms(7 * EURO, market="BR-pt", unit=RateUnit.HOUR)
BY_TASK = RateTerms(100, unit=RateUnit.TASK)


@pytest.mark.parametrize(
    ("day", "parts"),
    [
        (Day(0), []),
        (Day(28_800, 600), [Part(None, 28_800, 600)]),
        (Day(28_800, 600, {7: 20_000.0}), [Part(7, 28_800, 600)]),
        (Day(28_800, 0, {7: 3.0, 8: 1.0}), [Part(7, 21_600, 0), Part(8, 7_200, 0)]),
        (Day(10, 3, {7: 1.0, 8: 1.0, 9: 1.0}), [Part(7, 4, 1), Part(8, 3, 1), Part(9, 3, 1)]),
        (Day(100, 0, {7: 5.0, 8: 0.0}), [Part(7, 100, 0)]),
        # More time without tasks than was paid: rounding of a sheet's kinds.
        (Day(100, 101), [Part(None, 100, 100)]),
    ],
)
def test_each_second_of_a_day_is_a_cost_of_one_project(day: Day, parts: list[Part]) -> None:
    assert parts_of(day) == parts


@given(
    st.integers(0, 100_000),
    st.integers(0, 100_000),
    st.dictionaries(st.integers(1, 50), st.floats(0, 1e5, allow_nan=False), max_size=8),
)
def test_no_second_is_lost_or_counted_twice(paid: int, idle: int, worked: dict[int, float]) -> None:
    parts = parts_of(Day(paid, idle, worked))

    assert sum(each.seconds for each in parts) == paid
    assert len({each.project for each in parts}) == len(parts)
    assert all(0 <= each.idle_seconds <= each.seconds for each in parts)


def test_what_rounding_leaves_goes_to_the_largest_remainders() -> None:
    assert shared(10, {1: 1.0, 2: 1.0, 3: 1.0}) == {1: 4, 2: 3, 3: 3}
    assert shared(1, {1: 0.2, 2: 0.8}) == {1: 0, 2: 1}


@pytest.mark.parametrize(
    ("hourly", "seconds", "micro"),
    [(9 * EURO, 3600, 9 * EURO), (9 * EURO, 1, 2500), (EURO, 1, 278), (1, 1800, 1), (1, 1799, 0), (7, 0, 0)],
)
def test_what_seconds_pay(hourly: int, seconds: int, micro: int) -> None:
    assert hours_micro(hourly, seconds) == micro


def test_hours_and_answers_are_paid_by_lines_of_their_own() -> None:
    card = [RateTerms(5), HOURLY, IN_BRAZIL]

    assert line_for(card, Piece("BR-pt")) == RateTerms(5)
    assert (hour_line_for(card, Piece("BR-pt")), hour_line_for(card, Piece())) == (IN_BRAZIL, HOURLY)
    assert (hour_line_for(card[:1], Piece()), line_for([HOURLY], Piece())) == (None, None)


@pytest.mark.parametrize(("overlap", "micro"), [(1, 100), (2, 50), (3, 33), (1000, 1)])
def test_the_rate_of_a_task_is_shared_by_its_judgments(overlap: int, micro: int) -> None:
    assert piece_micro(BY_TASK, overlap) == micro
    assert piece_micro(RateTerms(100), overlap) == 100
