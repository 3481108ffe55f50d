"""A machine's answers become judgments, beside people's or instead of them, and are taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.ids import new_uid
from assay.kit.sql import rows
from assay.people.models import User
from assay.projects.models import Stage
from assay.work.actions.retargeting import ask_instead_of_machines
from assay.work.actions.retracting import NTH
from assay.work.enums import ItemState
from assay.work.models import QueueItem

# Gold is for measuring, never for judging; a machine answers a task once at a stage. No place in the queue is taken.
_JUDGE = """
WITH given AS (
    SELECT * FROM unnest(%(tasks)s::bigint[], %(uids)s::uuid[], %(answers)s::text[], %(schemas)s::bigint[])
        AS g (task_id, uid, answers, schema_id)
)
INSERT INTO work_judgment (uid, task_id, stage_id, project_id, machine, attempt, answers, schema_version_id,
    guideline_version_id, market_id, is_gold, client_key, handling_seconds, submitted_at, work_on)
SELECT g.uid, t.id, %(stage)s::bigint, t.project_id, %(machine)s::text, 1, g.answers::jsonb, g.schema_id,
    p.guideline_version_id, t.market_id, false, replace(g.uid::text, '-', ''), 0, %(now)s::timestamptz,
    (%(now)s::timestamptz AT TIME ZONE p.time_zone)::date
FROM given g
JOIN work_task t ON t.id = g.task_id AND t.withdrawn_at IS NULL AND NOT t.is_gold
JOIN projects_project p ON p.id = t.project_id
JOIN projects_stage s ON s.id = %(stage)s::bigint AND s.project_id = t.project_id
ORDER BY t.id
ON CONFLICT (machine, task_id, stage_id) WHERE machine <> '' DO NOTHING
RETURNING task_id
"""
# Only what nobody has answered or holds: work that was begun is finished by people.
_SETTLE = """
WITH untouched AS (
    SELECT i.id FROM work_queueitem i
    JOIN work_task t ON t.id = i.task_id AND NOT t.is_gold AND t.withdrawn_at IS NULL
    WHERE i.task_id = ANY (%(tasks)s::bigint[]) AND i.stage_id = %(stage)s::bigint AND i.state = 1
      AND i.n_judgments = 0 AND i.n_slots_left = i.n_needed
      AND NOT EXISTS (
          SELECT FROM work_judgment j
          WHERE j.machine = %(machine)s::text AND j.task_id = i.task_id AND j.stage_id = i.stage_id AND j.machine <> '')
    ORDER BY i.id FOR NO KEY UPDATE OF i
)
UPDATE work_queueitem i SET state = 6, is_claimable = false, done_at = %(now)s::timestamptz
FROM untouched u WHERE i.id = u.id
RETURNING i.task_id
"""
_TAKE_BACK = f"""
WITH theirs AS (
    SELECT j.id, j.task_id FROM work_judgment j
    WHERE j.machine = %(machine)s::text AND j.machine <> '' AND j.stage_id = %(stage)s::bigint
      AND j.task_id = ANY (%(tasks)s::bigint[])
),
taken_back AS (
    INSERT INTO work_retraction (judgment_id, nth, reason, retracted_at, retracted_by_id)
    SELECT id, {NTH}, %(reason)s::text, %(now)s::timestamptz, %(by)s::bigint FROM theirs ORDER BY id
    ON CONFLICT (judgment_id, nth) DO NOTHING
    RETURNING judgment_id
)
SELECT t.task_id FROM taken_back b JOIN theirs t ON t.id = b.judgment_id
"""


@dataclass(frozen=True, slots=True)
class MachineAnswer:
    """The answers were validated against the version of the schema and are canonical JSON."""

    task_id: int
    answers_json: str
    schema_version_id: int


def judge_by_machine(
    *, stage: Stage, machine: str, answers: Sequence[MachineAnswer], now: datetime
) -> set[int]:
    """Count the answers as judgments beside people's; which tasks. Whether it may was asked by the caller."""
    params = {
        "stage": stage.pk,
        "machine": machine,
        "tasks": [each.task_id for each in answers],
        "uids": [new_uid() for _ in answers],
        "answers": [each.answers_json for each in answers],
        "schemas": [each.schema_version_id for each in answers],
        "now": now,
    }
    return {pk for (pk,) in rows(_JUDGE, params)}


def answer_by_machine(
    *, stage: Stage, machine: str, answers: Sequence[MachineAnswer], now: datetime
) -> set[int]:
    """Take tasks that nobody has begun out of the queue and count the machine's answer; which tasks those were."""
    with transaction.atomic():
        tasks = [each.task_id for each in answers]
        params = {"tasks": tasks, "stage": stage.pk, "machine": machine, "now": now}
        settled = {pk for (pk,) in rows(_SETTLE, params)}
        kept = [each for each in answers if each.task_id in settled]
        judge_by_machine(stage=stage, machine=machine, answers=kept, now=now)
        return settled


def ask_people_instead(
    by: User | None, *, stage: Stage, machine: str, task_ids: Sequence[int], reason: str, now: datetime
) -> int:
    """The machine's answers of these tasks no longer count; those it answered alone go back into their queues."""
    params = {
        "stage": stage.pk,
        "machine": machine,
        "tasks": list(task_ids),
        "reason": reason[:200],
        "now": now,
        "by": by.pk if by else None,
    }
    with transaction.atomic():
        act_as(by)
        taken_back = [pk for (pk,) in rows(_TAKE_BACK, params)]
        items = QueueItem.objects.filter(task_id__in=taken_back, stage=stage, state=ItemState.MACHINE)
        ask_instead_of_machines(list(items.values_list("pk", flat=True)), now=now)
        return len(taken_back)
