"""Tasks that need no judgments because a label was taken over for them, and those that need them after all."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from assay.kit.sql import rows
from assay.work.actions.retargeting import ask_again
from assay.work.enums import ItemState
from assay.work.models import QueueItem

# Only what nobody has answered or holds: work that was begun is finished.
_SETTLE = """
WITH untouched AS (
    SELECT i.id FROM work_queueitem i
    WHERE i.task_id = ANY (%(tasks)s::bigint[]) AND i.stage_id = %(stage)s::bigint AND i.state = 1
      AND i.n_judgments = 0 AND i.n_slots_left = i.n_needed
    ORDER BY i.id FOR NO KEY UPDATE
)
UPDATE work_queueitem i SET state = 5, is_claimable = false, done_at = %(now)s::timestamptz
FROM untouched u WHERE i.id = u.id
RETURNING i.task_id
"""


def settle_without_judgments(task_ids: Sequence[int], *, stage_id: int, now: datetime) -> list[int]:
    """Take tasks out of the queue of the stage that nobody has begun; those that were."""
    found = rows(_SETTLE, {"tasks": list(task_ids), "stage": stage_id, "now": now})
    return [pk for (pk,) in found]


def ask_after_all(task_ids: Sequence[int], *, now: datetime) -> None:
    """Settled tasks go back into their queues."""
    with transaction.atomic():
        items = QueueItem.objects.filter(task_id__in=task_ids, state=ItemState.REUSED)
        ids = list(items.values_list("pk", flat=True))
        QueueItem.objects.filter(pk__in=ids).update(done_at=None)
        ask_again(ids, now=now)
