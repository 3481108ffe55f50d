"""Budgets: what is used, when they warn and stop, and what they come to in the end."""

from dataclasses import replace
from datetime import date

import pytest

from assay.money.rules.budgets import (
    Ahead,
    BudgetTerms,
    Use,
    Worked,
    forecast,
    is_used_up,
    passed,
    refuse_budget,
)

USE = Use(amount=1_000, accrued=700, spent=400, under_way=100, committed=300, each=50)
TERMS = BudgetTerms("All of it", 1_000, "EUR", "As agreed.")


def test_what_is_used_and_what_is_left() -> None:
    assert (USE.used, USE.left, USE.percent) == (800, 200, 80.0)


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        (USE, False),
        (replace(USE, under_way=250), False),
        (replace(USE, under_way=251), True),
        (replace(USE, under_way=500), True),
        (replace(USE, under_way=299, each=None), False),
        (replace(USE, under_way=300, each=None), True),
    ],
)
def test_it_stops_when_not_one_more_judgment_fits(use: Use, expected: bool) -> None:
    assert is_used_up(use) is expected


@pytest.mark.parametrize(
    ("used", "expected"), [(790, []), (800, [80]), (949, [80]), (950, [80, 95]), (2000, [80, 95])]
)
def test_thresholds_are_passed_in_their_order(used: int, expected: list[int]) -> None:
    assert passed(Use(1_000, used), [95, 80, 80]) == expected


def test_a_constant_cost_a_task_leaves_no_doubt() -> None:
    days = [Worked(10, 1_000), Worked(20, 2_000), Worked(30, 3_000), Worked(5, 500), Worked(5, 500)]

    assert forecast(Use(50_000, 7_000), days, 40) == Ahead(11_000, 11_000, 11_000, 5, 40)


def test_a_varying_cost_a_task_has_an_interval() -> None:
    """By hand: R = 540/50 = 10.8; residuals 12, -8, 2, -16, 10 (squares 568), s² = 142; se = √(142/5)/10 = 0.5329;
    t(4) = 2.776; 100 tasks: 1080 ± 147.9."""
    days = [Worked(10, 120), Worked(10, 100), Worked(10, 110), Worked(10, 92), Worked(10, 118)]

    assert forecast(Use(10_000, 540), days, 100) == Ahead(1_620, 1_472, 1_768, 5, 100)


@pytest.mark.parametrize(
    "days",
    [[], [Worked(10, 100)] * 4, [Worked(0, 100)] * 9, [*[Worked(10, 100)] * 4, Worked(0, 5)]],
)
def test_too_few_days_say_nothing_of_the_end(days: list[Worked]) -> None:
    assert forecast(USE, days, 10) is None


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"name": " "}, ["budgets.needs_name"]),
        ({"micro": None, "reason": ""}, ["budgets.needs_amount", "budgets.needs_reason"]),
        ({"micro": 0}, ["budgets.needs_amount"]),
        ({"currency": "euro"}, ["budgets.needs_currency"]),
        ({"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 1)}, ["budgets.bad_period"]),
        ({"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 2)}, []),
        ({"warn_at": (0,)}, ["budgets.bad_warnings"]),
        ({"warn_at": (1, 2, 3, 4, 5, 6)}, ["budgets.bad_warnings"]),
        ({"warn_at": ()}, []),
    ],
)
def test_what_a_budget_may_say(changed: dict[str, object], codes: list[str]) -> None:
    assert [each.code for each in refuse_budget(replace(TERMS, **changed))] == codes  # type: ignore[arg-type]  # Of any field.
