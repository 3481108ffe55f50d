"""Courses: kept in a project, given to people, and who stands where."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Contributor, User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import project_for
from assay.training.actions import courses as actions
from assay.training.actions.assigning import assign_course, withdraw_assignment
from assay.training.actions.courses import CourseTerms
from assay.training.enums import AssignedThrough, AssignmentState, CourseStepKind, LessonSign
from assay.training.models import Course, CourseAssignment, CourseStep, Exam
from assay.training.queries.courses import (
    KeptStep,
    Learner,
    assignable,
    assignment_for,
    assignments_of,
    course_for,
    courses_of,
    kept_steps,
    learners,
    learning_project,
    sees_all_learners,
)
from assay.training.rules import courses as rules

router = Router(tags=["training"])


class CourseIn(Strict):
    name: str = Field(min_length=1, max_length=rules.MOST_NAME, examples=["First steps"])
    note: str = Field(
        "", max_length=rules.MOST_NOTE, examples=["Half an hour, in as many sittings as you like."]
    )
    exam: UUID | None = Field(None, description="The exam that it leads to.")
    gates_exam: bool = Field(default=False, description="The exam waits until the course is finished.")
    is_open: bool = Field(default=True, description="Everybody on the project may begin it.")
    is_retraining: bool = Field(
        default=False,
        description="Given to who is asked to read again, or is on a calibration's list; one per project.",
    )


class LessonIn(Strict):
    section: str = Field(
        max_length=60, description="Id of a section of the guideline in force.", examples=["s1"]
    )
    note: str = Field("", max_length=rules.MOST_NOTE, examples=["Mind the second example."])


class PracticeIn(Strict):
    external_id: str = Field(max_length=200, description="Of a gold task.", examples=["gold-17"])
    explanation: str = Field(
        "", max_length=rules.MOST_NOTE, description="After the answer; empty: the gold's reason."
    )
    hint: str = Field(
        "", max_length=rules.MOST_NOTE, description="Before it.", examples=["Look at the brand."]
    )


class StepMoveIn(Strict):
    up: bool = Field(description="Else one place down.")


class CourseRetirementIn(Strict):
    reason: str = Field(min_length=1, max_length=rules.MOST_REASON, examples=["The guideline has changed."])


class CourseAssignmentsIn(Strict):
    contributors: list[UUID] = Field(
        max_length=rules.MOST_PEOPLE, description="Empty: all whom you may assign it to."
    )
    due_on: date | None = Field(None, examples=["2027-03-31"])
    reason: str = Field("", max_length=rules.MOST_REASON, description="The people read it.")


class AssignmentWithdrawalIn(Strict):
    reason: str = Field(min_length=1, max_length=rules.MOST_REASON, examples=["They know it."])


class CourseOut(Schema):
    """Counts are of people in the caller's sight."""

    uid: UUID
    project: UUID
    name: str = Field(examples=["First steps"])
    note: str
    exam: UUID | None
    gates_exam: bool
    is_open: bool
    is_retraining: bool
    n_steps: int = Field(examples=[6])
    n_given: int = Field(examples=[40])
    n_finished: int = Field(examples=[31])
    published_at: datetime | None
    retired_at: datetime | None


class CourseStepOut(Schema):
    uid: UUID
    position: int = Field(examples=[1])
    kind: CourseStepKind
    section: str = Field(description="Of a lesson.", examples=["s1"])
    guideline_version: UUID | None = Field(description="The version that the lesson was linked to.")
    sign: LessonSign | None = Field(description="How a lesson stands to the guideline in force.")
    task: str = Field(description="Of practice: external id, for who keeps gold.", examples=["gold-17"])
    note: str
    hint: str
    n_first: int = Field(description="Of practice: people who tried it.", examples=[40])
    first_right: float | None = Field(description="Share right at the first try.", examples=[0.8])
    first_right_low: float | None
    first_right_high: float | None


class CourseStepsOut(Schema):
    steps: list[CourseStepOut]


class CourseAssignmentOut(Schema):
    uid: UUID
    contributor: UUID
    pseudonym: str = Field(examples=["heron-12"])
    state: AssignmentState
    through: AssignedThrough
    reason: str
    n_done: int = Field(description="Steps.", examples=[4])
    n_steps: int = Field(description="Of the person's markets.", examples=[6])
    n_first: int = Field(description="Practice tasks tried.", examples=[3])
    first_right: float | None = Field(description="Share right at the first try.", examples=[0.67])
    first_right_low: float | None
    first_right_high: float | None
    due_on: date | None
    assigned_at: datetime
    begun_at: datetime | None
    finished_at: datetime | None


class AssignedOut(Schema):
    n_new: int = Field(description="Who did not have it open already.", examples=[12])


@router.get("/projects/{uuid:project}/courses", response=Page[CourseOut], operation_id="courses_list")
def list_courses(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[CourseOut]:
    """The courses of a project, newest first."""
    user = person_of(request)
    return page(courses_of(user, learning_project(user, project)), paging, _course)


@router.post("/projects/{uuid:project}/courses", response={201: CourseOut}, operation_id="courses_create")
@creates
def create(request: HttpRequest, project: UUID, asked: CourseIn) -> CourseOut:
    """A draft without steps."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_GOLD)
    return _one(user, actions.make_course(user, project=found, terms=_terms(asked, found), now=now()))


@router.get("/courses/{uuid:course}", response=CourseOut, operation_id="courses_get")
def get(request: HttpRequest, course: UUID) -> CourseOut:
    """One course."""
    user = person_of(request)
    return _one(user, course_for(user, course))


@router.put("/courses/{uuid:course}", response=CourseOut, operation_id="courses_change")
def change(request: HttpRequest, course: UUID, asked: CourseIn) -> CourseOut:
    """What it is called, whom it is for, and where it leads."""
    user = person_of(request)
    found = course_for(user, course)
    return _one(user, actions.change_course(user, course=found, terms=_terms(asked, found.project)))


@router.get("/courses/{uuid:course}/steps", response=CourseStepsOut, operation_id="courses_steps")
def steps(request: HttpRequest, course: UUID) -> CourseStepsOut:
    """Lessons and practice in their order, with what speaks against a lesson and how practice goes."""
    user = person_of(request)
    return _steps(user, course_for(user, course))


@router.post(
    "/courses/{uuid:course}/lessons", response={201: CourseStepsOut}, operation_id="courses_add_lesson"
)
@creates
def add_lesson(request: HttpRequest, course: UUID, asked: LessonIn) -> CourseStepsOut:
    """A section of the guideline in force, at the end."""
    user = person_of(request)
    found = course_for(user, course)
    actions.add_lesson(user, course=found, section=asked.section, note=asked.note, now=now())
    return _steps(user, found)


@router.post(
    "/courses/{uuid:course}/practice", response={201: CourseStepsOut}, operation_id="courses_add_practice"
)
@creates
def add_practice(request: HttpRequest, course: UUID, asked: PracticeIn) -> CourseStepsOut:
    """A gold task, which leaves production, since its right answer is shown."""
    user = person_of(request)
    found = course_for(user, course)
    actions.add_practice(
        user,
        course=found,
        external_id=asked.external_id,
        explanation=asked.explanation,
        hint=asked.hint,
        now=now(),
    )
    return _steps(user, found)


@router.post(
    "/courses/{uuid:course}/steps/{uuid:step}/move", response=CourseStepsOut, operation_id="courses_move_step"
)
def move(request: HttpRequest, course: UUID, step: UUID, asked: StepMoveIn) -> CourseStepsOut:
    """One place up or down."""
    user = person_of(request)
    found = course_for(user, course)
    actions.move_step(user, step=_step(found, step), up=asked.up)
    return _steps(user, found)


@router.post(
    "/courses/{uuid:course}/steps/{uuid:step}/confirm",
    response=CourseStepsOut,
    operation_id="courses_confirm_lesson",
)
def confirm(request: HttpRequest, course: UUID, step: UUID) -> CourseStepsOut:
    """The section has changed and the lesson still fits: link it to the version in force."""
    user = person_of(request)
    found = course_for(user, course)
    actions.confirm_lesson(user, step=_step(found, step))
    return _steps(user, found)


@router.post(
    "/courses/{uuid:course}/steps/{uuid:step}/retire",
    response=CourseStepsOut,
    operation_id="courses_retire_step",
)
def retire_step(request: HttpRequest, course: UUID, step: UUID) -> CourseStepsOut:
    """The step is taken no more; gold comes back to production, but not to who has practised on it."""
    user = person_of(request)
    found = course_for(user, course)
    actions.retire_step(user, step=_step(found, step), now=now())
    return _steps(user, found)


@router.post("/courses/{uuid:course}/publish", response=CourseOut, operation_id="courses_publish")
def publish(request: HttpRequest, course: UUID) -> CourseOut:
    """From now on it can be begun and assigned."""
    user = person_of(request)
    return _one(user, actions.publish_course(user, course=course_for(user, course), now=now()))


@router.post("/courses/{uuid:course}/retire", response=CourseOut, operation_id="courses_retire")
def retire(request: HttpRequest, course: UUID, asked: CourseRetirementIn) -> CourseOut:
    """Nobody takes it any more; what was done stays."""
    user = person_of(request)
    found = course_for(user, course)
    actions.retire_course(user, course=found, reason=asked.reason, now=now())
    return _one(user, found)


@router.get(
    "/courses/{uuid:course}/assignments",
    response=Page[CourseAssignmentOut],
    operation_id="courses_assignments",
)
def assignments(request: HttpRequest, course: UUID, paging: Query[Paging]) -> Page[CourseAssignmentOut]:
    """Who has it and how far they are, of the people in sight."""
    user = person_of(request)
    found = page(assignments_of(user, course_for(user, course)), paging, lambda each: each)
    rows = learners(list(found.items), today=now().date())
    return Page(items=[_learner(each) for each in rows], next=found.next)


@router.post("/courses/{uuid:course}/assignments", response={201: AssignedOut}, operation_id="courses_assign")
@creates
def assign(request: HttpRequest, course: UUID, asked: CourseAssignmentsIn) -> AssignedOut:
    """Give it to people of the project; whoever has it open keeps it, with the new day."""
    user = person_of(request)
    found = course_for(user, course)
    people = _people(user, found, asked.contributors)
    n = assign_course(user, course=found, people=people, due_on=asked.due_on, reason=asked.reason, now=now())
    return AssignedOut(n_new=n)


@router.post(
    "/course-assignments/{uuid:assignment}/withdraw",
    response=CourseAssignmentOut,
    operation_id="course_assignments_withdraw",
)
def withdraw(request: HttpRequest, assignment: UUID, asked: AssignmentWithdrawalIn) -> CourseAssignmentOut:
    """Take it back; what was done of it stays."""
    user = person_of(request)
    found = assignment_for(user, assignment)
    withdraw_assignment(user, assignment=found, reason=asked.reason, now=now())
    [row] = learners([assignment_for(user, assignment)], today=now().date())
    return _learner(row)


def _terms(asked: CourseIn, project: Project) -> CourseTerms:
    exam = None
    if asked.exam is not None:
        exam = Exam.objects.filter(uid=asked.exam, project=project).first()
        if exam is None:
            raise Refused(rules.NO_EXAM(field="exam"))
    return CourseTerms(
        asked.name,
        note=asked.note,
        exam=exam,
        gates_exam=asked.gates_exam,
        is_open=asked.is_open,
        is_retraining=asked.is_retraining,
    )


def _step(course: Course, uid: UUID) -> CourseStep:
    found = course.steps.filter(uid=uid).select_related("course__project", "gold").first()
    if found is None:
        raise NotFound
    return found


def _people(user: User, course: Course, uids: Sequence[UUID]) -> list[Contributor]:
    allowed = assignable(user, course.project)
    if not uids:
        return list(allowed)
    found = list(allowed.filter(uid__in=uids))
    if len(found) != len(set(uids)):
        raise Refused(rules.NOBODY(field="contributors"))
    return found


def _one(user: User, course: Course) -> CourseOut:
    return _course(courses_of(user, course.project).get(pk=course.pk))


def _course(course: Course) -> CourseOut:
    # The query adds counts to the row.
    counted = vars(course)
    return CourseOut(
        uid=course.uid,
        project=course.project.uid,
        name=course.name,
        note=course.note,
        exam=course.exam.uid if course.exam else None,
        gates_exam=course.gates_exam,
        is_open=course.is_open,
        is_retraining=course.is_retraining,
        n_steps=counted["n_steps"],
        n_given=counted["n_given"] or 0,
        n_finished=counted["n_finished"] or 0,
        published_at=course.published_at,
        retired_at=course.retired_at,
    )


def _steps(user: User, course: Course) -> CourseStepsOut:
    shows_gold = sees_all_learners(user, course.project)
    fresh = Course.objects.select_related("project__guideline_version").get(pk=course.pk)
    return CourseStepsOut(
        steps=[_kept(each, nth, shows_gold=shows_gold) for nth, each in enumerate(kept_steps(fresh), 1)]
    )


def _kept(kept: KeptStep, position: int, *, shows_gold: bool) -> CourseStepOut:
    step, share = kept.step, kept.first_right
    return CourseStepOut(
        uid=step.uid,
        position=position,
        kind=CourseStepKind(step.kind),
        section=step.section,
        guideline_version=step.guideline_version.uid if step.guideline_version else None,
        sign=kept.sign,
        task=kept.title if shows_gold and kept.sign is None else "",
        note=step.note if shows_gold else "",
        hint=step.hint if shows_gold else "",
        n_first=share.n if share else 0,
        first_right=share.value if share else None,
        first_right_low=share.low if share else None,
        first_right_high=share.high if share else None,
    )


def _learner(row: Learner) -> CourseAssignmentOut:
    given: CourseAssignment = row.assignment
    return CourseAssignmentOut(
        uid=given.uid,
        contributor=given.contributor.uid,
        pseudonym=given.contributor.pseudonym,
        state=row.state,
        through=AssignedThrough(given.through),
        reason=given.reason,
        n_done=row.n_done,
        n_steps=row.n_steps,
        n_first=row.first_right.n,
        first_right=row.first_right.value,
        first_right_low=row.first_right.low,
        first_right_high=row.first_right.high,
        due_on=given.due_on,
        assigned_at=given.assigned_at,
        begun_at=given.begun_at,
        finished_at=given.finished_at,
    )
