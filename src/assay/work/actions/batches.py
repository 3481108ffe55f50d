"""Batches: what is worked on together, with one priority and one due date."""

from datetime import datetime

from django.db import IntegrityError, transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.people.rules.words import refuse_name
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.work.actions.queues import rank_of
from assay.work.actions.withdrawing_batches import start_withdrawal
from assay.work.enums import BatchState, Priority
from assay.work.models import Batch, Queue
from assay.work.rules import reasons
from assay.work.rules.states import TRANSITIONS

MOST_IN_NAME = 160


def create_batch(
    by: User,
    *,
    project: Project,
    name: str,
    now: datetime,
    priority: Priority = Priority.NORMAL,
    due_at: datetime | None = None,
    is_gold: bool = False,
    needs: Permission = Permission.MANAGE_TASKS,
) -> Batch:
    """An empty batch, open for tasks and for work; `needs` is another permission where gold is made of rulings."""
    require(by, project, needs)
    if project.schema_version_id is None:
        raise Refused(reasons.NO_SCHEMA())
    if refused := refuse_name(name, most=MOST_IN_NAME):
        raise Refused(refused)
    try:
        with transaction.atomic():
            act_as(by)
            return Batch.objects.create(
                project=project,
                name=name.strip(),
                priority=priority,
                due_at=due_at,
                is_gold=is_gold,
                created_at=now,
                created_by=by,
            )
    except IntegrityError as error:
        raise Refused(reasons.BATCH_NAME_TAKEN(name=name)) from error


def edit_batch(
    by: User,
    *,
    batch: Batch,
    now: datetime,
    priority: Priority | None = None,
    due_at: datetime | None = None,
    state: BatchState | None = None,
    is_due: bool = True,
) -> Batch:
    """Change priority, due date or state while work goes on: one row per queue, no task is touched.

    What is None stays as it is; `is_due=False` takes the due date away. A batch that is withdrawn hands nothing
    out from this moment on, and a job withdraws its tasks.
    """
    require(by, batch.project, Permission.MANAGE_TASKS)
    with transaction.atomic():
        act_as(by)
        locked = Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        is_other = state is not None and state != locked.state
        if state and is_other and (refused := TRANSITIONS.refuse(locked.state, state)):
            raise Refused(refused)
        locked.priority = priority or locked.priority
        locked.due_at = (due_at or locked.due_at) if is_due else None
        locked.state = state or locked.state
        locked.save(update_fields=["priority", "due_at", "state"])
        queues = Queue.objects.filter(batch=locked)
        queues.update(is_open=locked.state == BatchState.OPEN)
        for own in set(queues.values_list("priority", flat=True)):
            queues.filter(priority=own).update(rank=rank_of(locked, Priority(own) if own else None))
        if is_other and locked.state == BatchState.WITHDRAWN:
            start_withdrawal(by, batch=locked, now=now)
        return locked
