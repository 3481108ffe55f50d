"""Tasks that look alike are held back while a question about them waits, and come back afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, TextField
from django.db.models.functions import Cast

from assay.projects.models import Project
from assay.work.actions.retargeting import ask_again
from assay.work.enums import ClaimState, ItemState
from assay.work.models import Claim, QueueItem, Task


@dataclass(frozen=True, slots=True)
class HeldAlike:
    """The places that were parked, and how far the looking has come: after the last place, until nothing was left."""

    items: list[int]
    n_looked_at: int
    last: int


def hold_alike(*, project: Project, phrase: str, after: int, look_at: int, most: int) -> HeldAlike:
    """Park tasks in nobody's hands whose content holds the phrase.

    Of the project's open tasks so many are looked at, in the order they came in, those after one of them. Within the
    caller's transaction, which has asked whether this person may.
    """
    open_ones = QueueItem.objects.filter(
        task__project=project, stage__kind="label", state=ItemState.OPEN, task__is_gold=False, pk__gt=after
    )
    looked_at = list(open_ones.order_by("pk").values_list("pk", flat=True)[:look_at])
    found = QueueItem.objects.filter(pk__in=looked_at).annotate(said=Cast("task__content", TextField()))
    ids = list(found.filter(said__icontains=phrase).order_by("pk").values_list("pk", flat=True)[:most])
    return HeldAlike(_park(ids), len(looked_at), looked_at[-1] if looked_at else after)


def _park(item_ids: Sequence[int]) -> list[int]:
    """Tasks before items, as a withdrawal locks them."""
    items = QueueItem.objects.filter(pk__in=item_ids)
    tasks = Task.objects.filter(pk__in=items.values("task_id"), withdrawn_at=None).order_by("pk")
    kept = list(tasks.select_for_update(no_key=True).values_list("pk", flat=True))
    in_hand = Exists(Claim.objects.filter(item=OuterRef("pk"), state=ClaimState.OPEN))
    free = items.filter(~in_hand, task_id__in=kept, state=ItemState.OPEN).order_by("pk")
    ids = list(free.select_for_update(no_key=True, of=["self"]).values_list("pk", flat=True))
    QueueItem.objects.filter(pk__in=ids).update(state=ItemState.PARKED, is_claimable=False)
    return ids


def release_held(item_ids: Sequence[int], *, now: datetime) -> int:
    """Those that are still parked come back, at the end of their queues; how many."""
    with transaction.atomic():
        found = QueueItem.objects.filter(pk__in=item_ids, state=ItemState.PARKED)
        parked = list(found.order_by("pk").values_list("pk", flat=True))
        if parked:
            ask_again(parked, now=now, were_looked_at=False)
        return len(parked)
