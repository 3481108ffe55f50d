"""Undo: a judgment is taken back within its undo time, and the task is in the person's hands again."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from assay.kit.reasons import NotFound, Refused
from assay.work.actions.retargeting import count_less
from assay.work.actions.retracting import retract
from assay.work.enums import ClaimState
from assay.work.facts import Worker
from assay.work.models import Claim, Draft, Judgment, Retracted, Task, WorkDay
from assay.work.rules import reasons


def undo(worker: Worker, *, judgment: UUID, now: datetime) -> Claim:
    """Retract the judgment and reopen its claim with a fresh lease; the answers become the draft."""
    with transaction.atomic():
        undone, claim = _undoable(worker, judgment, now)
        retract(None, judgment=undone, reason="undo", now=now)
        _reopen(claim, now)
        Draft.objects.update_or_create(
            contributor_id=worker.contributor_id,
            task_id=undone.task_id,
            stage_id=undone.stage_id,
            defaults={
                "answers": undone.answers,
                "schema_version_id": undone.schema_version_id,
                "handling_seconds": undone.handling_seconds,
                "saved_at": now,
            },
        )
        WorkDay.objects.filter(
            contributor_id=worker.contributor_id, day_on=undone.work_on, stage_id=undone.stage_id
        ).update(
            n_submitted=F("n_submitted") - 1, handling_seconds=F("handling_seconds") - undone.handling_seconds
        )
        return claim


def _undoable(worker: Worker, judgment: UUID, now: datetime) -> tuple[Judgment, Claim]:
    undone = (
        Judgment.objects.select_related("stage")
        .filter(uid=judgment, contributor_id=worker.contributor_id)
        .first()
    )
    if undone is None or undone.claim_id is None:
        raise NotFound
    # The task before the claim, as a withdrawal locks them: it is over, or waits and ends the reopened claim.
    task = Task.objects.select_for_update(no_key=True).get(pk=undone.task_id)
    claim = Claim.objects.select_for_update(no_key=True).get(pk=undone.claim_id)
    if task.withdrawn_at is not None:
        raise Refused(reasons.WITHDRAWN())
    if undone.is_gold and undone.stage.gold_feedback:
        raise Refused(reasons.FEEDBACK_SHOWN())
    if Retracted.objects.filter(judgment=undone).exists():
        raise Refused(reasons.ALREADY_UNDONE())
    if now > undone.submitted_at + timedelta(seconds=undone.stage.undo_seconds):
        raise Refused(reasons.TOO_LATE_TO_UNDO(seconds=undone.stage.undo_seconds))
    return undone, claim


def _reopen(claim: Claim, now: datetime) -> None:
    """The slot stays with the claim, so the item can never collect more than its overlap."""
    claim.state = ClaimState.OPEN
    claim.attempt += 1
    claim.expires_at = now + timedelta(seconds=claim.stage.lease_seconds)
    claim.ended_at = None
    claim.save(update_fields=["state", "attempt", "expires_at", "ended_at"])
    if not claim.is_gold:
        count_less([claim.item_id], [1], now=now)
