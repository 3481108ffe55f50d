"""Gold that is asked elsewhere, such as in an exam, waits outside production and can come back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from assay.work.actions.retargeting import ask_again
from assay.work.enums import ClaimState, ItemState
from assay.work.models import Claim, QueueItem, Task


def set_aside(task_ids: Sequence[int]) -> set[int]:
    """Park these tasks; those that are in somebody's hands, which stay as they are. Within the caller's transaction.

    Tasks before items, as a withdrawal locks them.
    """
    tasks = Task.objects.filter(pk__in=task_ids, is_gold=True).order_by("pk")
    locked = list(tasks.select_for_update(no_key=True).values_list("pk", flat=True))
    held = Exists(Claim.objects.filter(item=OuterRef("pk"), state=ClaimState.OPEN))
    items = QueueItem.objects.filter(task_id__in=locked)
    list(items.order_by("pk").select_for_update(no_key=True, of=["self"]).values_list("pk", flat=True))
    in_hand = set(items.filter(held).values_list("task_id", flat=True))
    free = items.filter(state=ItemState.OPEN).exclude(task_id__in=in_hand)
    free.update(state=ItemState.PARKED, is_claimable=False)
    return in_hand


def put_back(task_ids: Sequence[int], *, now: datetime) -> int:
    """What was set aside comes back, at the end of its queue; how many places."""
    with transaction.atomic():
        found = QueueItem.objects.filter(task_id__in=task_ids, task__is_gold=True, state=ItemState.PARKED)
        parked = list(found.order_by("pk").values_list("pk", flat=True))
        if parked:
            ask_again(parked, now=now, were_looked_at=False)
        return len(parked)
