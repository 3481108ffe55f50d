"""Rules of the reviews of quarters: days, gains, the return, and what is not told."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assay.insight.enums import GoodDirection, ResultPart, ResultUnit, WhyNot
from assay.insight.rules.quarter_review import (
    Cost,
    Figures,
    Gain,
    Roi,
    figures_seen,
    gained_in,
    roi_of,
    together,
)
from assay.insight.rules.quarters import Quarter, quarter_from, quarter_of, quarters_between
from assay.insight.rules.returns import Figure, Point, Price
from assay.kit.ids import new_uid
from assay.money.enums import AccountKind
from tests.insight.quarter_world import NOTHING
from tests.insight.return_world import EURO

LABOUR, BONUS = AccountKind.LABOUR, AccountKind.BONUS


def test_quarters() -> None:
    third = Quarter(2026, 3)

    assert (third.first_on, third.last_on) == (date(2026, 7, 1), date(2026, 9, 30))
    assert (third.since, third.until) == (
        datetime(2026, 6, 30, 23, 59, 59, 999999, UTC),
        datetime(2026, 9, 30, 23, 59, 59, 999999, UTC),
    )
    assert (third.before, third.next, Quarter(2026, 4).next) == (
        *(Quarter(2026, 2), Quarter(2026, 4), Quarter(2027, 1)),
    )
    assert [quarter_of(date(2026, n, 1)).nth for n in range(1, 13)] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    # The last Monday of September 2026 is the 28th.
    assert (third.weeks, third.weeks_end_on) == ((date(2026, 7, 6), date(2026, 9, 28)), date(2026, 10, 4))
    assert quarters_between(date(2026, 5, 3), date(2026, 12, 1)) == [
        *(Quarter(2026, 2), Quarter(2026, 3), Quarter(2026, 4)),
    ]
    assert third.months == (date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1))
    today = date(2026, 9, 30)
    assert [
        quarter_from(each, today) for each in ("2026-Q3", "2026-q1", "2026-Q4", "2026-Q5", "1999-Q1", "")
    ] == [*(third, Quarter(2026, 1), None, None, None, None)]


def point(part: ResultPart, n: int, value: float) -> Point:
    return Point(part, n, value, value - 0.01, value + 0.01)


SIZE, BEFORE, AFTER = ResultPart.SIZE, ResultPart.BEFORE, ResultPart.AFTER


FIRST, SECOND, THIRD = (Quarter(2026, nth) for nth in (1, 2, 3))


@pytest.mark.parametrize(
    ("recorded", "gained"),
    [
        ({FIRST: [point(SIZE, 100, 0.5)]}, [WhyNot.ONE_SIZE, WhyNot.NO_RESULT, WhyNot.NO_RESULT]),
        ({FIRST: [point(SIZE, 100, 0.5), point(SIZE, 200, 0.7)]}, [0.2, WhyNot.NO_RESULT, WhyNot.NO_RESULT]),
        # What the last quarter with results had reached comes first, not where it began.
        (
            {FIRST: [point(SIZE, 50, 0.3), point(SIZE, 100, 0.6)], THIRD: [point(SIZE, 200, 0.7)]},
            [0.3, WhyNot.NO_RESULT, 0.1],
        ),
        # Nothing is counted twice, however many labels each was trained on.
        (
            {
                FIRST: [point(BEFORE, 0, 0.75), point(AFTER, 20_000, 0.80)],
                SECOND: [point(AFTER, 10_000, 0.85)],
                THIRD: [point(AFTER, 30_000, 0.88)],
            },
            [0.05, 0.05, 0.03],
        ),
        # With as many labels as before, with fewer, and with the very same result.
        (
            {
                FIRST: [point(SIZE, 5000, 0.80)],
                SECOND: [point(SIZE, 5000, 0.85)],
                THIRD: [point(SIZE, 3000, 0.85)],
            },
            [WhyNot.ONE_SIZE, 0.05, 0.0],
        ),
        # Measured before a delivery of the quarter: that is the beginning.
        (
            {FIRST: [point(SIZE, 100, 0.6)], SECOND: [point(BEFORE, 0, 0.4), point(AFTER, 200, 0.7)]},
            [WhyNot.ONE_SIZE, 0.3, WhyNot.NO_RESULT],
        ),
    ],
)
def test_the_gain_of_a_quarter_begins_where_the_one_before_ended(
    recorded: dict[Quarter, list[Point]], gained: list[float | WhyNot]
) -> None:
    for quarter, expected in zip((FIRST, SECOND, THIRD), gained, strict=True):
        found = gained_in(recorded, quarter, GoodDirection.HIGHER)

        if isinstance(expected, WhyNot):
            assert found == expected
        else:
            assert isinstance(found, Figure)
            half = (2 * 0.01**2) ** 0.5
            ends = (expected, expected - half, expected + half)
            assert (found.value, found.low, found.high) == pytest.approx(ends)


def gain(value: Figure | WhyNot, currency: str = "EUR") -> Gain:
    return Gain(new_uid(), "Ranker", "Error", "", ResultUnit.SHARE, "", Figure(1, 0, 2), value, currency)


TEN, TWENTY = gain(Figure(10, 7, 14)), gain(Figure(20, 16, 23))
FIVE_EUROS = [Cost("EUR", LABOUR, 4 * EURO), Cost("EUR", BONUS, 1 * EURO)]


@pytest.mark.parametrize(
    ("gains", "costs", "roi"),
    [
        ([], FIVE_EUROS, WhyNot.NO_RESULT),
        ([gain(WhyNot.NO_WORTH)], FIVE_EUROS, WhyNot.NO_WORTH),
        ([TEN], [], WhyNot.NOTHING_BOOKED),
        ([TEN], [Cost("EUR", LABOUR, EURO), Cost("EUR", BONUS, -EURO)], WhyNot.NOTHING_BOOKED),
        ([TEN], [*FIVE_EUROS, Cost("USD", LABOUR, 1)], WhyNot.SEVERAL_CURRENCIES),
        ([gain(Figure(1, 0, 2), "USD")], FIVE_EUROS, WhyNot.OTHER_CURRENCY),
        # 30 for 5 is five times the cost on top of it; what has no worth adds nothing.
        (
            [TEN, gain(WhyNot.NO_WORTH, ""), TWENTY],
            FIVE_EUROS,
            Roi(Figure(30, 25, 35), 5 * EURO, "EUR", Figure(5, 4, 6)),
        ),
    ],
)
def test_the_return_is_a_figure_or_says_why_not(
    gains: list[Gain], costs: list[Cost], roi: Roi | WhyNot
) -> None:
    assert roi_of(gains, costs) == roi
    assert together([Figure(10, 7, 14), Figure(20, 16, 23)]) == Figure(30, 25, 35)


@pytest.mark.parametrize(
    ("is_told", "sees_rates", "costs", "price", "roi"),
    [
        (True, True, tuple(FIVE_EUROS), Price(5 * EURO, 2, "EUR"), True),
        (False, True, tuple(FIVE_EUROS), Price(5 * EURO, 2, "EUR"), True),
        (True, False, (Cost("EUR", None, 5 * EURO),), Price(5 * EURO, 2, "EUR"), True),
        (False, False, (), WhyNot.FEW_PEOPLE, False),
    ],
)
def test_who_may_not_see_rates_is_told_no_kinds_and_nothing_of_few_people(
    *, is_told: bool, sees_rates: bool, costs: tuple[Cost, ...], price: Price | WhyNot, roi: bool
) -> None:
    whole = Figures(
        costs=tuple(FIVE_EUROS),
        is_told=is_told,
        n_accepted=2,
        price=Price(5 * EURO, 2, "EUR"),
        correct=Figure(3, 2, 4),
        n_planned=None,
        n_done=0,
        quality={},
        gains=(TEN,),
        roi=Roi(Figure(10, 7, 14), 5 * EURO, "EUR", Figure(1, 0.4, 1.8)),
    )

    found = figures_seen(whole, sees_rates=sees_rates)

    why = WhyNot.FEW_PEOPLE
    expected = replace(whole, costs=costs, price=price)
    assert found == (expected if roi else replace(expected, correct=why, roi=why))


def test_of_two_currencies_nothing_is_told_because_one_may_be_one_persons() -> None:
    costs = (*FIVE_EUROS, Cost("USD", LABOUR, -1))
    several = replace(NOTHING, costs=costs, is_told=True, price=WhyNot.SEVERAL_CURRENCIES)

    assert figures_seen(several, sees_rates=False) == replace(several, costs=())
    assert figures_seen(several, sees_rates=True) == several
