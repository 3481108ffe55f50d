"""What a session may say, and whether a goal has moved: worked out by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from assay.partners.enums import CoachedAs, GoalMetric, Movement
from assay.partners.rules.coaching import Aim, Said, progress_of, refuse_aims, refuse_remark, refuse_session
from assay.stats.sampling import wilson

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
HELD = NOW - timedelta(days=2)
GOAL = Aim(GoalMetric.ACCURACY, 1, 0.9, date(2026, 4, 20))


@pytest.mark.parametrize(
    ("before", "after", "movement", "is_reached"),
    [
        # 48 of 80 to 56 of 70 is Newcombe's own example: 0.2 (0.0524 to 0.3339).
        ((48, 80), (56, 70), Movement.BETTER, False),
        ((56, 70), (48, 80), Movement.WORSE, False),
        ((8, 10), (9, 10), Movement.UNCLEAR, True),
        ((48, 80), (9, 9), Movement.NOT_ENOUGH, False),
        ((9, 9), (56, 70), Movement.NOT_ENOUGH, False),
        ((0, 0), (0, 0), Movement.NOT_ENOUGH, False),
    ],
)
def test_a_goal_has_moved_where_the_interval_leaves_out_nothing(
    before: tuple[int, int], after: tuple[int, int], movement: Movement, is_reached: bool
) -> None:
    found = progress_of(wilson(*before), wilson(*after), 0.9)

    assert (found.movement, found.is_reached) == (movement, is_reached)


def test_the_change_is_after_minus_before_with_its_interval() -> None:
    change = progress_of(wilson(48, 80), wilson(56, 70), 0.9).change

    assert (round(change.value or 0, 4), round(change.low or 0, 4), round(change.high or 0, 4)) == (
        0.2,
        0.0524,
        0.3339,
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Said("Negation", "", HELD, None), set()),
        (Said(" ", "", HELD, None), {"coaching_topic"}),
        (Said("a\0b", "x" * 4001, HELD, None), {"coaching_topic", "coaching_notes"}),
        (Said("Negation", "", NOW + timedelta(minutes=1), None), {"coaching_held"}),
        (Said("Negation", "", NOW - timedelta(days=32), None), {"coaching_held"}),
        (Said("Negation", "", datetime(1, 1, 1, tzinfo=UTC), date(9999, 1, 1)), {"coaching_held"}),
        (Said("Negation", "", HELD, HELD.date()), {"coaching_follow_up"}),
        (Said("Negation", "", HELD, date(9999, 12, 31)), {"coaching_follow_up"}),
    ],
)
def test_what_no_session_can_say(said: Said, expected: set[str]) -> None:
    assert {each.code for each in refuse_session(said, now=NOW)} == {f"partners.{each}" for each in expected}


@pytest.mark.parametrize(
    ("aims", "coached_as", "expected"),
    [
        ([GOAL], CoachedAs.AGENT, set()),
        ([GOAL], CoachedAs.QA, {"goal_of_others"}),
        ([GOAL], CoachedAs.TEAM_LEAD, {"goal_of_others"}),
        ([Aim(GoalMetric.UPHELD, 1, 0.9, date(2026, 4, 20))], CoachedAs.QA, set()),
        ([Aim(GoalMetric.GOLD, 1, 1.01, date(2026, 3, 1))], CoachedAs.AGENT, {"goal_target", "goal_date"}),
        ([Aim(GoalMetric.GOLD, 1, float("nan"), date(2026, 4, 1))], CoachedAs.AGENT, {"goal_target"}),
        ([Aim(GoalMetric.GOLD, 1, 0.9, date(2026, 4, 1), "negation")], CoachedAs.AGENT, {"goal_error"}),
        ([Aim(GoalMetric.WITHOUT_ERROR, 1, 0.9, date(2026, 4, 1))], CoachedAs.AGENT, {"goal_error"}),
        ([GOAL] * 6, CoachedAs.AGENT, {"goals_too_many"}),
    ],
)
def test_what_no_goal_can_be(aims: list[Aim], coached_as: CoachedAs, expected: set[str]) -> None:
    assert {each.code for each in refuse_aims(aims, coached_as, HELD)} == {
        f"partners.{each}" for each in expected
    }


@pytest.mark.parametrize(
    ("text", "is_refused"), [("Thanks.", False), (" ", True), ("x" * 2001, True), ("\0", True)]
)
def test_which_remarks_are_refused(text: str, is_refused: bool) -> None:
    assert (refuse_remark(text) is not None) is is_refused
