"""One attempt more than an exam's terms give, by who looks after the person."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.reasons import NotFound, Refused
from assay.people.actions.inbox import tell
from assay.people.models import Contributor, User
from assay.training.models import Exam, ExtraAttempt
from assay.training.queries.courses import assignable
from assay.training.queries.own_exams import own_exam
from assay.training.rules import exams as rules

KIND = "training.exam"


def give_attempt(
    by: User, *, exam: Exam, contributor: Contributor, reason: str, now: datetime
) -> ExtraAttempt:
    """Whoever has none left, or has to wait, begins again at once, and is told."""
    if not assignable(by, exam.project).filter(pk=contributor.pk).exists():
        raise Refused(rules.NOT_YOURS(field="contributor"))
    if not reason.strip():
        raise Refused(rules.WHY_EXTRA(field="reason"))
    with transaction.atomic():
        act_as(by)
        Contributor.objects.select_for_update(no_key=True).get(pk=contributor.pk)
        _refuse_needless(exam, contributor, now)
        made = ExtraAttempt.objects.create(
            exam=exam,
            contributor=contributor,
            reason=reason.strip()[: rules.MOST_NOTE],
            given_at=now,
            given_by=by,
        )
        tell(
            [contributor.user_id],
            kind=KIND,
            sentence=_("You can try again: {exam}"),
            about={"exam": exam.name},
            address=f"/exams/{exam.uid}/",
            now=now,
        )
        return made


def _refuse_needless(exam: Exam, contributor: Contributor, now: datetime) -> None:
    try:
        own = own_exam(contributor, exam.uid, now=now)
    except NotFound:
        raise Refused(rules.RETIRED()) from None
    if own.is_held:
        raise Refused(rules.HOLDS_ALREADY())
    stopped = {rules.NO_ATTEMPT_LEFT.code, rules.COOLING.code}
    if own.open_attempt is not None or own.refused is None or own.refused.code not in stopped:
        raise Refused(rules.STILL_LEFT())
