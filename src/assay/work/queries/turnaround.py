"""How long batches took from their arrival to their last task: from roll-ups."""

from datetime import date

from assay.kit.sql import rows

_BATCHES = """
SELECT (max(d.day_on) - (b.created_at AT TIME ZONE p.time_zone)::date)::int
FROM work_batch b
JOIN projects_project p ON p.id = b.project_id
JOIN work_queue q ON q.batch_id = b.id
LEFT JOIN work_doneday d ON d.queue_id = q.id
WHERE b.project_id = %(project)s::bigint AND NOT b.is_gold
GROUP BY b.id, p.time_zone
HAVING bool_and(q.counted_at IS NOT NULL) AND max(q.n_open + q.n_in_work + q.n_parked) = 0
   AND max(d.day_on) > %(since)s::date AND max(d.day_on) <= %(until)s::date
ORDER BY b.id
"""


def days_of_batches(project_id: int, since: date, until: date) -> list[int]:
    """Of the batches whose last task was done in the stretch; the same day is 0."""
    return [int(row[0]) for row in rows(_BATCHES, {"project": project_id, "since": since, "until": until})]
