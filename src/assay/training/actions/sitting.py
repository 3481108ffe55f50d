"""Sitting an exam: begun, answered question by question, ended, and what is passed is held from then on."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any  # Answers are JSON.

import msgspec
from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.ids import new_uid
from assay.kit.reasons import NotFound, Refused
from assay.people.actions.contributors import set_skill
from assay.people.actions.inbox import tell
from assay.people.models import Contributor, ContributorSkill, User
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import canonical, validate
from assay.quality.rules.gold import ranked_of, wrong_questions
from assay.training.enums import AttemptState
from assay.training.models import Exam, ExamAnswer, ExamAttempt, ExamItem
from assay.training.queries.own import contributor_of
from assay.training.queries.own_courses import unfinished_gates
from assay.training.queries.own_exams import drawable, exams_open_to, extra_of, past_of, terms_of
from assay.training.rules import exams as rules
from assay.training.rules.courses import FIRST
from assay.work.actions.excluding import exclude_from_task

KIND = "training.exam"


def begin(by: User, *, exam: Exam, now: datetime) -> ExamAttempt:
    """An attempt with its questions; who has one begun goes on with it."""
    contributor = contributor_of(by)
    with transaction.atomic():
        act_as(by)
        Contributor.objects.select_for_update(no_key=True).get(pk=contributor.pk)
        found = exams_open_to(contributor).filter(pk=exam.pk).first()
        if found is None:
            raise NotFound
        attempts = list(ExamAttempt.objects.filter(exam=found, contributor=contributor).order_by("number"))
        begun = next((each for each in attempts if each.state == AttemptState.OPEN), None)
        return begun or _begin(found, contributor, attempts, now)


def _begin(exam: Exam, contributor: Contributor, attempts: list[ExamAttempt], now: datetime) -> ExamAttempt:
    items = drawable(exam, contributor)
    extra = extra_of(contributor, [exam]).get(exam.pk, [])
    if refused := rules.refuse_start(
        terms_of(exam), past_of(attempts), n_items=len(items), now=now, extra=extra
    ):
        raise Refused(refused)
    if gate := unfinished_gates(contributor, [exam.pk]).get(exam.pk):
        raise Refused(FIRST(course=gate.name))
    uid = new_uid()
    attempt = ExamAttempt.objects.create(
        uid=uid,
        exam=exam,
        contributor=contributor,
        schema_version_id=exam.project.schema_version_id or 0,
        number=len(attempts) + 1,
        pass_share=exam.pass_share,
        n_questions=exam.n_questions,
        started_at=now,
    )
    by_uid = {each.uid: each for each in ExamItem.objects.filter(exam=exam).select_related("gold__task")}
    chosen = [by_uid[each] for each in rules.drawn(uid, items, exam.n_questions)]
    ExamAnswer.objects.bulk_create(
        ExamAnswer(attempt=attempt, item=item, position=nth) for nth, item in enumerate(chosen, 1)
    )
    if exam.shares_gold:
        for item in sorted(chosen, key=lambda each: each.gold.task_id):
            exclude_from_task(task=item.gold.task, person=contributor.user)
    return attempt


def answer(by: User, *, given: ExamAnswer, answers: Mapping[str, Any], now: datetime) -> ExamAttempt:
    """One question, once; the last one ends the attempt."""
    contributor = contributor_of(by)
    with transaction.atomic():
        act_as(by)
        attempt = _open(given.attempt_id, contributor)
        row = ExamAnswer.objects.select_related("item__gold__task").get(pk=given.pk)
        if row.answered_at is not None:
            raise Refused(rules.ANSWERED())
        schema = parsed_schema(attempt.schema_version_id)
        if problems := validate(schema, dict(answers), row.item.gold.task.content):
            raise Refused(*problems)
        row.answers = msgspec.json.decode(canonical(schema, answers))
        row.wrong = wrong_questions(row.item.gold.answers, row.answers, ranked_of(schema))
        row.is_right, row.answered_at = not row.wrong, now
        row.save(update_fields=["answers", "wrong", "is_right", "answered_at"])
        if not attempt.answers.filter(answered_at=None).exists():
            _end(attempt, now)
        return attempt


def end_left_alone(*, now: datetime, most: int = 500) -> int:
    """Attempts that nobody went on with: what was not answered is wrong. How many."""
    left = ExamAttempt.objects.filter(state=AttemptState.OPEN, started_at__lte=now - rules.MOST_OPEN)
    ended = 0
    for pk in list(left.order_by("started_at").values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            act_as(None)
            found = ExamAttempt.objects.select_for_update(no_key=True).get(pk=pk)
            if found.state == AttemptState.OPEN:
                _end(found, now)
                ended += 1
    return ended


def remind(*, now: datetime, most: int = 500) -> int:
    """Who can renew what ends soon is told once; how many."""
    due = ExamAttempt.objects.filter(
        state=AttemptState.PASSED,
        reminded_at=None,
        expires_at__lte=now + rules.RENEW,
        expires_at__gt=now,
        exam__retired_at=None,
    )
    found = list(due.select_related("exam__skill", "contributor").order_by("pk")[:most])
    for attempt in found:
        with transaction.atomic():
            ExamAttempt.objects.filter(pk=attempt.pk).update(reminded_at=now)
            _tell(attempt, _("Renew your qualification: {skill}"), now)
    return len(found)


def _open(attempt_id: int, contributor: Contributor) -> ExamAttempt:
    found = ExamAttempt.objects.filter(pk=attempt_id, contributor=contributor)
    locked = (
        found.select_for_update(no_key=True, of=["self"]).select_related("exam__skill", "contributor").first()
    )
    if locked is None:
        raise NotFound
    if locked.state != AttemptState.OPEN:
        raise Refused(rules.OVER())
    return locked


def _end(attempt: ExamAttempt, now: datetime) -> None:
    right = attempt.answers.filter(is_right=True).count()
    attempt.n_right, attempt.finished_at = right, now
    attempt.state = rules.result_of(right, pass_share=attempt.pass_share, n_questions=attempt.n_questions)
    if attempt.state == AttemptState.PASSED:
        days = attempt.exam.valid_days
        attempt.expires_at = now + timedelta(days=days) if days else None
    attempt.save(update_fields=["n_right", "finished_at", "state", "expires_at"])
    if attempt.state == AttemptState.PASSED:
        _grant(attempt, now)


def _grant(attempt: ExamAttempt, now: datetime) -> None:
    """By the rules of the exam, not by a person; what is held already with a better score or for longer stays."""
    skill, contributor = attempt.exam.skill, attempt.contributor
    score = round(100 * (attempt.n_right or 0) / attempt.n_questions)
    held = ContributorSkill.objects.filter(contributor=contributor, skill=skill).first()
    holds = held is not None and (held.expires_at is None or held.expires_at > now)
    score = max(score, held.score) if held is not None and holds else score
    forever = held is not None and held.expires_at is None
    expires = None if forever or attempt.expires_at is None else attempt.expires_at
    if held is None or (held.score, held.expires_at) != (score, expires):
        set_skill(None, contributor=contributor, skill=skill, score=score, expires_at=expires, now=now)
    _tell(attempt, _("You are qualified: {skill}"), now)


def _tell(attempt: ExamAttempt, sentence: str, now: datetime) -> None:
    tell(
        [attempt.contributor.user_id],
        kind=KIND,
        sentence=sentence,
        about={"skill": attempt.exam.skill.name},
        address=f"/exams/{attempt.exam.uid}/",
        now=now,
    )
