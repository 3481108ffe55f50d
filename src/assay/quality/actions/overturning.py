"""What rested on a rejection falls with it: the rework, and that the judgment does not count."""

from datetime import datetime

from django.utils.translation import gettext_noop as _

from assay.people.actions.inbox import tell
from assay.people.models import User
from assay.quality.actions.review_closing import offer_again
from assay.quality.enums import (
    ReviewItemState,
    ReviewOutcome,
    ReviewPurpose,
    ReviewVerdict,
    ReworkState,
)
from assay.quality.models import Review, ReviewItem, Rework
from assay.quality.queries.disputes import has_fallen
from assay.work.actions.reworking import let_count_again
from assay.work.models import Retraction

REASON = "dispute: the rejection was overturned"
NOT_NEEDED = _("A task that came back to you needs no new answer: your first one counts again")


def follow_overturn(by: User, *, review: Review, now: datetime) -> bool:
    """Within the dispute's transaction. Whether the judgment counts again."""
    if review.verdict != ReviewVerdict.REJECTED or not has_fallen(review) or _is_rejected_otherwise(review):
        return False
    retraction = _retraction_by(review)
    if retraction is None:
        return False
    let_count_again(by, retraction=retraction, reason=REASON, now=now)
    offer_again(ReviewItem.objects.filter(judgment=review.judgment_id), now=now)
    _lift(review, now)
    return True


def _retraction_by(review: Review) -> Retraction | None:
    """The one in force, if this review led to it and nothing else: both were written in one transaction."""
    if review.outcome == ReviewOutcome.NONE:
        return None
    found = Retraction.objects.select_related("judgment").filter(
        judgment=review.judgment_id,
        restoration=None,
        retracted_at=review.reviewed_at,
        retracted_by=review.reviewer_id,
    )
    return found.first()


def _is_rejected_otherwise(review: Review) -> bool:
    """Another review says the same, and stands."""
    others = Review.objects.filter(judgment=review.judgment_id, verdict=ReviewVerdict.REJECTED)
    others = others.exclude(pk=review.pk).exclude(purpose=ReviewPurpose.PLANTED)
    return any(not has_fallen(each) for each in others)


def _lift(review: Review, now: datetime) -> None:
    """Nobody has to answer, or to check the new answer, any more."""
    rework = Rework.objects.filter(review=review).select_related("contributor").first()
    if rework is None:
        return
    checked = ReviewItem.objects.filter(judgment__claim=rework.claim_id, purpose=ReviewPurpose.RECHECK)
    checked.filter(state=ReviewItemState.OPEN).update(state=ReviewItemState.CLOSED)
    if rework.state == ReworkState.OPEN:
        tell(
            [rework.contributor.user_id],
            kind="quality.rework",
            sentence=NOT_NEEDED,
            about={},
            address="/work/",
            now=now,
        )
    rework.state, rework.ended_at = ReworkState.LIFTED, rework.ended_at or now
    rework.save(update_fields=["state", "ended_at"])
