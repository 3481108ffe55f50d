"""One's own courses: what is assigned, how far one is, and the step that comes next."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from assay.kit.reasons import NotFound
from assay.people.models import Contributor
from assay.projects.models import Membership
from assay.projects.queries.guideline_translations import read_in
from assay.projects.queries.guidelines import Section
from assay.training.enums import AssignmentState, CourseStepKind
from assay.training.models import Course, CourseAssignment, CourseStep, StepAnswer
from assay.training.queries.courses import state_of_assignment
from assay.training.rules.courses import Taken, next_of, section_digest


@dataclass(frozen=True, slots=True)
class OwnStep:
    step: CourseStep
    taken: Taken


@dataclass(frozen=True, slots=True)
class OwnCourse:
    """One way through a course; `assignment` is None of one that is open to the person and not begun."""

    course: Course
    assignment: CourseAssignment | None
    state: AssignmentState
    steps: tuple[OwnStep, ...]

    @property
    def n_done(self) -> int:
        return sum(each.taken.is_done for each in self.steps)

    @property
    def next(self) -> OwnStep | None:
        found = next_of(each.taken for each in self.steps)
        return next((each for each in self.steps if each.taken is found), None)

    @property
    def is_waiting(self) -> bool:
        """Whether something of it is still to be done by the person."""
        is_over = self.state in {AssignmentState.FINISHED, AssignmentState.WITHDRAWN}
        return bool(self.steps) and not is_over


def courses_open_to(contributor: Contributor) -> QuerySet[Course]:
    """Published courses of projects the person works on."""
    working = Membership.objects.filter(contributor=contributor, retired_at=None, project=OuterRef("project"))
    found = Course.objects.filter(Exists(working), retired_at=None, published_at__isnull=False)
    return found.select_related("project__guideline_version", "exam")


def own_courses(contributor: Contributor, *, today: date) -> list[OwnCourse]:
    """What is assigned, the newest way through each course, and what one may begin; a fixed number of queries."""
    open_to = list(courses_open_to(contributor).order_by("project__name", "pk"))
    if not open_to:
        return []
    given = CourseAssignment.objects.filter(contributor=contributor, course__in=open_to, withdrawn_at=None)
    newest = {each.course_id: each for each in given.order_by("pk")}
    courses = [each for each in open_to if each.is_open or each.pk in newest]
    steps = _steps(courses, contributor)
    taken = _taken(list(newest.values()))
    return [_own(each, newest.get(each.pk), steps[each.pk], taken, today=today) for each in courses]


def waiting_courses(contributor: Contributor, *, today: date) -> list[OwnCourse]:
    """What is still to do: overdue first, then by the day it is due, what is not due last."""
    found = [each for each in own_courses(contributor, today=today) if each.is_waiting]

    def pressing(own: OwnCourse) -> tuple[bool, date, bool]:
        due = own.assignment.due_on if own.assignment else None
        return due is None, due or date.max, own.assignment is None

    return sorted(found, key=pressing)


def own_assignment(contributor: Contributor, uid: UUID, *, today: date) -> OwnCourse:
    """One's own way through a course; NotFound of others', and of what was taken back."""
    found = CourseAssignment.objects.filter(contributor=contributor, uid=uid, withdrawn_at=None)
    row = found.select_related(
        "course__project__guideline_version", "course__project__schema_version", "course__exam"
    ).first()
    if row is None:
        raise NotFound
    return _own(row.course, row, _steps([row.course], contributor)[row.course_id], _taken([row]), today=today)


def lesson_of(step: CourseStep, contributor: Contributor, *, language: str) -> list[Section]:
    """The section as it is in force, in the reader's language, with what it says in each market of theirs."""
    version = step.course.project.guideline_version
    if version is None:
        return []
    markets = set(contributor.markets.values_list("market__code", flat=True))
    return [
        each
        for each in read_in(version, language).sections
        if each.id.split("@")[0] == step.section and (not each.market or each.market in markets)
    ]


def section_titles(course: Course, *, language: str) -> dict[str, str]:
    """What the sections of the guideline in force are called in the reader's language."""
    version = course.project.guideline_version
    sections = read_in(version, language).sections if version else ()
    return {each.id: each.title for each in sections}


def last_try(own: OwnCourse, step: CourseStep) -> StepAnswer | None:
    found = StepAnswer.objects.filter(assignment=own.assignment, step=step).select_related("schema_version")
    return found.order_by("-number").first()


def unfinished_gates(contributor: Contributor, exams: Iterable[int]) -> dict[int, Course]:
    """Courses that have to be finished before an exam can be begun, by the exam's inner id."""
    finished = CourseAssignment.objects.filter(
        course=OuterRef("pk"), contributor=contributor, finished_at__isnull=False
    )
    gates = Course.objects.filter(
        ~Exists(finished),
        exam__in=list(exams),
        gates_exam=True,
        retired_at=None,
        published_at__isnull=False,
    )
    return {each.exam_id: each for each in gates.order_by("-pk") if each.exam_id is not None}


def _steps(courses: Sequence[Course], contributor: Contributor) -> dict[int, list[CourseStep]]:
    """Steps in play: lessons whose section is in force, practice in use that is in the person's markets."""
    markets = set(contributor.markets.values_list("market", flat=True))
    versions = {each.pk: each.project.guideline_version for each in courses}
    found = CourseStep.objects.filter(course__in=courses, retired_at=None).select_related(
        "gold__task", "course__project__guideline_version", "guideline_version"
    )
    steps: dict[int, list[CourseStep]] = defaultdict(list)
    for each in found.order_by("position", "pk"):
        version = versions[each.course_id]
        sections = version.sections if version else []
        if _is_in_play(each, markets, bool(each.section and section_digest(sections, each.section))):
            steps[each.course_id].append(each)
    return steps


def _is_in_play(step: CourseStep, markets: set[int], is_in_force: bool) -> bool:  # noqa: FBT001  # Of one caller.
    if step.kind == CourseStepKind.LESSON:
        return is_in_force
    gold = step.gold
    assert gold is not None
    is_used = gold.retired_at is None and gold.task.withdrawn_at is None
    return is_used and (gold.task.market_id is None or gold.task.market_id in markets)


def _taken(assignments: Sequence[CourseAssignment]) -> dict[tuple[int, int], tuple[int, bool]]:
    """By assignment and step: how many tries, and whether one was right."""
    rows = StepAnswer.objects.filter(assignment__in=assignments)
    found: dict[tuple[int, int], tuple[int, bool]] = {}
    for assignment, step, is_right in rows.values_list("assignment_id", "step_id", "is_right"):
        n, was_right = found.get((assignment, step), (0, False))
        found[assignment, step] = n + 1, was_right or bool(is_right)
    return found


def _own(
    course: Course,
    assignment: CourseAssignment | None,
    steps: Sequence[CourseStep],
    taken: dict[tuple[int, int], tuple[int, bool]],
    *,
    today: date,
) -> OwnCourse:
    own = []
    for each in steps:
        n, is_right = taken.get((assignment.pk, each.pk), (0, False)) if assignment else (0, False)
        own.append(OwnStep(each, Taken(each.uid, each.kind, each.position, n, is_right)))
    state = state_of_assignment(assignment, today) if assignment else AssignmentState.WAITING
    return OwnCourse(course, assignment, state, tuple(own))
