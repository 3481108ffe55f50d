"""Roll-ups per queue, so that no request counts tasks."""

from datetime import datetime

from django.db import transaction

from assay.kit.sql import rows

# Closed queues still move (answers in hand, withdrawals), but slowly.
_DUE = """
SELECT k.id FROM work_queue k
WHERE (k.is_open OR k.counted_at IS NULL OR k.counted_at <= %(now)s::timestamptz - interval '1 hour')
  AND (%(project)s::bigint IS NULL OR k.project_id = %(project)s::bigint)
"""
# Every queue that is due in one pass over the tasks.
_COUNT = """
WITH days AS (
    SELECT i.queue_id, (i.done_at AT TIME ZONE p.time_zone)::date AS day_on,
        count(*) FILTER (WHERE i.is_claimable) AS n_open,
        count(*) FILTER (WHERE i.state = 1 AND NOT i.is_claimable) AS n_in_work,
        count(*) FILTER (WHERE i.state IN (2, 5, 6)) AS n_done,
        count(*) FILTER (WHERE i.state = 3) AS n_parked,
        count(*) FILTER (WHERE i.state = 4) AS n_withdrawn
    FROM work_queueitem i JOIN work_queue k ON k.id = i.queue_id JOIN projects_project p ON p.id = k.project_id
    WHERE i.queue_id = ANY (%(queues)s::bigint[])
    GROUP BY 1, 2
),
cleared AS (
    DELETE FROM work_doneday d WHERE d.queue_id = ANY (%(queues)s::bigint[])
      AND NOT EXISTS (SELECT FROM days n WHERE n.queue_id = d.queue_id AND n.day_on = d.day_on AND n.n_done > 0)
    RETURNING d.id
),
kept AS (
    INSERT INTO work_doneday (queue_id, day_on, n_done)
    SELECT n.queue_id, n.day_on, n.n_done FROM days n WHERE n.day_on IS NOT NULL AND n.n_done > 0
    ON CONFLICT (queue_id, day_on) DO UPDATE SET n_done = excluded.n_done
        WHERE work_doneday.n_done <> excluded.n_done
    RETURNING id
)
UPDATE work_queue q SET n_open = coalesce(n.n_open, 0), n_in_work = coalesce(n.n_in_work, 0),
    n_done = coalesce(n.n_done, 0), n_parked = coalesce(n.n_parked, 0), n_withdrawn = coalesce(n.n_withdrawn, 0),
    counted_at = %(now)s::timestamptz
FROM work_queue k LEFT JOIN (
    SELECT queue_id, sum(n_open) AS n_open, sum(n_in_work) AS n_in_work, sum(n_done) AS n_done,
        sum(n_parked) AS n_parked, sum(n_withdrawn) AS n_withdrawn
    FROM days GROUP BY queue_id
) n ON n.queue_id = k.id
WHERE q.id = k.id AND k.id = ANY (%(queues)s::bigint[])
RETURNING q.id
"""
_LOCK = "SELECT pg_advisory_xact_lock(4210, 1)"


def count_open_tasks(*, now: datetime, project_id: int | None = None) -> int:
    """Count where the tasks of every open queue stand, and of closed ones once an hour; how many queues."""
    with transaction.atomic():
        # Two counts at once would meet at the same days.
        rows(_LOCK, {})
        due = [pk for (pk,) in rows(_DUE, {"now": now, "project": project_id})]
        return len(rows(_COUNT, {"now": now, "queues": due})) if due else 0
