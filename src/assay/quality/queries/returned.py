"""Why a task came back to its contributor: what the reviewer said, and never who that was."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assay.kit.reasons import NotFound
from assay.quality.enums import ReworkState
from assay.quality.models import ReviewError, Rework
from assay.quality.queries.disputes import errors_left
from assay.work.models import Claim


@dataclass(frozen=True, slots=True)
class Returned:
    """`errors` without those that a dispute has overturned."""

    comment: str
    errors: tuple[ReviewError, ...]
    due_at: datetime


def returned(contributor_id: int, claim: UUID) -> Returned | None:
    """Of a claim of the person's; None where no reviewer sent it back (it was undone); NotFound for others' claims."""
    if not Claim.objects.filter(uid=claim, contributor=contributor_id).exists():
        raise NotFound
    open_ones = Rework.objects.filter(
        claim__uid=claim, claim__contributor=contributor_id, state=ReworkState.OPEN
    )
    rework = open_ones.select_related("review").order_by("-pk").first()
    if rework is None:
        return None
    errors = errors_left(rework.review).select_related("error_type").order_by("pk")
    return Returned(rework.review.comment, tuple(errors), rework.due_at)
