"""What follows from a closed calibration session: gold, a proposal for the guideline, who should learn again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any  # Answers are JSON.

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.quality.actions.gold import add_gold
from assay.quality.enums import CalibrationState
from assay.quality.models import (
    CalibrationAlignment,
    CalibrationItem,
    CalibrationParticipant,
    CalibrationSession,
    Gold,
    RetrainingNeed,
)
from assay.quality.rules import calibration as rules
from assay.work.actions.batches import create_batch
from assay.work.actions.excluding import exclude_from_task, exclude_who_had_other
from assay.work.actions.importing_tasks import TaskRow, import_tasks
from assay.work.models import Batch, Task

BATCH = "Gold from calibration"


def make_gold(by: User, *, item: CalibrationItem, now: datetime) -> Gold:
    """A gold task with the same content: the benchmark is accepted, the ruling is the reason.

    Nobody who answered in the session, or had the task, is ever given it.
    """
    project = item.session.project
    require(by, project, Permission.MANAGE_GOLD)
    with transaction.atomic():
        act_as(by)
        locked = CalibrationItem.objects.select_for_update(no_key=True, of=["self"]).get(pk=item.pk)
        _closed(item.session)
        if locked.gold_id is not None:
            raise Refused(rules.GOLD_ALREADY())
        task = _copied(by, project, item, now)
        for each in item.session.participants.select_related("user").order_by("pk"):
            exclude_from_task(task=task, person=each.user)
        exclude_from_task(task=task, person=item.session.facilitator)
        exclude_who_had_other(task=task, other=item.task)
        answers = _accepted(item)
        gold = add_gold(
            by, project=project, external_id=task.external_id, answers=answers, reason=locked.ruling, now=now
        )
        locked.gold = gold
        locked.save(update_fields=["gold"])
        return gold


def need_retraining(
    by: User,
    *,
    session: CalibrationSession,
    participants: Sequence[CalibrationParticipant],
    now: datetime,
    question: str = "",
    note: str = "",
) -> int:
    """Put people on the list of those who should learn a question again; how many are new on it."""
    require(by, session.project, Permission.MANAGE_QUALITY)
    with transaction.atomic():
        act_as(by)
        _closed(session)
        _refuse_aligned(session, participants, question)
        before = RetrainingNeed.objects.filter(session=session).count()
        RetrainingNeed.objects.bulk_create(
            [
                RetrainingNeed(
                    project=session.project,
                    session=session,
                    participant=each,
                    question=question,
                    note=note.strip()[: rules.MOST_TEXT],
                    raised_at=now,
                    raised_by=by,
                )
                for each in participants
            ],
            ignore_conflicts=True,
        )
        people = [each.contributor_id for each in participants if each.contributor_id is not None]
        emit("quality.retraining_needed", project=session.project, contributor_ids=people, now=now)
        return RetrainingNeed.objects.filter(session=session).count() - before


def retrained(by: User | None, *, need: RetrainingNeed, now: datetime) -> RetrainingNeed:
    """They have learnt it (None: a course says so); the line stays as a record."""
    require(by, need.project, Permission.MANAGE_QUALITY)
    with transaction.atomic():
        act_as(by)
        RetrainingNeed.objects.filter(pk=need.pk, done_at=None).update(done_at=now, done_by=by)
        return RetrainingNeed.objects.get(pk=need.pk)


def _refuse_aligned(
    session: CalibrationSession, participants: Sequence[CalibrationParticipant], question: str
) -> None:
    """Nobody is sent to learn what they answered as the benchmark has it."""
    off = CalibrationAlignment.objects.filter(session=session, value__lt=1)
    if question:
        off = off.filter(question=question)
    ids = set(off.values_list("answer__participant_id", flat=True))
    right = [each for each in participants if each.pk not in ids]
    if right:
        raise Refused(*(rules.NOT_SO_LOW(field="people", name=name_of(each)) for each in right))


def name_of(participant: CalibrationParticipant) -> str:
    """By what everybody knows them: contributors by their pseudonym."""
    return participant.contributor.pseudonym if participant.contributor else participant.user.name


def _closed(session: CalibrationSession) -> None:
    if session.state != CalibrationState.CLOSED:
        raise Refused(rules.NOT_CLOSED())


def _accepted(item: CalibrationItem) -> dict[str, list[Any]]:
    """What gold compares: texts are never the same twice."""
    schema = parsed_schema(item.session.schema_version_id or 0)
    texts = {question.id for question in schema.questions if question.kind == "text"}
    return {key: [value] for key, value in (item.benchmark or {}).items() if key not in texts}


def _copied(by: User, project: Project, item: CalibrationItem, now: datetime) -> Task:
    """The content once more, in a batch of gold."""
    batch = Batch.objects.filter(project=project, name=BATCH, is_gold=True).first()
    if batch is None:
        batch = create_batch(
            by, project=project, name=BATCH, is_gold=True, now=now, needs=Permission.MANAGE_GOLD
        )
    name = f"{item.task.external_id[:180]}-c{item.uid.hex[-8:]}"
    market = item.task.market.code if item.task.market else None
    row = TaskRow(1, name, item.task.content, market=market)
    report = import_tasks(by, batch=batch, rows=[row], now=now, needs=Permission.MANAGE_GOLD)
    if report.bad_rows:
        raise Refused(*report.bad_rows[0].reasons)
    return Task.objects.get(project=project, external_id=name)
