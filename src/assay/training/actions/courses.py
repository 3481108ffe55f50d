"""Courses as they are kept: made, filled with lessons and practice, put in order, published, retired."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from assay.kit.audit import act_as
from assay.kit.reasons import Reason, Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.quality.models import Gold
from assay.training.enums import CourseStepKind
from assay.training.models import Course, CourseStep, Exam
from assay.training.queries.courses import steps_in_use, usable_for_practice
from assay.training.queries.reserved import kept_elsewhere
from assay.training.rules import courses as rules
from assay.training.rules.exams import IN_HANDS
from assay.work.actions.setting_aside import put_back, set_aside


@dataclass(frozen=True, slots=True)
class CourseTerms:
    """What a course is called, whom it is for, and which exam it leads to."""

    name: str
    note: str = ""
    exam: Exam | None = None
    gates_exam: bool = False
    is_open: bool = True
    is_retraining: bool = False


def make_course(by: User, *, project: Project, terms: CourseTerms, now: datetime) -> Course:
    """A draft without steps; nobody sees it before it is published."""
    require(by, project, Permission.MANAGE_GOLD)
    with transaction.atomic():
        act_as(by)
        Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        _refuse(_refuse_terms(project, terms, None))
        return Course.objects.create(project=project, created_at=now, created_by=by, **_fields(terms))


def change_course(by: User, *, course: Course, terms: CourseTerms) -> Course:
    """Who has begun goes on where they are."""
    require(by, course.project, Permission.MANAGE_GOLD)
    with transaction.atomic():
        act_as(by)
        locked = _in_use(course)
        _refuse(_refuse_terms(locked.project, terms, locked))
        for field, value in _fields(terms).items():
            setattr(locked, field, value)
        locked.save()
        return locked


def add_lesson(by: User, *, course: Course, section: str, now: datetime, note: str = "") -> CourseStep:
    """A section of the guideline in force, at the end."""
    require(by, course.project, Permission.MANAGE_GOLD)
    with transaction.atomic():
        act_as(by)
        locked = _in_use(course)
        version = locked.project.guideline_version
        if version is None:
            raise Refused(rules.NO_GUIDELINE())
        digest = rules.section_digest(version.sections, section)
        if not digest:
            raise Refused(rules.NO_SECTION(field="section", section=section[:60]))
        if locked.steps.filter(section=section, retired_at=None).exists():
            raise Refused(rules.THERE_ALREADY(field="section", id=section))
        return _add(
            by,
            locked,
            CourseStep(
                kind=CourseStepKind.LESSON,
                section=section,
                guideline_version=version,
                sha256=digest,
                note=_text(note, "note"),
                added_at=now,
            ),
        )


def add_practice(
    by: User, *, course: Course, external_id: str, now: datetime, explanation: str = "", hint: str = ""
) -> CourseStep:
    """A gold task, which leaves production: its right answer is shown. Without an explanation its reason is."""
    require(by, course.project, Permission.MANAGE_GOLD)
    with transaction.atomic():
        act_as(by)
        locked = _in_use(course)
        gold = usable_for_practice(locked).filter(task__external_id=external_id.strip()).first()
        if gold is None:
            raise Refused(rules.NO_GOLD(field="external_id", id=external_id.strip()[:60]))
        if set_aside([gold.task_id]):
            raise Refused(IN_HANDS(field="external_id", id=gold.task.external_id))
        return _add(
            by,
            locked,
            CourseStep(
                kind=CourseStepKind.PRACTICE,
                gold=gold,
                note=_text(explanation, "explanation"),
                hint=_text(hint, "hint"),
                added_at=now,
            ),
        )


def move_step(by: User, *, step: CourseStep, up: bool) -> None:
    """One place up or down."""
    require(by, step.course.project, Permission.MANAGE_GOLD)
    with transaction.atomic():
        act_as(by)
        steps = list(steps_in_use(_in_use(step.course)))
        at = next((nth for nth, each in enumerate(steps) if each.pk == step.pk), None)
        to = None if at is None else at - 1 if up else at + 1
        if at is None or to is None or not 0 <= to < len(steps):
            return
        steps[at], steps[to] = steps[to], steps[at]
        for nth, each in enumerate(steps, 1):
            if each.position != nth:
                CourseStep.objects.filter(pk=each.pk).update(position=nth)


def confirm_lesson(by: User, *, step: CourseStep) -> CourseStep:
    """The section has changed, and the course still fits it: link the lesson to the version in force."""
    require(by, step.course.project, Permission.MANAGE_GOLD)
    with transaction.atomic():
        act_as(by)
        locked = _in_use(step.course)
        version = locked.project.guideline_version
        digest = rules.section_digest(version.sections, step.section) if version and step.section else ""
        if version is None or not digest:
            raise Refused(rules.NO_SECTION(field="section", section=step.section[:60]))
        step.guideline_version, step.sha256 = version, digest
        step.save(update_fields=["guideline_version", "sha256"])
        return step


def retire_step(by: User, *, step: CourseStep, now: datetime) -> None:
    """The step is taken no more. Gold comes back to production, but never to who has practised on it."""
    require(by, step.course.project, Permission.MANAGE_GOLD)
    with transaction.atomic():
        act_as(by)
        _in_use(step.course)
        if CourseStep.objects.filter(pk=step.pk, retired_at=None).update(retired_at=now) and step.gold:
            _give_back(step.course, [step.gold], now)


def publish_course(by: User, *, course: Course, now: datetime) -> Course:
    """From now on it can be begun and assigned."""
    require(by, course.project, Permission.MANAGE_GOLD)
    with transaction.atomic():
        act_as(by)
        locked = _in_use(course)
        if not locked.steps.filter(retired_at=None).exists():
            raise Refused(rules.NO_STEPS())
        if locked.published_at is None:
            locked.published_at = now
            locked.save(update_fields=["published_at"])
        return locked


def retire_course(by: User, *, course: Course, reason: str, now: datetime) -> None:
    """Nobody takes it any more; what was done stays."""
    require(by, course.project, Permission.MANAGE_GOLD)
    if not reason.strip():
        raise Refused(rules.NEEDS_REASON(field="reason"))
    with transaction.atomic():
        act_as(by)
        locked = _in_use(course)
        locked.retired_at, locked.retired_reason = now, reason.strip()[: rules.MOST_REASON]
        locked.save(update_fields=["retired_at", "retired_reason"])
        _give_back(locked, [each.gold for each in steps_in_use(locked) if each.gold], now)


def _add(by: User, course: Course, step: CourseStep) -> CourseStep:
    counted = course.steps.filter(retired_at=None).aggregate(last=Max("position"))
    last = counted["last"] or 0
    if course.steps.filter(retired_at=None).count() >= rules.MOST_STEPS:
        raise Refused(rules.TOO_MANY(most=rules.MOST_STEPS))
    step.course, step.position, step.added_by = course, last + 1, by
    step.save(force_insert=True)
    return step


def _give_back(course: Course, golds: Sequence[Gold], now: datetime) -> None:
    kept = kept_elsewhere(golds, course=course)
    put_back([each.task_id for each in golds if each.pk not in kept and each.retired_at is None], now=now)


def _refuse_terms(project: Project, terms: CourseTerms, course: Course | None) -> list[Reason]:
    problems = []
    if not 0 < len(terms.name.strip()) <= rules.MOST_NAME:
        problems.append(rules.NO_NAME(field="name", most=rules.MOST_NAME))
    if len(terms.note) > rules.MOST_NOTE:
        problems.append(rules.TOO_LONG(field="note", most=rules.MOST_NOTE))
    if terms.exam is not None and terms.exam.project_id != project.pk:
        problems.append(rules.NO_EXAM(field="exam"))
    if terms.gates_exam and terms.exam is None:
        problems.append(rules.GATE_NEEDS_EXAM(field="exam"))
    if terms.is_retraining:
        others = Course.objects.filter(project=project, is_retraining=True, retired_at=None)
        other = (others.exclude(pk=course.pk) if course else others).first()
        if other is not None:
            problems.append(rules.OTHER_RETRAINING(field="is_retraining", name=other.name))
    return problems


def _fields(terms: CourseTerms) -> dict[str, object]:
    return {
        "name": terms.name.strip(),
        "note": terms.note.strip(),
        "exam": terms.exam,
        "gates_exam": terms.gates_exam,
        "is_open": terms.is_open,
        "is_retraining": terms.is_retraining,
    }


def _text(text: str, field: str) -> str:
    if len(text) > rules.MOST_NOTE:
        raise Refused(rules.TOO_LONG(field=field, most=rules.MOST_NOTE))
    return text.strip()


def _in_use(course: Course) -> Course:
    locked = (
        Course.objects.select_for_update(no_key=True, of=["self"])
        .select_related("project__guideline_version", "exam")
        .get(pk=course.pk)
    )
    if locked.retired_at is not None:
        raise Refused(rules.RETIRED())
    return locked


def _refuse(problems: Sequence[Reason]) -> None:
    if problems:
        raise Refused(*problems)
