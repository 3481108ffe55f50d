"""What comes next in a course, when a step is done, and whether a lesson still says what the guideline says."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any  # Sections are JSON.
from uuid import UUID

from assay.kit.reasons import declare
from assay.projects.rules.guideline_parts import parts_of
from assay.training.enums import AssignmentState, CourseStepKind, LessonSign

# After so many wrong answers one goes on: what is right was shown each time.
MOST_TRIES = 3
MOST_NAME, MOST_NOTE, MOST_REASON, MOST_STEPS, MOST_PEOPLE = 160, 4000, 2000, 100, 2000
# Who has to learn again has so long.
DAYS_TO_RELEARN = 7

NO_NAME = declare("course.no_name", "Give the course a name of 1 to {most} characters.", status=422)
TOO_LONG = declare("course.too_long", "At most {most} characters.", status=422)
NO_GUIDELINE = declare("course.no_guideline", "Lessons need a guideline in force.", status=409)
NO_SECTION = declare("course.no_section", "The guideline in force has no section {section}.", status=422)
NO_GOLD = declare(
    "course.no_gold", "{id} is no gold in use of this project, or is asked in an exam.", status=422
)
NO_EXAM = declare("course.no_exam", "There is no such exam in this project.", status=422)
GATE_NEEDS_EXAM = declare(
    "course.gate_needs_exam", "Say which exam waits until the course is finished.", status=422
)
THERE_ALREADY = declare("course.there_already", "{id} is a step of this course already.", status=409)
TOO_MANY = declare("course.too_many", "A course has at most {most} steps.", status=409)
NO_STEPS = declare("course.no_steps", "Add a lesson or a practice task first.", status=409)
OTHER_RETRAINING = declare(
    "course.other_retraining", "{name} is the project's course to learn again already.", status=409
)
RETIRED = declare("course.retired", "This course is not given any more.", status=409)
NOT_PUBLISHED = declare("course.not_published", "Publish the course before you assign it.", status=409)
NEEDS_REASON = declare("course.needs_reason", "Say why.", status=422)
NOBODY = declare("course.nobody", "Choose people of this project whom you may assign it to.", status=422)
DUE_PAST = declare("course.due_past", "Choose a day from today on.", status=422)
OVER = declare("course.over", "This course is over for you.", status=409)
NOT_NEXT = declare("course.not_next", "Another step comes first.", status=409)
FIRST = declare("exam.course_first", "Finish the course {course} first.", status=409)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step and what one person did of it."""

    uid: UUID
    kind: str
    position: int
    n_tries: int = 0
    is_right: bool = False

    @property
    def is_done(self) -> bool:
        if self.kind == CourseStepKind.LESSON:
            return self.n_tries > 0
        return self.is_right or self.n_tries >= MOST_TRIES


def next_of(steps: Iterable[Taken]) -> Taken | None:
    """In order; practice that went wrong comes again after the rest. None: all is done."""
    waiting = [each for each in steps if not each.is_done]
    return min(waiting, key=lambda each: (each.n_tries, each.position), default=None)


def state_of(
    *, begun: bool, finished: bool, withdrawn: bool, due_on: date | None, today: date
) -> AssignmentState:
    """Overdue from the day after it was due."""
    if finished:
        return AssignmentState.FINISHED
    if withdrawn:
        return AssignmentState.WITHDRAWN
    if due_on is not None and due_on < today:
        return AssignmentState.OVERDUE
    return AssignmentState.BEGUN if begun else AssignmentState.WAITING


def section_digest(sections: Sequence[Mapping[str, Any]], section: str) -> str:
    """Of a section with its variants for markets; empty where there is none."""
    found = [part for part in parts_of(sections) if part.section == section]
    text = "\n".join(f"{part.key} {part.sha256}" for part in found)
    return hashlib.sha256(text.encode()).hexdigest() if found else ""


def sign_of(sha256: str, sections: Sequence[Mapping[str, Any]], section: str) -> LessonSign:
    """How a lesson stands to the sections in force."""
    now = section_digest(sections, section)
    if not now:
        return LessonSign.GONE
    return LessonSign.CURRENT if now == sha256 else LessonSign.CHANGED
