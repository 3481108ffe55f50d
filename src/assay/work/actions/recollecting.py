"""Tasks are done again by others: their judgments stay and no longer count."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.sql import rows
from assay.people.models import User
from assay.projects.models import Stage
from assay.work.actions.retargeting import ask_instead_of_machines, count_less
from assay.work.actions.retracting import NTH

_RETRACT = f"""
WITH theirs AS (
    SELECT j.id, i.id AS item_id, j.machine <> '' AS is_machine FROM work_judgment j
    JOIN work_queueitem i ON i.task_id = j.task_id AND i.stage_id = j.stage_id
    WHERE j.task_id = ANY (%(tasks)s::bigint[]) AND j.stage_id = %(stage)s::bigint AND NOT j.is_gold
),
retracted AS (
    INSERT INTO work_retraction (judgment_id, nth, reason, retracted_at, retracted_by_id)
    SELECT id, {NTH}, %(reason)s::text, %(now)s::timestamptz, %(by)s::bigint FROM theirs ORDER BY id
    ON CONFLICT (judgment_id, nth) DO NOTHING
    RETURNING judgment_id
)
SELECT t.item_id, t.is_machine FROM retracted b JOIN theirs t ON t.id = b.judgment_id
"""


def ask_anew(by: User | None, *, stage: Stage, task_ids: Sequence[int], reason: str, now: datetime) -> int:
    """Take back every judgment of these tasks at the stage; how many tasks wait for new ones.

    Who answered a task once never gets it again, so that others do. The caller has asked whether `by` may. What a
    machine said had taken nobody's place, unless it had answered alone.
    """
    params = {
        "tasks": list(task_ids),
        "stage": stage.pk,
        "reason": reason[:200],
        "now": now,
        "by": by.pk if by else None,
    }
    with transaction.atomic():
        act_as(by)
        found = rows(_RETRACT, params)
        per_item = Counter(item for item, is_machine in found if not is_machine)
        items = sorted(per_item)
        count_less(items, [per_item[item] for item in items], now=now)
        by_machine = sorted({item for item, is_machine in found if is_machine} - per_item.keys())
        return len(items) + ask_instead_of_machines(by_machine, now=now)
