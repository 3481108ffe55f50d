"""What a posting may say."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.kit.money import MOST
from assay.money.rules.ledger import Line, problems, refuse_manual
from assay.money.rules.periods import Closing, last_day, parse_month, refuse_close

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ([Line(1, "EUR", 5), Line(2, "EUR", -5)], []),
        ([Line(1, "EUR", 5), Line(2, "EUR", -3), Line(3, "EUR", -2)], []),
        ([Line(1, "EUR", 5), Line(2, "EUR", -5), Line(3, "USD", 7), Line(4, "USD", -7)], []),
        ([], ["ledger.needs_two"]),
        ([Line(1, "EUR", 5)], ["ledger.needs_two", "ledger.unbalanced"]),
        ([Line(1, "EUR", 0), Line(2, "EUR", 0)], ["ledger.no_zero"]),
        ([Line(1, "EUR", 5), Line(1, "EUR", -5)], ["ledger.account_twice"]),
        ([Line(1, "EUR", 5), Line(2, "USD", -5)], ["ledger.unbalanced", "ledger.unbalanced"]),
        ([Line(1, "EUR", MOST + 1), Line(2, "EUR", -MOST - 1)], ["ledger.too_large"]),
    ],
)
def test_lines(lines: list[Line], codes: list[str]) -> None:
    assert [each.code for each in problems(lines)] == codes


@settings(deadline=None)
@given(st.lists(st.integers(-(10**9), 10**9).filter(bool), min_size=1, max_size=8))
def test_whatever_is_balanced_by_one_more_line_is_accepted_and_nothing_else(amounts: list[int]) -> None:
    lines = [Line(nth, "EUR", micro) for nth, micro in enumerate(amounts)]
    rest = -sum(amounts)

    assert ("ledger.unbalanced" in {each.code for each in problems(lines)}) == (rest != 0)
    if rest:
        assert problems([*lines, Line(99, "EUR", rest)]) == []


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"micro": None}, ["ledger.needs_amount"]),
        ({"micro": 0}, ["ledger.needs_amount"]),
        ({"micro": -1}, ["ledger.needs_amount"]),
        ({"micro": MOST + 1}, ["ledger.too_large"]),
        ({"currency": "eur"}, ["ledger.needs_currency"]),
        ({"reason": " "}, ["ledger.needs_reason"]),
        ({"booked_on": date(2026, 3, 3)}, ["ledger.not_in_future"]),
        ({"micro": 0, "reason": ""}, ["ledger.needs_amount", "ledger.needs_reason"]),
    ],
)
def test_by_hand(changed: dict[str, object], codes: list[str]) -> None:
    wanted: dict[str, object] = {"micro": 1, "currency": "EUR", "reason": "Why.", "booked_on": TODAY}

    found = refuse_manual(**wanted | changed, today=TODAY)  # type: ignore[arg-type]  # A table of a test.

    assert [each.code for each in found] == codes


@pytest.mark.parametrize(
    ("today", "has_postings", "earliest_open", "code"),
    [
        (date(2026, 3, 1), True, date(2026, 2, 1), None),
        (date(2026, 2, 28), True, date(2026, 2, 1), "period.not_over"),
        (date(2026, 3, 1), False, None, "period.nothing_booked"),
        (date(2026, 3, 1), True, date(2026, 1, 1), "period.earlier_open"),
        (date(2026, 3, 1), True, None, None),
    ],
)
def test_a_month_is_closed_after_it_is_over_and_in_order(
    today: date, has_postings: bool, earliest_open: date | None, code: str | None
) -> None:
    found = refuse_close(Closing(date(2026, 2, 1), today, has_postings, earliest_open))

    assert (found.code if found else None) == code


def test_months() -> None:
    assert (last_day(date(2024, 2, 1)), last_day(date(2026, 12, 1))) == (
        date(2024, 2, 29),
        date(2026, 12, 31),
    )
    assert [parse_month(text) for text in ("2026-03", "2026-13", "2026-3", "")] == [
        *(date(2026, 3, 1), None, None, None),
    ]
