"""The work of a removed contributor is taken back: its judgments stay and no longer count, others answer instead."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.sql import rows
from assay.people.models import Contributor, User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.work.actions.retargeting import count_less
from assay.work.actions.retracting import NTH

_TAKE_BACK = f"""
WITH theirs AS (
    SELECT j.id, i.id AS item_id, j.is_gold FROM work_judgment j
    JOIN work_queueitem i ON i.task_id = j.task_id AND i.stage_id = j.stage_id
    WHERE j.project_id = %(project)s::bigint AND j.contributor_id = %(contributor)s::bigint
      AND (%(since)s::timestamptz IS NULL OR j.submitted_at >= %(since)s::timestamptz)
),
taken_back AS (
    INSERT INTO work_retraction (judgment_id, nth, reason, retracted_at, retracted_by_id)
    SELECT id, {NTH}, %(reason)s::text, %(now)s::timestamptz, %(by)s::bigint FROM theirs ORDER BY id
    ON CONFLICT (judgment_id, nth) DO NOTHING
    RETURNING judgment_id
)
SELECT t.item_id, t.is_gold FROM taken_back b JOIN theirs t ON t.id = b.judgment_id
"""


def take_back_work(
    by: User | None,
    *,
    project: Project,
    contributor: Contributor,
    reason: str,
    now: datetime,
    since: datetime | None = None,
) -> int:
    """Retract what the contributor submitted in the project (since a moment); how many judgments.

    Their tasks go back into the queues for somebody else: who answered a task once never gets it again.
    """
    require(by, project, Permission.MANAGE_TASKS)
    params = {
        "project": project.pk,
        "contributor": contributor.pk,
        "since": since,
        "reason": reason[:200],
        "now": now,
        "by": by.pk if by else None,
    }
    with transaction.atomic():
        act_as(by)
        taken_back = rows(_TAKE_BACK, params)
        per_item = Counter(item for item, is_gold in taken_back if not is_gold)
        items = sorted(per_item)
        count_less(items, [per_item[item] for item in items], now=now)
        return len(taken_back)
