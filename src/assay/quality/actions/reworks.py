"""What becomes of rejected judgments: back to their authors until they are answered, or asked of somebody else."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.actions.inbox import tell
from assay.people.models import User
from assay.quality.enums import ReviewItemState, ReviewOutcome, ReviewPurpose, ReworkState
from assay.quality.models import Review, ReviewItem, ReviewPlan, Rework
from assay.quality.queries.due import due_after
from assay.quality.rules.review import NO_AUTHOR, NO_LONGER_COUNTS
from assay.work.actions.reworking import ask_somebody_else, send_back
from assay.work.enums import ClaimState
from assay.work.models import Judgment, Retracted

HOURS = 48.0


def follow(by: User | None, *, review: Review, item: ReviewItem, now: datetime) -> Rework | None:
    """Do with the judgment what the review says. Within the review's transaction.

    A planted review has no consequence, and an audit none where the first review already had it.
    """
    if review.outcome == ReviewOutcome.NONE or item.purpose == ReviewPurpose.PLANTED:
        return None
    if Retracted.objects.filter(judgment=review.judgment_id).exists():
        if item.purpose == ReviewPurpose.AUDIT:
            return None
        raise Refused(NO_LONGER_COUNTS())
    reason = f"review: {review.comment}"
    if review.outcome == ReviewOutcome.RECOLLECT:
        ask_somebody_else(by, judgment=item.judgment, reason=reason, now=now)
        return None
    if item.contributor_id is None:
        raise Refused(NO_AUTHOR(field="outcome"))
    until = due_after(item.project, now, item.plan.rework_hours if item.plan else HOURS) or now + timedelta(
        hours=HOURS
    )
    claim = send_back(by, judgment=item.judgment, until=until, reason=reason, now=now)
    _tell(review, claim.contributor.user_id, now)
    return Rework.objects.create(
        review=review,
        project=item.project,
        task=item.task,
        contributor_id=item.contributor_id,
        claim=claim,
        asked_at=now,
        due_at=until,
    )


def follow_reworks(*, now: datetime, most: int = 1000) -> int:
    """Reworks that were answered are checked again; those whose time is over are somebody else's now. How many."""
    waiting = Rework.objects.filter(state=ReworkState.OPEN).select_related(
        "claim", "claim__stage", "review__item__plan", "review__judgment"
    )
    n_ended = 0
    for each in waiting.order_by("pk")[:most]:
        n_ended += _follow_one(each, now)
    return n_ended


def _follow_one(rework: Rework, now: datetime) -> bool:
    claim = rework.claim
    given = Judgment.objects.filter(claim=claim, attempt__gt=rework.review.judgment.attempt, retraction=None)
    judgment = given.order_by("-attempt").first()
    if judgment is not None:
        if now < judgment.submitted_at + timedelta(seconds=claim.stage.undo_seconds):
            return False
        _end(rework, ReworkState.DONE, now, judgment=judgment)
        return True
    if claim.state != ClaimState.OPEN:
        _end(rework, ReworkState.LAPSED, now)
        return True
    return False


def _end(rework: Rework, state: ReworkState, now: datetime, judgment: Judgment | None = None) -> None:
    with transaction.atomic():
        act_as(None)
        ended = Rework.objects.filter(pk=rework.pk, state=ReworkState.OPEN)
        if not ended.update(state=state, judgment=judgment, ended_at=now) or judgment is None:
            return
        first = rework.review.item
        plan: ReviewPlan | None = first.plan
        ReviewItem.objects.create(
            plan=plan,
            project_id=rework.project_id,
            stage_id=judgment.stage_id,
            judgment=judgment,
            task_id=judgment.task_id,
            contributor_id=judgment.contributor_id,
            vendor_id=judgment.vendor_id,
            site_id=judgment.site_id,
            market_id=judgment.market_id,
            tier=first.tier,
            purpose=ReviewPurpose.RECHECK,
            is_blind=first.is_blind,
            state=ReviewItemState.OPEN,
            sampled_at=now,
            due_at=due_after(rework.project, now, plan.due_hours) if plan else None,
        )


def _tell(review: Review, user_id: int, now: datetime) -> None:
    tell(
        [user_id],
        kind="quality.rework",
        sentence=_("A task came back to you: {comment}"),
        about={"comment": review.comment[:120]},
        lines=[_("It is first when you go on working. Your answers are there to be changed.")],
        address="/work/",
        now=now,
    )
