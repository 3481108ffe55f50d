"""Routing is told who has not signed: at every change, and when a grace period has ended."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from assay.training.models import Agreement
from assay.training.queries.owing import newly_due, owing
from assay.work.actions.eligibility import keep_holds
from assay.work.rules.eligibility import AGREEMENT_HOLD


def enforce(
    *, now: datetime, contributor_ids: Sequence[int] | None = None, project_id: int | None = None
) -> int:
    """Of these people and this project (None: all), exactly those who owe a signature are held; how many changed."""
    with transaction.atomic():
        pairs = owing(now=now, contributor_ids=contributor_ids, project_id=project_id)
        return keep_holds(
            hold=AGREEMENT_HOLD,
            pairs=pairs,
            contributor_ids=contributor_ids,
            project_id=project_id,
            now=now,
        )


def enforce_agreement(agreement: Agreement, *, now: datetime) -> int:
    """The same for whom one agreement concerns."""
    with transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(enforced_at=now)
        return enforce(now=now, project_id=agreement.project_id)


def end_grace_periods(*, now: datetime) -> int:
    """Whoever has not signed by now waits; how many agreements that concerns."""
    due = list(newly_due(now))
    for agreement in due:
        enforce_agreement(agreement, now=now)
    return len(due)
