"""Drafts: what a person has typed survives the lease, the browser and the server."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from assay.kit.reasons import NotFound
from assay.projects.models import LabelSchemaVersion, Stage
from assay.work.enums import ClaimState
from assay.work.facts import Worker
from assay.work.models import Claim, Draft


def save_draft(
    worker: Worker, *, claim: UUID, answers: object, handling_seconds: float, now: datetime
) -> datetime | None:
    """Keep the answers, and while the lease runs, prolong it; the new end of the lease, or None when it is over."""
    with transaction.atomic():
        held = _claim_of(worker, claim)
        if held.state in {ClaimState.OPEN, ClaimState.EXPIRED}:
            Draft.objects.update_or_create(
                contributor_id=worker.contributor_id,
                task_id=held.task_id,
                stage_id=held.stage_id,
                defaults={
                    "answers": answers,
                    "schema_version": LabelSchemaVersion(pk=held.schema_version_id),
                    "handling_seconds": handling_seconds,
                    "saved_at": now,
                },
            )
        if held.state != ClaimState.OPEN or held.expires_at <= now:
            return None
        lease = Stage.objects.values_list("lease_seconds", flat=True).get(pk=held.stage_id)
        held.expires_at = max(held.expires_at, now + timedelta(seconds=lease))
        held.save(update_fields=["expires_at"])
        return held.expires_at


def _claim_of(worker: Worker, claim: UUID) -> Claim:
    held = (
        Claim.objects.select_for_update(no_key=True)
        .filter(uid=claim, contributor_id=worker.contributor_id)
        .first()
    )
    if held is None:
        raise NotFound
    return held
