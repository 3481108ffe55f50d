"""Tasks are withdrawn: they leave every queue at once, and whoever holds one is told so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import Refused
from assay.kit.sql import rows
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.work.enums import ClaimState, ItemState
from assay.work.models import Claim, QueueItem, Task
from assay.work.rules import reasons

T = TypeVar("T")
MOST_AT_ONCE = 10_000
MOST_IN_REASON = 2_000
# Who loses a task by a withdrawal has not used up any of the day's allowance.
_END = """
WITH ended AS (
    UPDATE work_claim SET state = 13, ended_at = %(now)s::timestamptz
    WHERE task_id = ANY (%(tasks)s::bigint[]) AND state = 1
    RETURNING contributor_id, stage_id, claimed_on
),
days AS (
    UPDATE work_workday d SET n_claimed = greatest(0, d.n_claimed - e.n)
    FROM (SELECT contributor_id, stage_id, claimed_on, count(*)::int AS n FROM ended GROUP BY 1, 2, 3) e
    WHERE d.contributor_id = e.contributor_id AND d.stage_id = e.stage_id AND d.day_on = e.claimed_on
    RETURNING d.id
)
SELECT count(*) FROM ended
"""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What became of the named tasks; `n_claims` people had one in hand."""

    n_withdrawn: int
    n_already: int
    n_claims: int
    unknown: tuple[str, ...] = ()


def withdraw_tasks(
    by: User | None, *, project: Project, external_ids: Sequence[str], reason: str, now: datetime
) -> int:
    """Take tasks out of the work by external id; judgments made so far stay. How many tasks."""
    named = withdraw_named(by, project=project, external_ids=external_ids, reason=reason, now=now)
    return named.n_withdrawn


def withdraw_named(
    by: User | None, *, project: Project, external_ids: Sequence[str], reason: str, now: datetime
) -> Withdrawal:
    """The same for a list, with what became of each name; at most 10,000 at once."""
    require(by, project, Permission.MANAGE_TASKS)
    names = list(dict.fromkeys(external_ids))
    if len(names) > MOST_AT_ONCE:
        raise Refused(reasons.TOO_MANY_AT_ONCE(field="external_ids", most=MOST_AT_ONCE))
    if not reason.strip() or len(reason) > MOST_IN_REASON:
        raise Refused(reasons.WITHDRAWAL_NEEDS_REASON(field="reason", most=MOST_IN_REASON))
    known = dict(Task.objects.filter(project=project, external_id__in=names).values_list("external_id", "pk"))
    n_withdrawn, n_claims = withdraw_by_id(by, list(known.values()), reason=reason.strip(), now=now)
    unknown = tuple(name for name in names if name not in known)
    return Withdrawal(n_withdrawn, len(known) - n_withdrawn, n_claims, unknown)


def withdraw_by_id(
    by: User | None, task_ids: Sequence[int], *, reason: str, now: datetime
) -> tuple[int, int]:
    """How many tasks were withdrawn, and how many claims ended; permission was asked for by the caller."""
    return until_no_deadlock(lambda: _withdraw(by, task_ids, reason, now))


def until_no_deadlock(body: Callable[[], T]) -> T:
    """A claim made at this very moment is locked after its task's place, and by a submission before it.

    Whoever loses tries again; within a larger transaction, which is lost as a whole, the caller must.
    """
    for _ in range(0 if connection.in_atomic_block else 3):
        try:
            return body()
        except (OperationalError, DeadlockDetected) as error:
            # Statements of our own raise the driver's error, Django's raise one around it.
            if not isinstance(error, DeadlockDetected) and not isinstance(error.__cause__, DeadlockDetected):
                raise
    return body()


def _withdraw(by: User | None, task_ids: Sequence[int], reason: str, now: datetime) -> tuple[int, int]:
    with transaction.atomic():
        act_as(by)
        tasks = Task.objects.filter(pk__in=task_ids, withdrawn_at=None)
        ids = list(tasks.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        Task.objects.filter(pk__in=ids).update(withdrawn_at=now, withdrawn_reason=reason)
        # Claims before items, as a submission locks them.
        claims = Claim.objects.filter(task_id__in=ids, state=ClaimState.OPEN)
        list(claims.order_by("pk").select_for_update(no_key=True).values_list("pk"))
        items = QueueItem.objects.filter(task_id__in=ids)
        list(items.order_by("pk").select_for_update(no_key=True).values_list("pk"))
        items.update(state=ItemState.WITHDRAWN, is_claimable=False)
        n_claims = rows(_END, {"tasks": ids, "now": now})[0][0]
        emit("work.tasks_withdrawn", task_ids=ids, by=by, now=now)
        return len(ids), n_claims
