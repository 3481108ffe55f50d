"""A judgment is done again: by its author, as a new attempt of the same claim, or by somebody else."""

from datetime import datetime

from django.db import transaction

from assay.kit.reasons import Refused
from assay.people.enums import Standing
from assay.people.models import User
from assay.work.actions.excluding import exclude_from_task
from assay.work.actions.retargeting import ask_instead_of_machines, count_less, count_more
from assay.work.actions.retracting import restore, retract
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
        retract(by, judgment=judgment, reason=reason, now=now)
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
        retract(by, judgment=judgment, reason=reason, now=now)
        item = QueueItem.objects.get(task_id=judgment.task_id, stage_id=judgment.stage_id)
        if judgment.machine:
            # It had taken nobody's place, unless it had answered alone.
            ask_instead_of_machines([item.pk], now=now)
        else:
            count_less([item.pk], [1], now=now)


def let_count_again(by: User | None, *, retraction: Retraction, reason: str, now: datetime) -> None:
    """The judgment counts again as if nobody had sent it back: an answer its author gave since gives way to it.

    What others were given in its place stays theirs. Within the caller's transaction.
    """
    judgment = retraction.judgment
    with transaction.atomic():
        Task.objects.select_for_update(no_key=True).get(pk=judgment.task_id)
        restore(by, retraction=retraction, reason=reason, now=now)
        claim = Claim.objects.select_for_update(no_key=True).filter(pk=judgment.claim_id or 0).first()
        newer = (
            judgment.claim_id
            and Judgment.objects.filter(
                claim=judgment.claim_id, attempt__gt=judgment.attempt, retraction=None
            ).first()
        )
        if newer:
            retract(by, judgment=newer, reason=reason, now=now)
            return
        if claim is not None and claim.attempt > judgment.attempt:
            _close(claim, judgment)
        if not judgment.machine:
            item = QueueItem.objects.get(task_id=judgment.task_id, stage_id=judgment.stage_id)
            count_more([item.pk], [1], now=now)


def _close(claim: Claim, judgment: Judgment) -> None:
    """As it was once the judgment had been submitted, wherever the new attempt has got to."""
    claim.state, claim.attempt, claim.ended_at = ClaimState.SUBMITTED, judgment.attempt, judgment.submitted_at
    claim.save(update_fields=["state", "attempt", "ended_at"])
    Draft.objects.filter(
        contributor_id=claim.contributor_id, task_id=judgment.task_id, stage_id=judgment.stage_id
    ).delete()


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
