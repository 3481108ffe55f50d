"""Who is given a course: by hand, because they were asked to read again, or after a calibration; and its reminders."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.actions.inbox import tell
from assay.people.models import Contributor, User
from assay.projects.models import Membership
from assay.training.enums import AssignedThrough
from assay.training.models import Course, CourseAssignment
from assay.training.queries.courses import assignable
from assay.training.rules import courses as rules

KIND = "training.course"
# Who has not finished is told the day before it is due.
BEFORE = timedelta(days=1)


def assign_course(
    by: User,
    *,
    course: Course,
    people: Sequence[Contributor],
    now: datetime,
    due_on: date | None = None,
    reason: str = "",
) -> int:
    """Give it to people of the project; how many have it new. Who has it open keeps it, with the new day."""
    if course.published_at is None:
        raise Refused(rules.NOT_PUBLISHED())
    if due_on is not None and due_on < now.date():
        raise Refused(rules.DUE_PAST(field="due_on"))
    allowed = assignable(by, course.project).filter(pk__in=[each.pk for each in people])
    if not people or len(people) > rules.MOST_PEOPLE or allowed.count() != len({each.pk for each in people}):
        raise Refused(rules.NOBODY(field="people"))
    with transaction.atomic():
        act_as(by)
        locked = _given(course)
        if due_on is not None:
            _open(locked).filter(contributor__in=people).update(due_on=due_on, reminded_at=None)
        return _assign(
            locked,
            [each.pk for each in people],
            by=by,
            through=AssignedThrough.HAND,
            reason=reason.strip()[: rules.MOST_REASON],
            due_on=due_on,
            now=now,
        )


def withdraw_assignment(by: User, *, assignment: CourseAssignment, reason: str, now: datetime) -> None:
    """Take it back; what was done of it stays."""
    if not assignable(by, assignment.course.project).filter(pk=assignment.contributor_id).exists():
        raise Refused(rules.NOBODY(field="people"))
    if not reason.strip():
        raise Refused(rules.NEEDS_REASON(field="reason"))
    with transaction.atomic():
        act_as(by)
        locked = CourseAssignment.objects.select_for_update(no_key=True).get(pk=assignment.pk)
        if locked.finished_at is not None or locked.withdrawn_at is not None:
            raise Refused(rules.OVER())
        locked.withdrawn_at, locked.withdrawn_reason = now, reason.strip()[: rules.MOST_REASON]
        locked.save(update_fields=["withdrawn_at", "withdrawn_reason"])


def send_to_learn_again(
    *, project_id: int, contributor_ids: Iterable[int], through: AssignedThrough, now: datetime
) -> int:
    """The project's course to learn again, where it has one, to these of its people; in the caller's transaction."""
    course = Course.objects.filter(
        project=project_id, is_retraining=True, retired_at=None, published_at__isnull=False
    ).first()
    if course is None:
        return 0
    working = Membership.objects.filter(
        project=project_id, contributor__in=list(contributor_ids), retired_at=None
    )
    due_on = (now + timedelta(days=rules.DAYS_TO_RELEARN)).date()
    ids = sorted(working.values_list("contributor_id", flat=True))
    return _assign(course, ids, by=None, through=through, reason="", due_on=due_on, now=now)


def give_quiz(by: User, *, course: Course, contributor_ids: Sequence[int], now: datetime) -> int:
    """The check quiz of a live session, to who was there; in the caller's transaction."""
    due_on = (now + timedelta(days=rules.DAYS_TO_RELEARN)).date()
    return _assign(
        course,
        contributor_ids,
        by=by,
        through=AssignedThrough.LIVE,
        reason="",
        due_on=due_on,
        now=now,
    )


def remind_due(*, now: datetime, most: int = 500) -> int:
    """Who has a day left, or is late, and was not told yet; how many."""
    open_ones = CourseAssignment.objects.filter(finished_at=None, withdrawn_at=None, reminded_at=None)
    due = open_ones.filter(due_on__lte=(now + BEFORE).date(), course__retired_at=None)
    found = list(due.select_related("course", "contributor").order_by("due_on", "pk")[:most])
    for each in found:
        with transaction.atomic():
            CourseAssignment.objects.filter(pk=each.pk).update(reminded_at=now)
            _tell([each], _("Please finish the course {course} until {due}"), now)
    return len(found)


def _assign(
    course: Course,
    ids: Sequence[int],
    *,
    by: User | None,
    through: AssignedThrough,
    reason: str,
    due_on: date | None,
    now: datetime,
) -> int:
    has_it = set(_open(course).filter(contributor__in=ids).values_list("contributor_id", flat=True))
    made = CourseAssignment.objects.bulk_create(
        CourseAssignment(
            course=course,
            contributor_id=pk,
            through=through,
            reason=reason,
            due_on=due_on,
            assigned_at=now,
            assigned_by=by,
        )
        for pk in ids
        if pk not in has_it
    )
    told = CourseAssignment.objects.filter(pk__in=[each.pk for each in made])
    _tell(
        list(told.select_related("course", "contributor").order_by("pk")),
        _("A course for you: {course}"),
        now,
    )
    return len(made)


def _open(course: Course) -> QuerySet[CourseAssignment]:
    return CourseAssignment.objects.filter(course=course, finished_at=None, withdrawn_at=None)


def _given(course: Course) -> Course:
    """Locked, so that two who assign at once give it once."""
    locked = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    if locked.retired_at is not None:
        raise Refused(rules.RETIRED())
    return locked


def _tell(assignments: Sequence[CourseAssignment], sentence: str, now: datetime) -> None:
    for each in assignments:
        due = f"{each.due_on:%Y-%m-%d}" if each.due_on else ""
        tell(
            [each.contributor.user_id],
            kind=KIND,
            sentence=sentence,
            about={"course": each.course.name, "due": due, "reason": each.reason},
            lines=["{reason}"] if each.reason else [],
            address=f"/learn/courses/{each.uid}/",
            now=now,
        )
