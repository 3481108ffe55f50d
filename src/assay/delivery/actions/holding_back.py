"""Labels of lots that were not accepted stay out of a release, where the plan says so."""

from django.db import transaction

from assay.delivery.models import HeldBack, Release
from assay.delivery.queries.lots import TO_HOLD_BACK, holds_back
from assay.delivery.queries.rows import params_of
from assay.kit.sql import rows
from assay.quality.enums import HoldsBack


def hold_back(release: Release) -> int:
    """Decide what stays out, before the first label is written; a build that begins again decides anew."""
    held = holds_back(release)
    with transaction.atomic():
        HeldBack.objects.filter(release=release).delete()
        if held == HoldsBack.NOTHING:
            return 0
        asked = {**params_of(release), "stage": release.run.stage_id}
        return len(rows(TO_HOLD_BACK, {**asked, "only_rejected": held == HoldsBack.REJECTED}))
