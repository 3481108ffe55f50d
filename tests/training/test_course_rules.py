"""What comes next in a course, and whether a lesson still says what the guideline says."""

from datetime import date
from uuid import UUID

import pytest

from assay.training.enums import AssignmentState, LessonSign
from assay.training.rules.courses import Taken, next_of, section_digest, sign_of, state_of

TODAY = date(2026, 3, 2)


def taken(n: int, kind: str = "practice", *, n_tries: int = 0, is_right: bool = False) -> Taken:
    return Taken(UUID(int=n), kind, n, n_tries, is_right)


@pytest.mark.parametrize(
    ("step", "is_done"),
    [
        (taken(1, "lesson"), False),
        (taken(1, "lesson", n_tries=1), True),
        (taken(1), False),
        (taken(1, n_tries=1), False),
        (taken(1, n_tries=2, is_right=True), True),
        (taken(1, n_tries=2), False),
        (taken(1, n_tries=3), True),
    ],
)
def test_when_a_step_is_done(step: Taken, is_done: bool) -> None:  # A truth table.
    assert step.is_done is is_done


def test_what_went_wrong_comes_again_after_the_rest() -> None:
    lesson, wrong, fresh = taken(1, "lesson", n_tries=1), taken(2, n_tries=1), taken(3)

    assert next_of([lesson, wrong, fresh]) is fresh
    assert next_of([lesson, wrong, taken(3, n_tries=1, is_right=True)]) is wrong
    assert next_of([lesson]) is None


@pytest.mark.parametrize(
    ("begun", "finished", "withdrawn", "due", "state"),
    [
        (False, False, False, None, AssignmentState.WAITING),
        (True, False, False, TODAY, AssignmentState.BEGUN),
        (True, False, False, date(2026, 3, 1), AssignmentState.OVERDUE),
        (False, False, False, date(2026, 3, 1), AssignmentState.OVERDUE),
        (True, True, False, date(2026, 3, 1), AssignmentState.FINISHED),
        (True, False, True, date(2026, 3, 1), AssignmentState.WITHDRAWN),
    ],
)
def test_states(begun: bool, finished: bool, withdrawn: bool, due: date | None, state: str) -> None:
    found = state_of(begun=begun, finished=finished, withdrawn=withdrawn, due_on=due, today=TODAY)

    assert found == state


def test_a_lesson_is_stale_once_its_section_or_a_variant_of_it_has_changed() -> None:
    hues = {"id": "hues", "title": "Hues", "markdown": "Red is red."}
    other = {"id": "other", "title": "Other", "markdown": "Else."}
    digest = section_digest([hues, other], "hues")
    varied = {**hues, "variants": [{"market": "BR-pt", "markdown": "Vermelho."}]}

    assert section_digest([other], "hues") == ""
    assert sign_of(digest, [{**other, "markdown": "New."}, hues], "hues") == LessonSign.CURRENT
    assert sign_of(digest, [{**hues, "markdown": "Red is not blue."}], "hues") == LessonSign.CHANGED
    assert sign_of(digest, [varied], "hues") == LessonSign.CHANGED
    assert sign_of(digest, [other], "hues") == LessonSign.GONE
