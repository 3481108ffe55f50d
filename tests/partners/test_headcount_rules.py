"""What may be committed, and what a gap is called."""

from datetime import date, timedelta

import pytest

from assay.partners.enums import HeadcountGap
from assay.partners.rules.headcount import MOST_LINES, Commitment, gap_of, refuse_commitments

MONDAY = date(2027, 3, 1)


def line(week_on: date = MONDAY, people: int = 5, language: str = "") -> Commitment:
    return Commitment(1, language, week_on, people)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([line()], []),
        ([line(), line(language="pt-BR"), line(people=0, week_on=MONDAY + timedelta(weeks=1))], []),
        ([], [("headcount_lines", "lines")]),
        ([line()] * (MOST_LINES + 1), [("headcount_lines", "lines")]),
        ([line(language="pt"), line(language="PT")], [("headcount_twice", "lines.1")]),
        ([line(MONDAY + timedelta(days=1))], [("headcount_week", "lines.0")]),
        (
            [line(date(1, 1, 1)), line(date(9999, 12, 27))],
            [("headcount_week", "lines.0"), ("headcount_week", "lines.1")],
        ),
        ([line(people=-1)], [("headcount_people", "lines.0")]),
        ([line(people=100_001)], [("headcount_people", "lines.0")]),
    ],
)
def test_every_line_is_refused_with_its_problems(
    lines: list[Commitment], found: list[tuple[str, str]]
) -> None:
    refused = refuse_commitments(lines, today=MONDAY)

    assert [(each.code, each.field) for each in refused] == [(f"partners.{code}", at) for code, at in found]


def test_a_language_is_a_tag() -> None:
    (refused,) = refuse_commitments([line(language="Portuguese!")], today=MONDAY)

    assert (refused.code, refused.field) == ("people.language_invalid", "lines.0")


@pytest.mark.parametrize(
    ("committed", "active", "is_ahead", "gap"),
    [
        (None, 3, False, HeadcountGap.NOTHING_COMMITTED),
        (3, 3, False, HeadcountGap.AS_COMMITTED),
        (3, 2, False, HeadcountGap.MISSING),
        (3, 4, True, HeadcountGap.MORE),
        (3, 0, True, HeadcountGap.NO_ROSTER),
        (3, 0, False, HeadcountGap.MISSING),
    ],
)
def test_a_gap_has_a_name(committed: int | None, active: int, is_ahead: bool, gap: HeadcountGap) -> None:
    assert gap_of(committed, active, is_ahead=is_ahead) == gap
