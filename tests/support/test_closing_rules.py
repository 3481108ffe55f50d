"""When silence closes a ticket: by moments that are given, never by a clock."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from assay.kit.reasons import Declaration
from assay.support.rules import reasons
from assay.support.rules.clocks import Typed, WorkHours, read_hours, refuse_terms
from assay.support.rules.closing import Closing, Silence, closes_on, closing_of

SINCE = datetime(2026, 3, 2, 10, tzinfo=UTC)
N, R, C = Closing.NOTHING, Closing.REMIND, Closing.CLOSE


def after(days: float) -> datetime:
    return SINCE + timedelta(days=days)


@pytest.mark.parametrize(
    ("reminded", "days", "now", "due"),
    [
        (None, 7, 4.99, N),
        (None, 7, 5, R),
        (None, 7, 30, R),
        (5, 7, 6.99, N),
        (5, 7, 7, C),
        (-1, 7, 7, R),
        (30, 7, 31.99, N),
        (30, 7, 32, C),
        (None, None, 300, N),
        (5, None, 300, N),
    ],
)
def test_what_is_due(reminded: float | None, days: int | None, now: float, due: Closing) -> None:
    """A notice two days before, and of its own silence: one before the last answer is none."""
    told = None if reminded is None else after(reminded)

    assert closing_of(Silence(SINCE, told), days, after(now)) == due


def test_when_it_closes() -> None:
    assert closes_on(Silence(SINCE, None), 7) == after(7)
    assert closes_on(Silence(SINCE, after(5)), 7) == after(7)
    assert closes_on(Silence(SINCE, after(6)), 3) == after(8)
    assert closes_on(Silence(SINCE, after(5)), None) is None


@pytest.mark.parametrize(
    ("answer", "solution", "days", "found"),
    [
        (1, 1, None, []),
        (8, 24, 3, []),
        (0, 24, None, [("answer_hours", reasons.BAD_HOURS)]),
        (8, 1001, None, [("solution_hours", reasons.BAD_HOURS)]),
        (8, 7, 91, [("solution_hours", reasons.BAD_ORDER), ("closes_after_days", reasons.BAD_CLOSING)]),
        (-1, -1, 2, [("answer_hours", reasons.BAD_HOURS), ("solution_hours", reasons.BAD_HOURS),
                     ("closes_after_days", reasons.BAD_CLOSING)]),
    ],
)  # fmt: skip
def test_terms_that_cannot_be(
    answer: int, solution: int, days: int | None, found: list[tuple[str, Declaration]]
) -> None:
    said = refuse_terms(answer, solution, days)

    assert [(each.field, each.code) for each in said] == [(field, each.code) for field, each in found]


def test_hours_are_read_as_they_are_written() -> None:
    typed = Typed(["0", "6", "9"], " 08:30", "17:00:59", ["2026-12-25", "", " 2026-12-25 "])

    hours, problems = read_hours(typed)

    assert problems == []
    assert hours == WorkHours(frozenset({0, 6}), time(8, 30), time(17), frozenset({date(2026, 12, 25)}))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (Typed([], "09:00", "18:00"), ["Choose at least one day of the week."]),
        (
            Typed(["0"], "9", "25:00"),
            ["“9” is no time: write it as 09:00.", "“25:00” is no time: write it as 09:00."],
        ),
        (Typed(["0"], "09:00+02:00", "18:00"), ["“09:00+02:00” is no time: write it as 09:00."]),
        (Typed(["0"], "09:00", "18:00", ["9999-12-31"]), ["“9999-12-31” is no day: write it as 2026-12-25."]),
        (Typed(["0"], "09:00", "18:00", ["x\0"]), ["“x\0” is no day: write it as 2026-12-25."]),
        (Typed(["0"], "09:00", "18:00", ["2026-12-25"] * 401), ["At most 400 holidays."]),
    ],
)
def test_hours_that_cannot_be_are_refused_in_sentences(typed: Typed, said: list[str]) -> None:
    assert [each.said for each in read_hours(typed)[1]] == said
