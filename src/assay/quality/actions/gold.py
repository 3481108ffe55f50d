"""Gold tasks: made of a task and its known answer with the reason; judgments of them are scored once they count."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any  # Answers are JSON.

import msgspec
from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import NotFound, Reason, Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import canonical, validate_one
from assay.projects.rules.label_schema import LabelSchema
from assay.quality.models import Gold, GoldResult
from assay.quality.rules import gold as rules
from assay.work.actions.excluding import exclude_who_had
from assay.work.actions.reinstating import reinstate
from assay.work.actions.withdrawing import withdraw_by_id
from assay.work.models import Judgment, Task


def add_gold(
    by: User,
    *,
    project: Project,
    external_id: str,
    answers: Mapping[str, Sequence[Any]],
    reason: str,
    now: datetime,
) -> Gold:
    """Give a task of a gold batch its accepted answers (per question a list) and the reason."""
    require(by, project, Permission.MANAGE_GOLD)
    schema = parsed_schema(project.schema_version_id or 0)
    task = Task.objects.filter(project=project, external_id=external_id, is_gold=True).first()
    if task is None:
        raise NotFound
    problems = list(gold_problems(schema, task, answers, reason))
    if problems:
        raise Refused(*problems)
    return store_gold(by, task=task, answers=answers, reason=reason, now=now)


def store_gold(
    by: User | None, *, task: Task, answers: Mapping[str, Sequence[Any]], reason: str, now: datetime
) -> Gold:
    """What was checked, and by whom it may be said, was asked by the caller."""
    schema = parsed_schema(task.project.schema_version_id or 0)
    with transaction.atomic():
        act_as(by)
        gold, _ = Gold.objects.update_or_create(
            task=task,
            defaults={
                "project": task.project,
                "answers": {key: canonical_answers(schema, key, value) for key, value in answers.items()},
                "reason": reason,
                "created_at": now,
                "created_by": by,
            },
        )
        return gold


def gold_problems(
    schema: LabelSchema, task: Task, answers: Mapping[str, Sequence[Any]], reason: str
) -> Iterator[Reason]:
    """Why the answers cannot be those of a gold task."""
    if not answers:
        yield rules.NO_ANSWERS(field="answers")
    if not reason.strip():
        yield rules.NEEDS_REASON(field="reason")
    retired = Gold.objects.filter(task=task, retired_at__isnull=False).first()
    if retired is not None:
        yield rules.RETIRED(reason=retired.retired_reason)
    for key, accepted in answers.items():
        question = schema.question(key)
        if question is None:
            yield rules.UNKNOWN_QUESTION(field=f"answers/{key}"[:200], id=key[:60])
            continue
        if not accepted:
            yield rules.NO_ANSWERS(field=f"answers/{key}")
        for value in accepted:
            yield from validate_one(schema, question, value, task.content)


def canonical_answers(schema: LabelSchema, key: str, accepted: Sequence[Any]) -> list[Any]:
    """The accepted answers as judgments are stored, so that the two can be compared."""
    return [msgspec.json.decode(canonical(schema, {key: value})).get(key) for value in accepted]


def retire_gold(by: User, *, gold: Gold, reason: str, now: datetime) -> None:
    """Take a gold task out of use; scores given so far stay."""
    require(by, gold.project, Permission.MANAGE_GOLD)
    with transaction.atomic():
        act_as(by)
        Gold.objects.filter(pk=gold.pk, retired_at=None).update(retired_at=now, retired_reason=reason)
        withdraw_by_id(by, [gold.task_id], reason=reason, now=now)


def restore_gold(by: User, *, gold: Gold, now: datetime) -> None:
    """Take a retired gold task into use again; whoever was shown it before is never shown it again."""
    require(by, gold.project, Permission.MANAGE_GOLD)
    with transaction.atomic():
        act_as(by)
        locked = (
            Gold.objects.select_for_update(no_key=True, of=["self"]).select_related("task").get(pk=gold.pk)
        )
        if locked.retired_at is None:
            raise Refused(rules.IN_USE())
        if not reinstate(by, tasks=Task.objects.filter(pk=locked.task_id), now=now):
            raise Refused(rules.CONTENT_GONE())
        exclude_who_had(task=locked.task)
        Gold.objects.filter(pk=gold.pk).update(retired_at=None, retired_reason="")


def retire_purged(by: User | None, *, task_ids: Sequence[int], now: datetime) -> None:
    """Gold whose content is gone for good; scores given so far stay. Who may was asked for by the purge."""
    purged = Gold.objects.filter(task_id__in=task_ids, retired_at=None)
    purged.update(retired_at=now, retired_reason="The content was purged.")


def score_gold(*, now: datetime, project_id: int | None = None, most: int = 10_000) -> int:
    """Score the gold judgments that count by now and have no score; how many."""
    waiting = Judgment.objects.filter(
        is_gold=True, gold_result=None, retraction=None, contributor__isnull=False
    )
    waiting = waiting.filter(task__gold__isnull=False).select_related("task__gold", "stage").order_by("pk")
    if project_id is not None:
        waiting = waiting.filter(project_id=project_id)
    due = [
        each
        for each in waiting[:most]
        if (now - each.submitted_at).total_seconds() >= each.stage.undo_seconds
    ]
    results = []
    for judgment in due:
        ranked = rules.ranked_of(parsed_schema(judgment.schema_version_id))
        wrong = rules.wrong_questions(judgment.task.gold.answers, judgment.answers, ranked)
        results.append(
            GoldResult(
                judgment=judgment,
                gold=judgment.task.gold,
                contributor_id=judgment.contributor_id or 0,
                stage_id=judgment.stage_id,
                is_correct=not wrong,
                wrong_questions=wrong,
                judged_at=judgment.submitted_at,
            )
        )
    return len(GoldResult.objects.bulk_create(results, batch_size=2000, ignore_conflicts=True))
