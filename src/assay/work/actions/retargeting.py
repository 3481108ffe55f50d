"""What tasks still ask for is counted again: overlap was edited, consensus asks for more, judgments ceased to count."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from assay.kit.sql import rows
from assay.projects.models import Stage
from assay.work.enums import ItemState
from assay.work.models import QueueItem

# First, so that the statement after it counts every claim and judgment made until then.
_LOCK = """
SELECT count(*) FROM (
    SELECT FROM work_queueitem i JOIN work_queue q ON q.id = i.queue_id AND NOT q.is_gold
    WHERE {which} ORDER BY i.id FOR NO KEY UPDATE OF i
) locked
"""
_RETARGET = """
WITH open_claims AS (
    SELECT i.item_id, count(*)::int AS n FROM work_claim i
    JOIN work_queue q ON q.id = i.queue_id
    WHERE {which_claims} AND i.state = 1 GROUP BY i.item_id
),
wanted AS (
    SELECT i.id, greatest(0, a.n - i.n_judgments) AS n_needed,
        greatest(0, a.n - i.n_judgments - coalesce(c.n, 0)) AS n_slots_left,
        greatest(0, i.n_judgments + coalesce(c.n, 0) - a.n) AS n_beyond
    FROM work_queueitem i
    JOIN work_queue q ON q.id = i.queue_id AND NOT q.is_gold
    JOIN projects_routing s ON s.stage_id = i.stage_id
    CROSS JOIN LATERAL (SELECT greatest(s.overlap, least(i.n_wanted, s.overlap_max)) AS n) a
    LEFT JOIN open_claims c ON c.item_id = i.id
    WHERE {which} AND i.state IN (1, 2)
)
UPDATE work_queueitem i SET
    n_needed = w.n_needed,
    n_slots_left = w.n_slots_left,
    n_beyond = w.n_beyond,
    state = CASE WHEN w.n_needed = 0 THEN 2 ELSE 1 END,
    done_at = CASE WHEN w.n_needed > 0 THEN NULL ELSE coalesce(i.done_at, %(now)s::timestamptz) END,
    is_claimable = w.n_needed > 0 AND w.n_slots_left > 0,
    position = CASE WHEN w.n_slots_left > i.n_slots_left THEN nextval('work_position') ELSE i.position END
FROM wanted w
WHERE i.id = w.id AND (i.n_needed, i.n_slots_left, i.n_beyond)
    IS DISTINCT FROM (w.n_needed, w.n_slots_left, w.n_beyond)
RETURNING i.id
"""
_OF_STAGE = {"which": "i.stage_id = %(stage)s::bigint", "which_claims": "q.stage_id = %(stage)s::bigint"}
_OF_ITEMS = {
    "which": "i.id = ANY (%(items)s::bigint[])",
    "which_claims": "i.item_id = ANY (%(items)s::bigint[])",
}


def retarget(stage: Stage, *, now: datetime) -> int:
    """Ask every task of the stage for its (new) overlap; tasks that changed. Nobody loses a task in hand."""
    with transaction.atomic():
        rows(_LOCK.format(**_OF_STAGE), {"stage": stage.pk})
        return len(rows(_RETARGET.format(**_OF_STAGE), {"stage": stage.pk, "now": now}))


_COUNT = """
UPDATE work_queueitem i SET n_judgments = i.n_judgments + l.n
FROM unnest(%(items)s::bigint[], %(numbers)s::int[]) AS l (id, n) WHERE i.id = l.id
RETURNING i.id
"""


def count_less(item_ids: Sequence[int], numbers: Sequence[int], *, now: datetime) -> None:
    """So many judgments of these tasks no longer count: their places are free again, as far as overlap goes."""
    _count(item_ids, [-number for number in numbers], now)


def count_more(item_ids: Sequence[int], numbers: Sequence[int], *, now: datetime) -> None:
    """So many judgments of these tasks count again: what nobody has taken in their place needs not be asked for."""
    _count(item_ids, numbers, now)


def _count(item_ids: Sequence[int], numbers: Sequence[int], now: datetime) -> None:
    items = {"items": list(item_ids)}
    with transaction.atomic():
        rows(_LOCK.format(**_OF_ITEMS), items)
        rows(_COUNT, {**items, "numbers": list(numbers)})
        rows(_RETARGET.format(**_OF_ITEMS), {**items, "now": now})


_MORE = """
UPDATE work_queueitem i SET n_wanted = greatest(i.n_wanted, l.n)
FROM unnest(%(items)s::bigint[], %(numbers)s::int[]) AS l (id, n) WHERE i.id = l.id
RETURNING i.id
"""


def ask_more(wanted: Mapping[int, int], *, now: datetime) -> int:
    """Let tasks (by item) collect so many judgments in all, up to the stage's highest overlap; how many changed."""
    items = sorted(wanted)
    with transaction.atomic():
        rows(_LOCK.format(**_OF_ITEMS), {"items": items})
        rows(_MORE, {"items": items, "numbers": [wanted[item] for item in items]})
        return len(rows(_RETARGET.format(**_OF_ITEMS), {"items": items, "now": now}))


_AGAIN = """
UPDATE work_queueitem i SET state = CASE WHEN i.n_needed = 0 THEN 2 ELSE 1 END, position = nextval('work_position'),
    is_claimable = i.n_needed > 0 AND i.n_slots_left > 0,
    triaged_at = CASE WHEN %(looked)s::bool THEN %(now)s::timestamptz ELSE i.triaged_at END
WHERE i.id = ANY (%(items)s::bigint[]) RETURNING i.id
"""


def ask_again(item_ids: Sequence[int], *, now: datetime, were_looked_at: bool = True) -> None:
    """Parked or withdrawn tasks come back, at the end of their queues, asking for what they still lack.

    Unless somebody looked at them, their skips still wait for triage.
    """
    items = {"items": list(item_ids), "now": now}
    with transaction.atomic():
        rows(_LOCK.format(**_OF_ITEMS), items)
        rows(_AGAIN, {**items, "looked": were_looked_at})
        rows(_RETARGET.format(**_OF_ITEMS), items)


def ask_instead_of_machines(item_ids: Sequence[int], *, now: datetime) -> int:
    """Of these tasks, those that a machine had answered alone go back into their queues; how many."""
    with transaction.atomic():
        items = QueueItem.objects.filter(pk__in=item_ids, state=ItemState.MACHINE).order_by("pk")
        ids = list(items.select_for_update(no_key=True).values_list("pk", flat=True))
        QueueItem.objects.filter(pk__in=ids).update(done_at=None)
        ask_again(ids, now=now)
        return len(ids)
