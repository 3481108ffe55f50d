"""Who is kept from which stage because they have not signed."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from assay.kit.sql import read, rows
from assay.training.models import Agreement, AgreementVersion

_OWING = read("assay.training.queries", "owing.sql")


def owing(
    *, now: datetime, contributor_ids: Sequence[int] | None = None, project_id: int | None = None
) -> set[tuple[int, int]]:
    """Pairs of contributor and stage, of these people and this project (None: all)."""
    ids = None if contributor_ids is None else list(contributor_ids)
    return {
        (contributor, stage)
        for contributor, stage in rows(_OWING, {"contributors": ids, "project": project_id, "now": now})
    }


def newly_due(now: datetime) -> QuerySet[Agreement]:
    """Agreements of which a grace period has ended since routing was told."""
    ended = AgreementVersion.objects.filter(
        agreement=OuterRef("pk"), grace_until__gt=OuterRef("enforced_at"), grace_until__lte=now
    )
    return Agreement.objects.filter(Exists(ended), retired_at=None).order_by("pk")
