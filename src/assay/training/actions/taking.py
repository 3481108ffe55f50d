"""Taking a course: begun, read, practised, and what finishing it settles."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any  # Answers are JSON.

import msgspec
from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Contributor, User
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import canonical, validate
from assay.quality.actions.calibration_outcomes import retrained
from assay.quality.actions.standing import confirm_reading
from assay.quality.enums import StepKind, StepState
from assay.quality.models import RetrainingNeed, StandingStep
from assay.quality.rules.gold import ranked_of, wrong_questions
from assay.training.enums import AssignedThrough
from assay.training.models import Course, CourseAssignment, CourseStep, StepAnswer
from assay.training.queries.own import contributor_of
from assay.training.queries.own_courses import OwnCourse, OwnStep, courses_open_to, own_assignment
from assay.training.rules import courses as rules
from assay.work.actions.excluding import exclude_from_task


def start_course(by: User, *, course: Course, now: datetime) -> CourseAssignment:
    """Begin a course that is open to everybody, or go on with the one that is assigned."""
    contributor = contributor_of(by)
    with transaction.atomic():
        act_as(by)
        Contributor.objects.select_for_update(no_key=True).get(pk=contributor.pk)
        found = courses_open_to(contributor).filter(pk=course.pk).first()
        if found is None:
            raise NotFound
        given = CourseAssignment.objects.filter(course=found, contributor=contributor, withdrawn_at=None)
        newest = given.order_by("-pk").first()
        if newest is not None:
            return newest
        if not found.is_open:
            raise NotFound
        return CourseAssignment.objects.create(
            course=found, contributor=contributor, through=AssignedThrough.SELF, assigned_at=now, begun_at=now
        )


def read_lesson(by: User, *, assignment: CourseAssignment, step: CourseStep, now: datetime) -> OwnCourse:
    """The person says that they have read it; a second time changes nothing."""
    with transaction.atomic():
        act_as(by)
        own, row = _at(by, assignment, step, now)
        if not row.taken.is_done:
            version = own.course.project.guideline_version
            _write(own, StepAnswer(step=row.step, guideline_version=version), 1, now)
        return _after(by, own, now)


def practise(
    by: User, *, assignment: CourseAssignment, step: CourseStep, answers: Mapping[str, Any], now: datetime
) -> StepAnswer:
    """One try. Right or wrong, the person is shown what is right, and never gets the task in production."""
    with transaction.atomic():
        act_as(by)
        own, row = _at(by, assignment, step, now)
        gold, project = row.step.gold, own.course.project
        if gold is None or project.schema_version_id is None or row.taken.is_done:
            raise Refused(rules.OVER())
        schema = parsed_schema(project.schema_version_id)
        if problems := validate(schema, dict(answers), gold.task.content):
            raise Refused(*problems)
        given = msgspec.json.decode(canonical(schema, answers))
        wrong = wrong_questions(gold.answers, given, ranked_of(schema))
        answer = StepAnswer(
            step=row.step,
            schema_version=project.schema_version,
            answers=given,
            wrong=wrong,
            is_right=not wrong,
        )
        _write(own, answer, row.taken.n_tries + 1, now)
        exclude_from_task(task=gold.task, person=by)
        _after(by, own, now)
        return answer


def _at(by: User, assignment: CourseAssignment, step: CourseStep, now: datetime) -> tuple[OwnCourse, OwnStep]:
    """The person's way through the course, locked, and the step with what they did of it."""
    contributor = contributor_of(by)
    CourseAssignment.objects.select_for_update(no_key=True).get(pk=assignment.pk)
    own = own_assignment(contributor, assignment.uid, today=now.date())
    if own.course.retired_at is not None:
        raise Refused(rules.RETIRED())
    row = next((each for each in own.steps if each.step.pk == step.pk), None)
    if row is None:
        raise NotFound
    if not row.taken.is_done and own.next is not row:
        raise Refused(rules.NOT_NEXT())
    return own, row


def _write(own: OwnCourse, answer: StepAnswer, number: int, now: datetime) -> None:
    assert own.assignment is not None
    answer.assignment, answer.number, answer.answered_at = own.assignment, number, now
    answer.save(force_insert=True)
    if own.assignment.begun_at is None:
        CourseAssignment.objects.filter(pk=own.assignment.pk).update(begun_at=now)


def _after(by: User, own: OwnCourse, now: datetime) -> OwnCourse:
    """Once nothing is left to do the course is finished, which settles what it was given for."""
    assert own.assignment is not None
    found = own_assignment(own.assignment.contributor, own.assignment.uid, today=now.date())
    assert found.assignment is not None
    if found.next is not None or found.assignment.finished_at is not None:
        return found
    found.assignment.finished_at = now
    found.assignment.save(update_fields=["finished_at"])
    if found.course.is_retraining:
        _settle(by, found.assignment, now)
    return found


def _settle(by: User, assignment: CourseAssignment, now: datetime) -> None:
    """Who was asked to read again has, and who stands on the list to learn again comes off it."""
    project, person = assignment.course.project, assignment.contributor
    asked = StandingStep.objects.filter(
        project=project, contributor=person, step=StepKind.RETRAIN, state=StepState.OPEN
    )
    for step in asked.select_related("project", "contributor"):
        confirm_reading(by, step=step, now=now)
    needs = RetrainingNeed.objects.filter(project=project, participant__contributor=person, done_at=None)
    for need in needs.select_related("project"):
        retrained(None, need=need, now=now)
