"""The quiz of a policy change: which one is due, and what came of a try."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any  # A quiz is JSON.

from assay.kit.reasons import declare

QUIZ_FIRST = declare("guideline.quiz_first", "Answer the questions on what has changed first.")
NO_QUIZ = declare("guideline.no_quiz", "This version has no questions to answer.")


@dataclass(frozen=True, slots=True)
class Published:
    """A version as the rule needs it."""

    number: int
    has_quiz: bool
    is_passed: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """One question after a try."""

    id: str
    is_right: bool


def due_quiz(versions: Sequence[Published], *, acknowledged: int, upto: int) -> int | None:
    """The number of the version whose quiz comes next before version `upto` can be acknowledged.

    Who has worked by an older version passes the quizzes of everything missed, the oldest first. A newcomer reads the
    whole guideline, so is only asked the newest.
    """
    asked = [each for each in versions if each.has_quiz and acknowledged < each.number <= upto]
    if acknowledged == 0:
        asked = sorted(asked, key=lambda each: each.number)[-1:]
    return min((each.number for each in asked if not each.is_passed), default=None)


def mark(quiz: Sequence[Mapping[str, Any]], answers: Mapping[str, str]) -> tuple[Marked, ...]:
    """Right or wrong, question by question; what is not answered is wrong."""
    return tuple(Marked(each["id"], answers.get(each["id"]) == each["right"]) for each in quiz)
