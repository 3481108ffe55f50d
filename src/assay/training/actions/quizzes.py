"""A short check quiz: a course of practice on gold that fewest people were shown, given only to who is sent to it."""

from datetime import datetime

from django.db import transaction

from assay.kit.reasons import Refused
from assay.people.models import User
from assay.projects.models import Project
from assay.training.actions.courses import CourseTerms, add_practice, make_course, publish_course
from assay.training.models import Course
from assay.training.queries.courses import usable_for_practice
from assay.training.rules import live as rules

# Of gold that is in somebody's hands the next is taken.
SPARE = 3


def make_quiz(by: User, *, project: Project, name: str, n_tasks: int, now: datetime) -> Course:
    """Its tasks leave production, since their right answers are shown."""
    if not 1 <= n_tasks <= rules.MOST_QUIZ:
        raise Refused(rules.QUIZ_SIZE(field="quiz", most=rules.MOST_QUIZ))
    with transaction.atomic():
        made = make_course(by, project=project, terms=CourseTerms(name, is_open=False), now=now)
        n = 0
        for gold in list(usable_for_practice(made).select_related("task")[: SPARE * n_tasks]):
            n += n < n_tasks and _added(by, made, gold.task.external_id, now)
        if not n:
            raise Refused(rules.NO_GOLD_LEFT(field="quiz"))
        return publish_course(by, course=made, now=now)


def _added(by: User, course: Course, external_id: str, now: datetime) -> bool:
    try:
        add_practice(by, course=course, external_id=external_id, now=now)
    except Refused:
        return False
    return True
