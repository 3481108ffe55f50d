"""Assignment by hand: a claim made for somebody. The person finds it before everything else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from psycopg.errors import UniqueViolation

from assay.kit.audit import act_as
from assay.kit.ids import new_uid
from assay.kit.sql import read, rows
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Stage
from assay.projects.queries.permission import require

_ALLOWED = read("assay.work.actions", "allowed.sql")
_ASSIGN = read("assay.work.actions", "assign.sql").format(allowed=_ALLOWED)


@dataclass(frozen=True, slots=True)
class Assigned:
    """The outcome of one pair: assigned, never_twice, no_slot, not_eligible or unknown_task."""

    task_id: int
    contributor_id: int
    outcome: str


def assign(
    by: User,
    *,
    stage: Stage,
    pairs: Sequence[tuple[int, int]],
    until: datetime,
    day_on: date,
    now: datetime,
) -> list[Assigned]:
    """Give each (task id, contributor id) pair a claim that is open until `until`; slots and rules hold."""
    require(by, stage.project, Permission.ASSIGN_WORK)
    params = {
        "stage": stage.pk,
        "tasks": [task for task, _ in pairs],
        "contributors": [contributor for _, contributor in pairs],
        "uids": [new_uid() for _ in pairs],
        "until": until,
        "day": day_on,
        "now": now,
        "by": by.pk,
    }
    for attempt in range(3):
        try:
            with transaction.atomic():
                act_as(by)
                return [Assigned(*row) for row in rows(_ASSIGN, params)]
        except UniqueViolation:
            if attempt == 2:
                raise
    return []
