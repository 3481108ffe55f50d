"""What was skipped is put right: back into the queue, to another market, or with corrected content."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any  # Content is JSON.
from uuid import UUID

import msgspec
from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project, ProjectMarket
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.content import validate
from assay.work.actions.checking_rows import TaskRow, files_missing, files_named
from assay.work.actions.rating_content import place_by_content
from assay.work.actions.rerouting import move_to_market
from assay.work.actions.retargeting import ask_again
from assay.work.enums import ClaimState, ItemState
from assay.work.models import Claim, ContentRating, QueueItem, Task, TaskFile
from assay.work.rules import reasons

_canonical = msgspec.json.Encoder(order="deterministic")
_IN_WORK = (ItemState.OPEN, ItemState.PARKED)


def requeue_tasks(by: User, *, project: Project, tasks: Sequence[UUID], now: datetime) -> int:
    """They were looked at and are fine: parked ones come back. How many."""
    require(by, project, Permission.MANAGE_TASKS)
    with transaction.atomic():
        act_as(by)
        items = _items(project, tasks)
        parked = [item.pk for item in items if item.state == ItemState.PARKED]
        QueueItem.objects.filter(pk__in=[item.pk for item in items]).update(triaged_at=now)
        ask_again(parked, now=now)
        return len(items)


def send_to_market(by: User, *, project: Project, tasks: Sequence[UUID], market: str, now: datetime) -> int:
    """Move tasks to the queue of another market the project serves; those in somebody's hands stay."""
    require(by, project, Permission.MANAGE_TASKS)
    served = ProjectMarket.objects.filter(project=project, market__code=market).first()
    if served is None:
        raise Refused(reasons.NOT_SERVED(field="market", market=market))
    with transaction.atomic():
        act_as(by)
        items = _items(project, tasks)
        held = _held(items)
        free = [item for item in items if item.pk not in held]
        for item in free:
            move_to_market(item.task, item, served.market_id, now=now)
        ask_again([item.pk for item in free], now=now)
        return len(free)


def correct_content(
    by: User, *, project: Project, task: UUID, content: Mapping[str, Any], now: datetime
) -> Task:
    """Replace broken content of a task that nobody has answered, and put it back into the queue."""
    require(by, project, Permission.MANAGE_TASKS)
    row = TaskRow(1, "", content)
    problems = validate(parsed_schema(project.schema_version_id or 0), content)
    problems += files_missing(row, files_named(project, [row]))
    if problems:
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        items = _items(project, [task])
        if not items:
            raise NotFound
        [item] = items
        # Judgments of gold are not counted by its place in the queue.
        has_answers = item.n_judgments or (item.task.is_gold and item.task.judgments.exists())
        if has_answers or _held(items):
            raise Refused(reasons.HAS_ANSWERS(task=item.task.external_id))
        digest = hashlib.sha256(_canonical.encode(content)).digest()
        Task.objects.filter(pk=item.task_id).update(content=dict(content), sha256=digest)
        TaskFile.objects.filter(task=item.task_id).delete()
        TaskFile.objects.bulk_create(
            TaskFile(task_id=item.task_id, sha256=each) for each in sorted(row.files)
        )
        _forget_predicted(item.task, now=now)
        ask_again([item.pk], now=now)
        return Task.objects.get(pk=item.task_id)


def _forget_predicted(task: Task, *, now: datetime) -> None:
    """A machine has spoken of other content: what nobody else has rated counts as the project says again."""
    newest = ContentRating.objects.filter(task=task).order_by("-pk").values_list("machine", flat=True).first()
    if newest:
        Task.objects.filter(pk=task.pk).update(severity=None)
        place_by_content(task.project, [task.pk], now=now)


def _items(project: Project, tasks: Sequence[UUID]) -> list[QueueItem]:
    """Tasks before items, as a withdrawal locks them; done and withdrawn ones are left alone."""
    found = Task.objects.filter(project=project, uid__in=tasks, withdrawn_at=None).order_by("pk")
    ids = [task.pk for task in found.select_for_update(no_key=True)]
    items = QueueItem.objects.filter(task_id__in=ids, stage__kind="label", state__in=_IN_WORK)
    return list(
        items.select_related("task__batch", "stage")
        .order_by("pk")
        .select_for_update(no_key=True, of=["self"])
    )


def _held(items: Sequence[QueueItem]) -> set[int]:
    held = Claim.objects.filter(item__in=[item.pk for item in items], state=ClaimState.OPEN)
    return set(held.values_list("item_id", flat=True))
