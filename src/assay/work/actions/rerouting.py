"""A task goes to the market it belongs to, where the project serves that market."""

from datetime import datetime
from uuid import UUID

from assay.projects.models import ProjectMarket
from assay.work.actions.queues import queue_for, requeue, sensitivity_of
from assay.work.actions.retargeting import ask_again
from assay.work.enums import ClaimState, ItemState, SkipReason
from assay.work.facts import Worker
from assay.work.models import Claim, QueueItem, Task
from assay.work.rules.triage import may_reroute


def lock_task(worker: Worker, claim: UUID) -> Task | None:
    """The task of the person's claim, locked before claim and item, as a withdrawal locks them; never gold."""
    held = Claim.objects.filter(uid=claim, contributor_id=worker.contributor_id, is_gold=False)
    return Task.objects.select_for_update(no_key=True).filter(pk__in=held.values("task_id")).first()


def reroute(task: Task, *, market: str, now: datetime) -> bool:
    """Send the task, which was just skipped as being of another market, there; whether it went."""
    served = {
        served.market.code: served.market_id
        for served in ProjectMarket.objects.filter(project=task.project_id).select_related("market")
    }
    item = (
        QueueItem.objects.select_for_update(no_key=True, of=["self"])
        .select_related("stage", "queue__market")
        .get(task=task, stage__kind="label")
    )
    skips = Claim.objects.filter(
        item=item, state=ClaimState.SKIPPED, skip_reason=SkipReason.WRONG_LANGUAGE
    ).count()
    is_free = not Claim.objects.filter(item=item, state=ClaimState.OPEN).exists()
    may = may_reroute(
        market=market,
        served=frozenset(served),
        now_in=item.queue.market.code if item.queue.market else "",
        n_judgments=item.n_judgments,
        n_rerouted=skips - 1,
    )
    if not (may and is_free and item.state in {ItemState.OPEN, ItemState.PARKED}):
        return False
    move_to_market(task, item, served[market], now=now)
    # Nobody has looked at the skip, which may have parked it.
    ask_again([item.pk], now=now, were_looked_at=False)
    return True


def move_to_market(task: Task, item: QueueItem, market_id: int | None, *, now: datetime) -> None:
    """Change the task's market, and the queue it waits in; the caller holds both."""
    queue = queue_for(task.batch, item.stage, market_id, sensitivity=sensitivity_of(item.queue), now=now)
    Task.objects.filter(pk=task.pk).update(market_id=market_id)
    requeue([item.pk], queue_id=queue.pk)
