"""Tasks are withdrawn: they leave every queue at once, and whoever holds one is told so."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.work.enums import ClaimState, ItemState
from assay.work.models import Claim, QueueItem, Task


def withdraw_tasks(
    by: User | None, *, project: Project, external_ids: Sequence[str], reason: str, now: datetime
) -> int:
    """Take tasks out of the work by external id; judgments made so far stay. How many tasks."""
    require(by, project, Permission.MANAGE_TASKS)
    with transaction.atomic():
        act_as(by)
        tasks = Task.objects.filter(project=project, external_id__in=external_ids, withdrawn_at=None)
        ids = list(tasks.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        Task.objects.filter(pk__in=ids).update(withdrawn_at=now, withdrawn_reason=reason)
        # Claims before items, as a submission locks them.
        claims = Claim.objects.filter(task_id__in=ids, state=ClaimState.OPEN)
        list(claims.order_by("pk").select_for_update(no_key=True).values_list("pk"))
        items = QueueItem.objects.filter(task_id__in=ids)
        list(items.order_by("pk").select_for_update(no_key=True).values_list("pk"))
        items.update(state=ItemState.WITHDRAWN, is_claimable=False)
        claims.update(state=ClaimState.WITHDRAWN, ended_at=now)
        emit("work.tasks_withdrawn", task_ids=ids, by=by, now=now)
        return len(ids)
