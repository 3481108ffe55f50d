"""Somebody opts out of categories of content: they get none of it from then on, and nothing else changes for them."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from assay.kit.reasons import Refused
from assay.work.actions.leases import release
from assay.work.enums import ClaimState, ContentCategory
from assay.work.facts import Worker
from assay.work.models import Claim, Exposure
from assay.work.rules import reasons


def opt_out(worker: Worker, *, categories: Collection[str], now: datetime) -> None:
    """Replace what the person has opted out of. What they hold of it goes back unseen, which counts as no skip.

    This is the person's own and in no audit trail: nobody else is to learn of it, nor to ask why.
    """
    known = ContentCategory.values
    if strange := sorted(set(categories) - set(known)):
        raise Refused(reasons.CATEGORY_INVALID(field="categories", value=strange[0], known=", ".join(known)))
    with transaction.atomic():
        opted_out = [each for each in known if each in categories]
        Exposure.objects.update_or_create(
            contributor_id=worker.contributor_id, defaults={"opted_out": opted_out}
        )
    held = Claim.objects.filter(
        contributor=worker.contributor_id,
        state=ClaimState.OPEN,
        expires_at__gt=now,
        queue__category__in=opted_out,
    )
    for uid in list(held.values_list("uid", flat=True)):
        release(worker, claim=uid, now=now)
