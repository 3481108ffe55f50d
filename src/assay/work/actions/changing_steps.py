"""What each change does to tasks, and how it is taken back. Called inside a transaction, in the order of the tasks."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # What a task was is kept as JSON.

from django.db.models import F

from assay.kit.ids import parse_uid
from assay.projects.models import Project, Stage
from assay.work.actions.queues import label_stage, queue_for, requeue, sensitivity_of
from assay.work.actions.reinstating import reinstate
from assay.work.actions.wanting import set_wanted
from assay.work.actions.withdrawing import withdraw_by_id
from assay.work.enums import ItemState, Priority
from assay.work.models import Batch, ChangedTask, QueueItem, Task, TaskChange
from assay.work.rules.changing import TaskAction

Kept = dict[str, Any]
# By task: what it was, and what it is.
Changed = dict[int, tuple[Kept, Kept]]


@dataclass(frozen=True, slots=True)
class Step:
    apply: Callable[[TaskChange, Sequence[int]], Changed]
    restore: Callable[[TaskChange, Sequence[ChangedTask], datetime], int]


def target(project: Project, params: Mapping[str, Any]) -> Batch | None:
    """The batch that tasks are moved to: one of the same project, and not of gold."""
    uid = parse_uid(str(params["batch"]))
    return Batch.objects.filter(project=project, is_gold=False, uid=uid).first() if uid else None


def _withdraw(change: TaskChange, task_ids: Sequence[int]) -> Changed:
    found = Task.objects.filter(pk__in=task_ids, withdrawn_at=None).values_list("pk", flat=True)
    states: dict[int, Kept] = {pk: {} for pk in found}
    for pk, item, state in QueueItem.objects.filter(task__in=states).values_list("task", "pk", "state"):
        states[pk][str(item)] = state
    reason = str(change.params["reason"])
    withdraw_by_id(change.created_by, list(states), reason=reason, now=change.created_at)
    return {pk: ({"states": kept}, {}) for pk, kept in states.items()}


def _bring_back(change: TaskChange, changed: Sequence[ChangedTask], now: datetime) -> int:
    """What was withdrawn again or reported since, or whose content is purged, stays away."""
    parked = {
        int(item)
        for each in changed
        for item, state in each.before["states"].items()
        if state == ItemState.PARKED
    }
    tasks = Task.objects.filter(pk__in=[each.task_id for each in changed], withdrawn_at=change.created_at)
    return len(reinstate(change.undone_by, tasks=tasks, now=now, parked=parked))


def _ask(
    change: TaskChange, task_ids: Sequence[int], stage: Stage, wanted: Callable[[QueueItem], int]
) -> Changed:
    items = QueueItem.objects.filter(
        task__in=task_ids, stage=stage, task__is_gold=False, state__in=(ItemState.OPEN, ItemState.DONE)
    )
    numbers = {each.pk: min(wanted(each), stage.overlap_max) for each in items}
    changed: Changed = {
        each.task_id: ({"item": each.pk, "wanted": each.n_wanted}, {"wanted": numbers[each.pk]})
        for each in items
        if numbers[each.pk] != each.n_wanted and max(numbers[each.pk], stage.overlap) != _asked(each)
    }
    asked = {int(before["item"]): int(after["wanted"]) for before, after in changed.values()}
    set_wanted(asked, now=change.created_at)
    return changed


def _asked(item: QueueItem) -> int:
    """Judgments that the task has and still waits for."""
    return item.n_judgments + item.n_needed


def _ask_one_more(change: TaskChange, task_ids: Sequence[int]) -> Changed:
    stage = label_stage(change.project)
    return _ask(change, task_ids, stage, lambda item: _asked(item) + 1)


def _ask_overlap(change: TaskChange, task_ids: Sequence[int]) -> Changed:
    stage, overlap = label_stage(change.project), int(change.params["overlap"])
    return _ask(change, task_ids, stage, lambda item: overlap)


def _ask_as_before(change: TaskChange, changed: Sequence[ChangedTask], now: datetime) -> int:
    current = dict(
        QueueItem.objects.filter(pk__in=[each.before["item"] for each in changed]).values_list(
            "pk", "n_wanted"
        )
    )
    back = {
        int(each.before["item"]): int(each.before["wanted"])
        for each in changed
        if current.get(each.before["item"]) == each.after["wanted"]
    }
    set_wanted(back, now=now)
    return len(back)


def _move(change: TaskChange, task_ids: Sequence[int]) -> Changed:
    to = target(change.project, change.params)
    if to is None:
        return {}
    return _place(task_ids, now=change.created_at, batch=to, priority=None)


def _prioritise(change: TaskChange, task_ids: Sequence[int]) -> Changed:
    priority = Priority(int(change.params["priority"]))
    return _place(task_ids, now=change.created_at, batch=None, priority=priority)


def _place(
    task_ids: Sequence[int], *, now: datetime, batch: Batch | None, priority: Priority | None
) -> Changed:
    """To another batch, or to the queue of another priority; what lies there already, and gold, is left."""
    tasks = Task.objects.filter(pk__in=task_ids, is_gold=False, withdrawn_at=None).select_related("batch")
    if batch is not None:
        tasks = tasks.exclude(batch=batch)
    ids = list(tasks.order_by("pk").select_for_update(no_key=True, of=["self"]).values_list("pk", flat=True))
    by_task: dict[int, list[QueueItem]] = defaultdict(list)
    items = QueueItem.objects.filter(task__in=ids).select_related("queue__batch", "stage", "task")
    for each in items.order_by("pk").select_for_update(no_key=True, of=["self"]):
        by_task[each.task_id].append(each)
    changed: Changed = {}
    moves: dict[int, list[int]] = defaultdict(list)
    for pk in ids:
        wanted = {
            each.pk: queue_for(
                batch or each.queue.batch,
                each.stage,
                each.queue.market_id,
                priority=priority,
                sensitivity=sensitivity_of(each.queue),
                now=now,
            ).pk
            for each in by_task[pk]
        }
        if batch is None and all(each.queue_id == wanted[each.pk] for each in by_task[pk]):
            continue
        was = {str(each.pk): each.queue_id for each in by_task[pk]}
        before = by_task[pk][0].task.batch_id if by_task[pk] else None
        after = batch.pk if batch else before
        changed[pk] = (
            {"batch": before, "queues": was},
            {"batch": after, "queues": {str(k): v for k, v in wanted.items()}},
        )
        for item, queue in wanted.items():
            moves[queue].append(item)
    _carry_out(changed, moves)
    return changed


def _carry_out(changed: Changed, moves: Mapping[int, Sequence[int]]) -> None:
    for queue, items in moves.items():
        requeue(items, queue_id=queue)
    _rebatch([(pk, before["batch"], after["batch"]) for pk, (before, after) in changed.items()])


def _rebatch(moves: Sequence[tuple[int, int | None, int | None]]) -> None:
    by_target: dict[int, list[int]] = defaultdict(list)
    balance: dict[int, int] = defaultdict(int)
    for pk, before, after in moves:
        if before is None or after is None or before == after:
            continue
        by_target[after].append(pk)
        balance[before] -= 1
        balance[after] += 1
    for batch, ids in by_target.items():
        Task.objects.filter(pk__in=ids).update(batch_id=batch)
    for batch, n in sorted(balance.items()):
        Batch.objects.filter(pk=batch).update(n_tasks=F("n_tasks") + n)


def _put_back(change: TaskChange, changed: Sequence[ChangedTask], now: datetime) -> int:
    """Where it was; what was moved on since stays where it is."""
    now_in = dict(
        QueueItem.objects.filter(task__in=[each.task_id for each in changed]).values_list("pk", "queue")
    )
    back: Changed = {}
    moves: dict[int, list[int]] = defaultdict(list)
    for each in changed:
        if any(now_in.get(int(item)) != queue for item, queue in each.after["queues"].items()):
            continue
        back[each.task_id] = (each.after, each.before)
        for item, queue in each.before["queues"].items():
            moves[queue].append(int(item))
    _carry_out(back, moves)
    return len(back)


STEPS: Mapping[TaskAction, Step] = {
    TaskAction.WITHDRAW: Step(_withdraw, _bring_back),
    TaskAction.ONE_MORE: Step(_ask_one_more, _ask_as_before),
    TaskAction.OVERLAP: Step(_ask_overlap, _ask_as_before),
    TaskAction.PRIORITY: Step(_prioritise, _put_back),
    TaskAction.MOVE: Step(_move, _put_back),
}
