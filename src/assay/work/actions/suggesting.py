"""Which machine suggests answers at a stage, and what it suggests."""

from collections.abc import Sequence
from datetime import datetime

from assay.kit.sql import rows
from assay.projects.models import Stage
from assay.work.actions.answering_by_machine import MachineAnswer
from assay.work.models import Suggesting

# Of gold, too: a task without a suggestion would otherwise tell that it is gold.
_SUGGEST = """
INSERT INTO work_suggestion (task_id, stage_id, machine, schema_version_id, answers, suggested_at)
SELECT t.id, %(stage)s::bigint, %(machine)s::text, g.schema_id, g.answers::jsonb, %(now)s::timestamptz
FROM unnest(%(tasks)s::bigint[], %(answers)s::text[], %(schemas)s::bigint[]) AS g (task_id, answers, schema_id)
JOIN work_task t ON t.id = g.task_id AND t.withdrawn_at IS NULL
JOIN work_queueitem i ON i.task_id = t.id AND i.stage_id = %(stage)s::bigint AND i.state IN (1, 3)
ORDER BY t.id
ON CONFLICT (task_id, stage_id, machine) DO NOTHING
RETURNING task_id
"""


def suggest(*, stage: Stage, machine: str, answers: Sequence[MachineAnswer], now: datetime) -> set[int]:
    """Fill in answers of tasks that are still asked; which tasks. Whether it may was asked by the caller."""
    params = {
        "stage": stage.pk,
        "machine": machine,
        "tasks": [each.task_id for each in answers],
        "answers": [each.answers_json for each in answers],
        "schemas": [each.schema_version_id for each in answers],
        "now": now,
    }
    return {pk for (pk,) in rows(_SUGGEST, params)}


def let_suggest(*, stage: Stage, machine: str, now: datetime) -> None:
    """From now on what this machine suggests is shown at the stage; empty: nothing is. What was shown stays stored."""
    known = Suggesting.objects.filter(stage=stage).values_list("machine", flat=True).first() or ""
    if machine == known:
        return
    if machine:
        Suggesting.objects.update_or_create(stage=stage, defaults={"machine": machine, "since": now})
    else:
        Suggesting.objects.filter(stage=stage).delete()
