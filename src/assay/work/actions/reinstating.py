"""Withdrawn tasks come back: to the queues they were in, asking for what they still lack."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
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
    with transaction.atomic():
        act_as(by)
        tasks = Task.objects.filter(
            ~is_reported(), project=project, pk__in=task_ids, withdrawn_at__isnull=False, purged_at=None
        )
        ids = list(tasks.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        Task.objects.filter(pk__in=ids).update(withdrawn_at=None, withdrawn_reason="")
        items = QueueItem.objects.filter(task_id__in=ids, state=ItemState.WITHDRAWN)
        ask_again(list(items.values_list("pk", flat=True)), now=now)
        return len(ids)
