"""Roll-ups per queue, so that no request counts tasks."""

from datetime import datetime

from assay.kit.sql import rows

_COUNT = """
UPDATE work_queue q SET n_open = n.n_open, n_done = n.n_done, counted_at = %(now)s::timestamptz
FROM (
    SELECT k.id, (SELECT count(*) FROM work_queueitem i WHERE i.queue_id = k.id AND i.is_claimable) AS n_open,
        (SELECT count(*) FROM work_queueitem i WHERE i.queue_id = k.id AND i.state = 2) AS n_done
    FROM work_queue k WHERE k.is_open AND (%(project)s::bigint IS NULL OR k.project_id = %(project)s::bigint)
) n
WHERE q.id = n.id
RETURNING q.id
"""


def count_open_tasks(*, now: datetime, project_id: int | None = None) -> int:
    """Count what can still be claimed and what is done in every open queue; how many queues."""
    return len(rows(_COUNT, {"now": now, "project": project_id}))
