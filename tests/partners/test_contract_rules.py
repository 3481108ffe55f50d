"""What a contract may say, which version holds, and what counts as attained: by truth tables."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from assay.partners.enums import Attained, ContractState, ScoreMeasure
from assay.partners.rules.contracts import Level, NewContract, attained, in_force, refuse_contract, state_of

TODAY = date(2027, 3, 1)
GOOD = NewContract(
    starts_on=TODAY,
    ends_on=date(2028, 2, 29),
    currency="EUR",
    rate_card=None,
    notice_days=30,
    levels={ScoreMeasure.QUALITY: Level(0.95, 0.6), ScoreMeasure.HOURS: Level(0.9, 0.4)},
    reason="A year.",
)


@dataclass(frozen=True)
class Version:
    number: int
    starts_on: date
    ends_on: date | None = None
    notice_days: int = 30


def levels(*given: tuple[float, float]) -> dict[ScoreMeasure, Level]:
    return {measure: Level(*each) for measure, each in zip(ScoreMeasure, given, strict=False)}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"ends_on": None, "levels": {}}, []),
        ({"ends_on": TODAY}, []),
        ({"ends_on": TODAY - timedelta(days=1)}, ["contract_dates"]),
        ({"starts_on": date(1, 1, 1)}, ["contract_dates"]),
        ({"starts_on": date(9999, 12, 31), "ends_on": None}, ["contract_dates"]),
        ({"ends_on": date(9999, 12, 31)}, ["contract_dates"]),
        ({"currency": "eur"}, ["contract_currency"]),
        ({"notice_days": -1}, ["contract_notice"]),
        ({"notice_days": 366}, ["contract_notice"]),
        ({"reason": " "}, ["contract_reason"]),
        ({"reason": "a\0b"}, ["contract_reason"]),
        ({"levels": levels((0.0, 0.1))}, ["level_range"]),
        ({"levels": levels((1.6, 0.1))}, ["level_range"]),
        ({"levels": levels((0.9, -0.1))}, ["level_range"]),
        ({"levels": levels((float("nan"), 0.1))}, ["level_range"]),
        ({"levels": levels((0.9, 0.6), (0.9, 0.5))}, ["at_risk"]),
        ({"levels": levels(*[(0.9, 0.1)] * 9)}, []),
        ({"currency": "", "reason": ""}, ["contract_currency", "contract_reason"]),
    ],
)
def test_a_contract_is_refused_with_every_problem(changes: dict[str, object], codes: list[str]) -> None:
    wanted = replace(GOOD, **changes)  # type: ignore[arg-type]  # Fields by name.

    found = refuse_contract(wanted, today=TODAY)

    assert [each.code for each in found] == [f"partners.{code}" for code in codes]


FIRST = Version(1, date(2027, 1, 1), date(2027, 12, 31))
SECOND = Version(2, date(2027, 6, 1), date(2027, 9, 30), notice_days=10)


@pytest.mark.parametrize(
    ("day", "holds", "first", "second"),
    [
        (date(2026, 12, 31), None, "coming", "coming"),
        (date(2027, 1, 1), FIRST, "in_force", "coming"),
        (date(2027, 5, 31), FIRST, "in_force", "coming"),
        (date(2027, 6, 1), SECOND, "superseded", "in_force"),
        (date(2027, 9, 19), SECOND, "superseded", "in_force"),
        (date(2027, 9, 20), SECOND, "superseded", "ending"),
        (date(2027, 9, 30), SECOND, "superseded", "ending"),
        (date(2027, 10, 1), None, "superseded", "over"),
    ],
)
def test_the_newest_that_has_begun_holds_and_nothing_comes_back(
    day: date, holds: Version | None, first: str, second: str
) -> None:
    versions = [SECOND, FIRST]

    assert in_force(versions, day) == holds
    assert [state_of(each, versions, day) for each in (FIRST, SECOND)] == [
        ContractState(first),
        ContractState(second),
    ]


@pytest.mark.parametrize(
    ("value", "high", "n", "found"),
    [
        (None, None, 0, Attained.NOT_ENOUGH),
        (1.0, 1.0, 4, Attained.NOT_ENOUGH),
        (0.9, 0.95, 5, Attained.MET),
        (0.89, 0.91, 50, Attained.UNCLEAR),
        (0.89, None, 5, Attained.UNCLEAR),
        (0.8, 0.89, 50, Attained.MISSED),
    ],
)
def test_a_level_is_missed_beyond_chance_only(
    value: float | None, high: float | None, n: int, found: Attained
) -> None:
    assert attained(0.9, value, high, n) == found
