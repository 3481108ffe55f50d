"""When an exam may be sat, which questions are drawn, when it is passed, and what figures say against a question."""

from datetime import timedelta

import numpy as np
import pytest

from assay.kit.ids import new_uid
from assay.stats.testing import item_statistics
from assay.training.enums import AttemptState, ItemSign
from assay.training.rules.exams import (
    Past,
    Terms,
    drawn,
    n_attempts_left,
    n_needed,
    refuse_start,
    result_of,
    signs_of,
)
from tests.work.world import NOW

TERMS = Terms(n_questions=3, n_attempts=2, cool=timedelta(hours=24))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FAILED = Past(is_passed=False, finished_at=NOW - DAY)
JUST_FAILED = Past(is_passed=False, finished_at=NOW - HOUR)


def passed(days_left: int | None) -> Past:
    ends = None if days_left is None else NOW + days_left * DAY
    return Past(is_passed=True, finished_at=NOW - 100 * DAY, expires_at=ends)


@pytest.mark.parametrize(
    ("past", "n_items", "code"),
    [
        ([], 3, None),
        ([], 2, "exam.too_few"),
        ([FAILED], 3, None),
        ([JUST_FAILED], 3, "exam.cooling"),
        ([FAILED, FAILED], 3, "exam.no_attempt_left"),
        ([passed(None)], 3, "exam.passed"),
        ([passed(15)], 3, "exam.passed_until"),
        ([passed(14)], 3, None),
        ([passed(-1)], 3, None),
        ([FAILED, passed(-1), FAILED], 3, None),
        ([FAILED, passed(-1), FAILED, FAILED], 3, "exam.no_attempt_left"),
        ([passed(10), JUST_FAILED], 3, "exam.cooling"),
        ([passed(-200), passed(20)], 3, "exam.passed_until"),
    ],
)
def test_who_may_begin(past: list[Past], n_items: int, code: str | None) -> None:
    found = refuse_start(TERMS, past, n_items=n_items, now=NOW)

    assert (found.code if found else None) == code


def test_attempts_are_counted_anew_once_it_was_passed() -> None:
    assert [
        n_attempts_left(TERMS, past) for past in ([], [FAILED], [FAILED, FAILED], [FAILED, passed(1)])
    ] == [
        2,
        1,
        0,
        2,
    ]


@pytest.mark.parametrize(
    ("share", "n", "needed"),
    [(0.8, 10, 8), (0.8, 9, 8), (0.7, 10, 7), (1.0, 3, 3), (0.01, 5, 1), (0.6, 5, 3)],
)
def test_the_fewest_that_pass(share: float, n: int, needed: int) -> None:
    """0.7 of ten is seven, though 0.7 * 10 is a little more in floating point."""
    assert n_needed(share, n) == needed
    assert result_of(needed, pass_share=share, n_questions=n) == AttemptState.PASSED
    assert result_of(needed - 1, pass_share=share, n_questions=n) == AttemptState.FAILED


def test_questions_are_drawn_by_lot_and_new_ones_first() -> None:
    uids = [new_uid() for _ in range(12)]
    items = [(uid, nth // 4) for nth, uid in enumerate(uids)]
    one, other = new_uid(), new_uid()

    first = drawn(one, items, 6)

    assert first == drawn(one, list(reversed(items)), 6)
    assert set(uids[:4]) < set(first) <= set(uids[:8])
    assert [drawn(new_uid(), items, 6) == first for _ in range(5)].count(True) == 0
    assert len(drawn(other, items, 20)) == 12


def test_every_question_is_drawn_as_often_as_any_other() -> None:
    """Of ten questions five, two thousand times: a thousand each, with a spread of 22."""
    items = [(new_uid(), 0) for _ in range(10)]
    times = dict.fromkeys((uid for uid, _ in items), 0)
    for _ in range(2000):
        for uid in drawn(new_uid(), items, 5):
            times[uid] += 1

    assert all(900 < each < 1100 for each in times.values())


def test_what_figures_say_against_a_question() -> None:
    """24 people: the first question tells who knows, the second is easy, the third's key is wrong, the fourth noise."""
    able = np.repeat([1.0, 0.0], 12)
    table = np.column_stack([able, np.ones(24), 1 - able, np.tile([1.0, 0.0], 12), able, able])

    found = [signs_of(each) for each in item_statistics(table)]
    few = [signs_of(each) for each in item_statistics(table[:19])]

    assert found == [(), (ItemSign.EASY,), (ItemSign.REVERSED,), (ItemSign.WEAK,), (), ()]
    assert set(few) == {(ItemSign.FEW,)}
