"""One's own courses: what is assigned or open, the step that comes next, and what is right after each answer."""

from datetime import date, datetime
from typing import Any  # Contents and answers are JSON.
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import Contributor, User
from assay.training.actions.taking import practise, read_lesson, start_course
from assay.training.enums import AssignmentState, CourseStepKind
from assay.training.models import CourseStep
from assay.training.queries.own import contributor_of
from assay.training.queries.own_courses import (
    OwnCourse,
    courses_open_to,
    lesson_of,
    own_assignment,
    own_courses,
)

router = Router(tags=["training"])


class OwnCourseOut(Schema):
    course: UUID
    project: UUID
    name: str = Field(examples=["First steps"])
    note: str
    assignment: UUID | None = Field(description="Empty: open to you, and not begun.")
    state: AssignmentState
    due_on: date | None
    finished_at: datetime | None
    n_steps: int = Field(examples=[6])
    n_done: int = Field(examples=[4])
    exam: UUID | None = Field(description="What it leads to.")


class OwnCoursesOut(Schema):
    courses: list[OwnCourseOut]


class LessonSectionOut(Schema):
    title: str = Field(examples=["Shades"])
    market: str = Field(description="Of what is said for one market.", examples=["BR-pt"])
    language: str = Field(examples=["pt-BR"])
    html: str


class OwnStepOut(Schema):
    uid: UUID
    kind: CourseStepKind
    note: str = Field(description="Of a lesson: what to look at.")
    sections: list[LessonSectionOut] = Field(description="Of a lesson.")
    content: dict[str, Any] | None = Field(description="Of practice: the task.")
    schema_version: UUID | None = Field(description="By which practice is answered.")
    hint: str = Field(description="Of practice, if one wants it.")


class OwnCourseStandingOut(OwnCourseOut):
    next: OwnStepOut | None = Field(description="The step that comes next.")


class CourseAnswerIn(Strict):
    step: UUID = Field(description="The one that comes next.")
    answers: dict[str, Any] = Field(
        default_factory=dict, description="Of practice; a lesson is read.", examples=[{"match": "yes"}]
    )


class CourseAnswerOut(Schema):
    """Of practice what is right, and why."""

    is_right: bool | None = Field(description="Empty of a lesson.")
    wrong: list[str] = Field(description="Questions that were answered wrong.")
    right: dict[str, Any] = Field(description="Question to the answers that are accepted.")
    explanation: str = Field(examples=["The listing says so."])
    standing: OwnCourseStandingOut


@router.get("/me/courses", response=OwnCoursesOut, operation_id="me_courses")
def mine(request: HttpRequest) -> OwnCoursesOut:
    """The courses that you have, and those of your projects that you may begin."""
    own = own_courses(contributor_of(person_of(request)), today=now().date())
    return OwnCoursesOut(courses=[OwnCourseOut(**_own(each)) for each in own])


@router.post(
    "/me/courses/{uuid:course}/start", response={201: OwnCourseStandingOut}, operation_id="me_courses_start"
)
@creates
def start(request: HttpRequest, course: UUID) -> OwnCourseStandingOut:
    """Begin a course that is open to you, or go on with the one you have."""
    user = person_of(request)
    found = courses_open_to(contributor_of(user)).filter(uid=course).first()
    if found is None:
        raise NotFound
    return _standing(user, start_course(user, course=found, now=now()).uid)


@router.get(
    "/me/course-assignments/{uuid:assignment}",
    response=OwnCourseStandingOut,
    operation_id="me_course_assignment",
)
def standing(request: HttpRequest, assignment: UUID) -> OwnCourseStandingOut:
    """How far you are, and the step that comes next."""
    return _standing(person_of(request), assignment)


@router.post(
    "/me/course-assignments/{uuid:assignment}/answers",
    response={201: CourseAnswerOut},
    operation_id="me_course_answer",
)
@creates
def answer(request: HttpRequest, assignment: UUID, asked: CourseAnswerIn) -> CourseAnswerOut:
    """Say that a lesson is read, or answer a practice task: you learn at once what is right."""
    user = person_of(request)
    own = own_assignment(contributor_of(user), assignment, today=now().date())
    row = next((each for each in own.steps if each.step.uid == asked.step), None)
    if row is None or own.assignment is None:
        raise NotFound
    if row.step.gold is None:
        read_lesson(user, assignment=own.assignment, step=row.step, now=now())
        return CourseAnswerOut(
            is_right=None, wrong=[], right={}, explanation="", standing=_standing(user, assignment)
        )
    given = practise(user, assignment=own.assignment, step=row.step, answers=asked.answers, now=now())
    return CourseAnswerOut(
        is_right=given.is_right,
        wrong=given.wrong,
        right=row.step.gold.answers,
        explanation=row.step.note or row.step.gold.reason,
        standing=_standing(user, assignment),
    )


def _standing(user: User, uid: UUID) -> OwnCourseStandingOut:
    contributor = contributor_of(user)
    own = own_assignment(contributor, uid, today=now().date())
    waiting = own.next.step if own.next and own.state != AssignmentState.FINISHED else None
    return OwnCourseStandingOut(
        **_own(own), next=_step(waiting, contributor, user.locale) if waiting else None
    )


def _step(step: CourseStep, contributor: Contributor, language: str) -> OwnStepOut:
    project, gold = step.course.project, step.gold
    sections = [] if gold else lesson_of(step, contributor, language=language)
    version = project.schema_version if gold else None
    return OwnStepOut(
        uid=step.uid,
        kind=CourseStepKind(step.kind),
        note="" if gold else step.note,
        sections=[
            LessonSectionOut(title=each.title, market=each.market, language=each.language, html=each.html)
            for each in sections
        ],
        content=gold.task.content if gold else None,
        schema_version=version.uid if version else None,
        hint=step.hint,
    )


def _own(own: OwnCourse) -> dict[str, Any]:  # The fields of OwnCourseOut.
    given, course = own.assignment, own.course
    return {
        "course": course.uid,
        "project": course.project.uid,
        "name": course.name,
        "note": course.note,
        "assignment": given.uid if given else None,
        "state": own.state,
        "due_on": given.due_on if given else None,
        "finished_at": given.finished_at if given else None,
        "n_steps": len(own.steps),
        "n_done": own.n_done,
        "exam": course.exam.uid if course.exam else None,
    }
