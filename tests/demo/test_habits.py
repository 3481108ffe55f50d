"""Simulated people: a confusion matrix each, a pace, and a shift."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from assay.demo.habits import FRAUDULENT, habits_of

GRADES = (0, 1, 2, 3)
NAMES = ("Ana", "Plover", "Kiji", FRAUDULENT)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("n", [2, 3, 5])
def test_every_row_of_a_confusion_matrix_sums_to_one(name: str, n: int) -> None:
    rows = habits_of(name).confusion(n)

    assert [round(sum(row), 9) for row in rows] == [1.0] * n
    assert all(0 <= each <= 1 for row in rows for each in row)


def test_answers_are_drawn_from_the_row_of_what_is_right() -> None:
    habits, chance = habits_of("Kiji"), random.Random(3)
    row = habits.confusion(4, is_ordered=True)[2]

    drawn = [habits.pick(2, GRADES, chance, is_ordered=True) for _ in range(20_000)]

    assert [drawn.count(grade) / 20_000 for grade in GRADES] == pytest.approx(row, abs=0.01)
    assert row[2] > 0.85
    assert row[0] < row[1] + row[3]


def test_careless_people_are_wrong_more_often_and_fraud_looks_at_nothing() -> None:
    careless, fraud = habits_of("Plover").confusion(3), habits_of(FRAUDULENT).confusion(3)

    assert 0.4 < careless[0][0] < 0.65
    assert fraud[0] == fraud[1] == fraud[2]
    assert fraud[2][0] > 0.9
    assert habits_of(FRAUDULENT).seconds(40, random.Random(1)) < 4


def test_a_shift_is_where_the_person_lives_and_within_the_stretch() -> None:
    day, habits = date(2026, 3, 11), habits_of("Toki")
    start = datetime(2026, 3, 10, 12, tzinfo=UTC)

    first, last = habits.shift(day, "Asia/Tokyo", start, start + timedelta(days=2))

    # Tokyo is nine hours ahead.
    assert (first.hour + 9) % 24 == habits.hours[0]
    assert last - first == timedelta(hours=habits.hours[1] - habits.hours[0])
    cut = habits.shift(day, "Asia/Tokyo", start, first + timedelta(minutes=30))
    assert cut == (first, first + timedelta(minutes=30))


def test_people_of_a_vendor_are_mostly_off_at_the_weekend() -> None:
    saturdays = [date(2026, 1, 3) + timedelta(weeks=week) for week in range(200)]

    at_work = [sum(map(habits_of("Heron", is_of_vendor=own).works_on, saturdays)) for own in (True, False)]

    assert at_work[0] < 30 < 80 < at_work[1]
