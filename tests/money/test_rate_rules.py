"""Which line pays, which card is in force, and what a card may say: truth tables."""

from datetime import UTC, date, datetime, timedelta

import pytest

from assay.money.rules.pay import Facts, Rejection, is_available, is_owed
from assay.money.rules.rates import (
    MOST_MICRO,
    CardVersion,
    Piece,
    RateTerms,
    hourly_micro,
    in_force,
    is_overruled,
    line_for,
    refuse_card,
)

GENERAL = RateTerms(1)
BRAZIL = RateTerms(2, market="BR-pt")
PORTUGUESE = RateTerms(3, language="pt")
LEGAL = RateTerms(4, skill="legal")
HARD = RateTerms(5, severity=4)
HARD_IN_BRAZIL = RateTerms(6, market="BR-pt", severity=4)
LINES = (GENERAL, BRAZIL, PORTUGUESE, LEGAL, HARD, HARD_IN_BRAZIL)
LAWYER = frozenset({"legal"})
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("piece", "line"),
    [
        (Piece(), GENERAL),
        (Piece("DE-de", "de", frozenset(), 0), GENERAL),
        (Piece("PT-pt", "pt"), PORTUGUESE),
        (Piece("BR-pt", "pt"), BRAZIL),
        (Piece("BR-pt", "pt", LAWYER), BRAZIL),
        (Piece("PT-pt", "pt", LAWYER), LEGAL),
        (Piece("PT-pt", "pt", frozenset(), 4), HARD),
        (Piece("PT-pt", "pt", LAWYER, 4), LEGAL),
        (Piece("BR-pt", "pt", LAWYER, 4), HARD_IN_BRAZIL),
        (Piece("BR-pt", "pt", frozenset(), 3), BRAZIL),
    ],
)
@pytest.mark.parametrize("is_reversed", [False, True])
def test_the_most_specific_line_wins_in_whatever_order(
    piece: Piece, line: RateTerms, is_reversed: bool
) -> None:
    lines = LINES[::-1] if is_reversed else LINES

    assert line_for(lines, piece) == line


def test_no_line_fits_nothing() -> None:
    assert line_for([BRAZIL], Piece("DE-de", "de")) is None


@pytest.mark.parametrize(
    ("line", "market", "is_never_paid"),
    [
        (GENERAL, "BR-pt", True),
        (GENERAL, "DE-de", False),
        (BRAZIL, "BR-pt", False),
        (HARD, "BR-pt", True),
        (LEGAL, "BR-pt", False),
    ],
)
def test_a_line_is_overruled_by_the_same_line_of_a_market(
    line: RateTerms, market: str, is_never_paid: bool
) -> None:
    assert is_overruled(line, market, LINES) == is_never_paid


FIRST = CardVersion(1, date(2026, 3, 1), AT - timedelta(days=2))
TODAYS = CardVersion(2, date(2026, 3, 2), AT)
TOMORROWS = CardVersion(3, date(2026, 3, 3), AT - timedelta(hours=1))


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (AT - timedelta(days=3), None),
        (AT - timedelta(days=1), 1),
        (AT - timedelta(seconds=1), 1),
        (AT, 2),
        (datetime(2026, 3, 2, 23, 59, tzinfo=UTC), 2),
        (datetime(2026, 3, 3, tzinfo=UTC), 3),
    ],
)
def test_work_is_paid_by_what_was_promised_when_it_was_done(at: datetime, number: int | None) -> None:
    found = in_force([TOMORROWS, FIRST, TODAYS], at)

    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("lines", "changed", "codes"),
    [
        ([GENERAL, BRAZIL], {}, []),
        ([BRAZIL], {}, ["rates.needs_general"]),
        ([], {}, ["rates.needs_general"]),
        ([GENERAL, RateTerms(9)], {}, ["rates.line_twice"]),
        ([RateTerms(0)], {}, ["rates.out_of_range"]),
        ([RateTerms(MOST_MICRO + 1)], {}, ["rates.out_of_range"]),
        ([GENERAL], {"currency": "euro"}, ["rates.needs_currency"]),
        ([GENERAL], {"effective_on": date(2026, 3, 1)}, ["rates.not_before_today"]),
        ([GENERAL], {"reason": ""}, ["rates.needs_reason"]),
    ],
)
def test_cards(lines: list[RateTerms], changed: dict[str, object], codes: list[str]) -> None:
    said: dict[str, object] = {"currency": "EUR", "effective_on": AT.date(), "reason": "Why."}

    found = refuse_card(lines, **said | changed, today=AT.date())  # type: ignore[arg-type]  # A table of a test.

    assert [each.code for each in found] == codes


@pytest.mark.parametrize(
    ("micro", "seconds", "hourly"),
    [(50_000, 30, 6_000_000), (50_000, 0, None), (1, 7, 514), (12_500, 18.0, 2_500_000)],
)
def test_what_an_hour_comes_to(micro: int, seconds: float, hourly: int | None) -> None:
    assert hourly_micro(micro, seconds) == hourly


IN_TIME, LATE = AT + timedelta(days=3), AT + timedelta(days=8)


@pytest.mark.parametrize(
    ("facts", "days", "owed", "available"),
    [
        ({}, 0, False, False),
        ({}, 1, True, False),
        ({}, 7, True, True),
        ({"is_undone": True}, 7, False, False),
        ({"rejections": (Rejection(IN_TIME),)}, 7, False, False),
        ({"rejections": (Rejection(IN_TIME, is_overturned=True),)}, 6, True, False),
        ({"rejections": (Rejection(IN_TIME, is_overturned=True),)}, 7, True, True),
        ({"rejections": (Rejection(IN_TIME, is_overturned=True), Rejection(IN_TIME))}, 9, False, False),
        ({"rejections": (Rejection(LATE),)}, 9, True, True),
        ({"open_since": (IN_TIME,)}, 9, True, False),
        ({"open_since": (LATE,)}, 9, True, True),
    ],
)
def test_only_a_rejection_within_the_window_denies_pay(
    facts: dict[str, object], days: int, owed: bool, available: bool
) -> None:
    found = Facts(AT, 30, 7, **facts)  # type: ignore[arg-type]  # A table of a test.
    now = AT + timedelta(days=days)

    assert (is_owed(found, now), is_available(found, now)) == (owed, available)
