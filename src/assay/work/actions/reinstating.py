"""Withdrawn tasks come back: to the queues they were in, asking for what they still lack."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.work.actions.retargeting import ask_again
from assay.work.enums import ItemState
from assay.work.models import QueueItem, Task
from assay.work.queries.triage import is_reported


def reinstate_tasks(by: User | None, *, project: Project, task_ids: Sequence[int], now: datetime) -> int:
    """Undo a withdrawal, unless the content is purged or reported; judgments made before count again. How many."""
    require(by, project, Permission.MANAGE_TASKS)
    return len(reinstate(by, tasks=Task.objects.filter(project=project, pk__in=task_ids), now=now))


def reinstate(
    by: User | None, *, tasks: QuerySet[Task], now: datetime, parked: Collection[int] | None = None
) -> list[int]:
    """The same for those of `tasks` that are withdrawn and may come back; permission was asked for by the caller.

    An undo names the items that were `parked`: they are so again, and skips that nobody looked at still wait.
    """
    with transaction.atomic():
        act_as(by)
        gone = tasks.filter(~is_reported(), withdrawn_at__isnull=False, purged_at=None)
        ids = list(gone.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        Task.objects.filter(pk__in=ids).update(withdrawn_at=None, withdrawn_reason="")
        items = QueueItem.objects.filter(task_id__in=ids, state=ItemState.WITHDRAWN)
        waiting = items.exclude(pk__in=parked or ())
        ask_again(list(waiting.values_list("pk", flat=True)), now=now, were_looked_at=parked is None)
        items.filter(pk__in=parked or ()).update(state=ItemState.PARKED)
        emit("work.tasks_reinstated", task_ids=ids, by=by, now=now)
        return ids
