"""A judgment is done again: by its author, as a new attempt of the same claim, or by somebody else."""

from datetime import datetime

from django.db import transaction

from assay.kit.reasons import Refused
from assay.people.enums import Standing
from assay.people.models import User
from assay.work.actions.excluding import exclude_from_task
from assay.work.actions.retargeting import count_less
from assay.work.enums import ClaimState
from assay.work.models import Claim, Draft, Judgment, QueueItem, Retraction, Task
from assay.work.rules import reasons

AT_WORK = frozenset({Standing.ACTIVE, Standing.PROBATION})


def send_back(by: User | None, *, judgment: Judgment, until: datetime, reason: str, now: datetime) -> Claim:
    """Retract the judgment and put its task into its author's hands again until a moment; the answers are the draft.

    Within the caller's transaction, who asks for the permission. Where nobody answers in time, somebody else gets
    the task, and the author never again.
    """
    with transaction.atomic():
        claim = _reopenable(judgment)
        _retract(by, judgment, reason, now)
        claim.state, claim.attempt, claim.expires_at, claim.ended_at = (
            ClaimState.OPEN, claim.attempt + 1, until, None
        )  # fmt: skip
        claim.save(update_fields=["state", "attempt", "expires_at", "ended_at"])
        count_less([claim.item_id], [1], now=now)
        exclude_from_task(task=judgment.task, person=claim.contributor.user)
        _keep_as_draft(judgment, now)
        return claim


def ask_somebody_else(by: User | None, *, judgment: Judgment, reason: str, now: datetime) -> None:
    """Retract the judgment; its place is free for somebody who never had the task. Within the caller's transaction."""
    with transaction.atomic():
        _locked_task(judgment)
        _retract(by, judgment, reason, now)
        item = QueueItem.objects.get(task_id=judgment.task_id, stage_id=judgment.stage_id)
        count_less([item.pk], [1], now=now)


def _reopenable(judgment: Judgment) -> Claim:
    # The task before the claim, as a withdrawal locks them.
    _locked_task(judgment)
    claim = (
        Claim.objects.select_for_update(no_key=True, of=["self"])
        .select_related("contributor__user")
        .filter(pk=judgment.claim_id or 0)
        .first()
    )
    if claim is None:
        raise Refused(reasons.NO_CLAIM())
    if claim.contributor.standing not in AT_WORK:
        raise Refused(reasons.AUTHOR_AWAY())
    if claim.state != ClaimState.SUBMITTED or claim.attempt != judgment.attempt:
        raise Refused(reasons.ALREADY_UNDONE())
    return claim


def _locked_task(judgment: Judgment) -> None:
    task = Task.objects.select_for_update(no_key=True).get(pk=judgment.task_id)
    if task.withdrawn_at is not None:
        raise Refused(reasons.WITHDRAWN())


def _retract(by: User | None, judgment: Judgment, reason: str, now: datetime) -> None:
    if Retraction.objects.filter(judgment=judgment).exists():
        raise Refused(reasons.ALREADY_UNDONE())
    Retraction.objects.create(judgment=judgment, reason=reason[:200], retracted_at=now, retracted_by=by)


def _keep_as_draft(judgment: Judgment, now: datetime) -> None:
    Draft.objects.update_or_create(
        contributor_id=judgment.contributor_id,
        task_id=judgment.task_id,
        stage_id=judgment.stage_id,
        defaults={
            "answers": judgment.answers,
            "schema_version_id": judgment.schema_version_id,
            "handling_seconds": 0.0,
            "saved_at": now,
        },
    )
