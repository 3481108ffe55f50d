"""Tasks that have all the judgments they asked for, in the order in which they came to have them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assay.kit.sql import rows

_DONE = """
SELECT i.id, i.task_id, t.uid, i.n_judgments, i.done_at FROM work_queueitem i
JOIN work_task t ON t.id = i.task_id AND NOT t.is_gold
WHERE i.stage_id = %(stage)s::bigint AND i.state = 2 AND i.done_at <= %(until)s::timestamptz
  AND (i.done_at, i.id) > (%(since)s::timestamptz, %(item)s::bigint)
ORDER BY i.done_at, i.id LIMIT %(most)s::int
"""
_JUDGMENTS = """
SELECT j.task_id, j.contributor_id, j.answers::text FROM work_judgment j
LEFT JOIN work_retracted r ON r.judgment_id = j.id
WHERE j.task_id = ANY (%(tasks)s::bigint[]) AND j.stage_id = %(stage)s::bigint AND r.judgment_id IS NULL
  AND j.contributor_id IS NOT NULL
ORDER BY j.id
"""
# Whether there are so many judgments after one of them: reads no further.
_SINCE = """
SELECT count(*) FROM (
    SELECT FROM work_judgment WHERE project_id = %(project)s::bigint AND id > %(last)s::bigint LIMIT %(most)s::int
) found
"""


@dataclass(frozen=True, slots=True)
class DoneItem:
    item_id: int
    task_id: int
    task_uid: UUID
    n_judgments: int
    done_at: datetime


def done_items(stage_id: int, *, since: datetime, item_id: int, until: datetime, most: int) -> list[DoneItem]:
    """Tasks done after a moment (and item), up to another; the oldest first."""
    params = {"stage": stage_id, "since": since, "item": item_id, "until": until, "most": most}
    return [DoneItem(*row) for row in rows(_DONE, params)]


def judgments_in_order(stage_id: int, task_ids: Sequence[int]) -> list[tuple[int, int, str]]:
    """(task, contributor, answers as JSON) of every judgment that was not taken back, in the order they came."""
    return [
        (row[0], row[1], row[2]) for row in rows(_JUDGMENTS, {"stage": stage_id, "tasks": list(task_ids)})
    ]


def n_judgments_since(project_id: int, last_judgment_id: int, *, most: int) -> int:
    """Judgments after one of them; counts no further than `most`."""
    params = {"project": project_id, "last": last_judgment_id, "most": most}
    return int(rows(_SINCE, params)[0][0])
