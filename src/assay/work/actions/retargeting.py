"""A changed overlap applies to the tasks that are there already, too."""

from datetime import datetime

from assay.kit.sql import rows
from assay.projects.models import Stage

_RETARGET = """
WITH open_claims AS (
    SELECT c.item_id, count(*)::int AS n FROM work_claim c
    JOIN work_queue q ON q.id = c.queue_id
    WHERE q.stage_id = %(stage)s::bigint AND c.state = 1 GROUP BY c.item_id
),
wanted AS (
    SELECT i.id, greatest(0, %(overlap)s::int - i.n_judgments) AS n_needed,
        greatest(0, %(overlap)s::int - i.n_judgments - coalesce(c.n, 0)) AS n_slots_left
    FROM work_queueitem i
    JOIN work_queue q ON q.id = i.queue_id AND NOT q.is_gold
    LEFT JOIN open_claims c ON c.item_id = i.id
    WHERE i.stage_id = %(stage)s::bigint AND i.state IN (1, 2)
)
UPDATE work_queueitem i SET
    n_needed = w.n_needed,
    n_slots_left = w.n_slots_left,
    state = CASE WHEN w.n_needed = 0 THEN 2 ELSE 1 END,
    done_at = CASE WHEN w.n_needed > 0 THEN NULL ELSE coalesce(i.done_at, %(now)s::timestamptz) END,
    is_claimable = w.n_needed > 0 AND w.n_slots_left > 0,
    position = CASE WHEN w.n_slots_left > i.n_slots_left THEN nextval('work_position') ELSE i.position END
FROM wanted w
WHERE i.id = w.id AND (i.n_needed, i.n_slots_left) IS DISTINCT FROM (w.n_needed, w.n_slots_left)
RETURNING i.id
"""


def retarget(stage: Stage, *, now: datetime) -> int:
    """Ask every task of the stage for its (new) overlap; tasks that changed. Nobody loses a task in hand."""
    return len(rows(_RETARGET, {"stage": stage.pk, "overlap": stage.overlap, "now": now}))
