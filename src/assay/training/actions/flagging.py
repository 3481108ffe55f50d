"""Questions that the figures speak against: whoever keeps the project's gold is told once of each."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.people.actions.inbox import tell
from assay.people.enums import Role
from assay.people.queries.holders import holders_of
from assay.training.enums import ItemSign
from assay.training.models import Course, CourseStep, Exam, ExamAttempt, ExamItem, StepAnswer
from assay.training.queries.courses import kept_steps
from assay.training.queries.exams import kept_items
from assay.training.rules.exams import bad_sign, is_bad_practice

KIND = "training.question"
KEEPERS = (Role.QA_ANALYST, Role.PROJECT_OWNER)
# Figures move only with answers: what nobody answered lately was looked at when somebody did.
LATELY = timedelta(days=1)


def flag_questions(*, now: datetime) -> int:
    """Of exams and courses that somebody answered lately; how many questions are flagged anew."""
    sat = ExamAttempt.objects.filter(exam=OuterRef("pk"), finished_at__gt=now - LATELY)
    exams = Exam.objects.filter(Exists(sat), retired_at=None).select_related("project")
    tried = StepAnswer.objects.filter(step__course=OuterRef("pk"), answered_at__gt=now - LATELY)
    courses = Course.objects.filter(Exists(tried), retired_at=None).select_related(
        "project__guideline_version"
    )
    return sum(_of_exam(each, now) for each in exams.order_by("pk")) + sum(
        _of_course(each, now) for each in courses.order_by("pk")
    )


def _of_exam(exam: Exam, now: datetime) -> int:
    n = 0
    for row in kept_items(exam):
        sign = bad_sign(row.signs)
        if sign is None or row.item.flagged_at is not None:
            continue
        with transaction.atomic():
            act_as(None)
            if ExamItem.objects.filter(pk=row.item.pk, flagged_at=None).update(flagged_at=now):
                where = f"/project-exams/{exam.uid}/#question-{row.item.uid}"
                _tell(exam, task=row.item.gold.task.external_id, says=str(sign.label), address=where, now=now)
                n += 1
    return n


def _of_course(course: Course, now: datetime) -> int:
    n = 0
    for row in kept_steps(course):
        if row.first_right is None or row.step.flagged_at or not is_bad_practice(row.first_right):
            continue
        with transaction.atomic():
            act_as(None)
            if CourseStep.objects.filter(pk=row.step.pk, flagged_at=None).update(flagged_at=now):
                where = f"/project-courses/{course.uid}/#question-{row.step.uid}"
                _tell(course, task=row.title, says=str(ItemSign.HARD.label), address=where, now=now)
                n += 1
    return n


def _tell(where: Exam | Course, *, task: str, says: str, address: str, now: datetime) -> None:
    tell(
        holders_of(KEEPERS, where.project_id),
        kind=KIND,
        sentence=_("Look at a question of {name}: {task}"),
        about={"name": where.name, "task": task, "says": says},
        lines=["{says}"],
        address=address,
        now=now,
    )
