"""Hours that somebody offers: read, refused, and what holds on a day."""

from datetime import date, timedelta

import pytest

from assay.people.rules.hours import (
    contracted_on,
    offered,
    read_minutes,
    refuse_contracted,
    refuse_days,
    refuse_minutes,
)

TODAY = date(2026, 3, 2)
WEEK = [TODAY + timedelta(days=nth) for nth in range(7)]
USUAL = [240, 240, 240, 240, 240, 0, 0]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 0),
        (" 4 ", 240),
        ("4.5", 270),
        ("4,25", 255),
        ("16", 960),
        ("17", 1020),
        ("-1", -1),
        ("4:30", -1),
        ("٤", -1),
        ("1e3", -1),
        ("9" * 50, -1),
        ("4\0", -1),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize(("minutes", "n"), [([0], 0), ([960], 0), ([961], 1), ([240, -1], 1)])
def test_a_day_has_sixteen_hours_at_most(minutes: list[int], n: int) -> None:
    assert len(refuse_minutes(minutes)) == n


@pytest.mark.parametrize(
    ("first", "last", "n"),
    [
        (0, 0, 0),
        (0, 91, 0),
        (0, 92, 1),
        (1, 0, 1),
        (-1, 3, 1),
        (366, 366, 0),
        (366, 367, 1),
    ],
)
def test_days_are_to_come_and_not_too_many(first: int, last: int, n: int) -> None:
    begins, ends = TODAY + timedelta(days=first), TODAY + timedelta(days=last)

    assert len(refuse_days(begins, ends, TODAY)) == n


def test_hostile_days_are_refused_and_not_reckoned_with() -> None:
    assert len(refuse_days(date.min, date.max, TODAY)) == 1


def test_another_day_holds_over_the_usual_week_and_nothing_said_is_none() -> None:
    other = {WEEK[1]: 0, WEEK[5]: 90}

    assert offered(USUAL, other, WEEK) == [4, 0, 4, 4, 4, 1.5, 0]
    assert offered(None, other, WEEK) == [None, 0, None, None, None, 1.5, None]
    assert offered(None, {}, WEEK) == [None] * 7


@pytest.mark.parametrize(
    ("minutes", "ahead", "codes"),
    [
        (2400, 0, []),
        (0, 366, []),
        (4800, -31, []),
        (4801, 0, ["people.contracted_hours"]),
        (-1, 367, ["people.contracted_hours", "people.contracted_from"]),
        (60, -32, ["people.contracted_from"]),
    ],
)
def test_what_may_be_agreed(minutes: int, ahead: int, codes: list[str]) -> None:
    found = refuse_contracted(minutes, TODAY + timedelta(days=ahead), TODAY)

    assert [each.code for each in found] == codes


def test_of_versions_the_one_that_began_last_holds_and_of_one_day_the_one_said_last() -> None:
    versions = [(WEEK[4], 1200), (WEEK[1], 2400), (WEEK[1], 1800), (WEEK[6], 0)]

    assert [contracted_on(versions, day) for day in WEEK] == [0, 1800, 1800, 1800, 1200, 1200, 0]
    assert contracted_on([], TODAY) == 0
