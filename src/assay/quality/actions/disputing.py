"""Disputes: raised in time, decided by somebody who had no part in it, and followed by the score."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import NotFound, Refused
from assay.people.actions.inbox import tell
from assay.people.enums import Role
from assay.people.models import User
from assay.people.queries.holders import holders_of
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.quality.actions.overturning import follow_overturn
from assay.quality.actions.revising_lots import revise_lot
from assay.quality.enums import DisputeState
from assay.quality.models import Dispute, Review, ReviewAdjustment, ReviewError
from assay.quality.queries.disputes import (
    Adjusted,
    adjusted_review,
    adjustments_from_scratch,
    arbitrator_of,
    disputant_of,
)
from assay.quality.rules import disputes as rules

RAISED = _("{contributor} disputes an error on {project}")
DECIDED = {
    DisputeState.UPHELD: _("Your dispute on {project} was decided: the error stands"),
    DisputeState.OVERTURNED: _("Your dispute on {project} was decided: the error was overturned"),
}
REVIEW_OVERTURNED = _("An error you charged on {project} was overturned")
ADDRESS = "/disputes/"


def raise_dispute(
    by: User, *, review: Review, reason: str, now: datetime, error: ReviewError | None = None
) -> Dispute:
    """Dispute one error, or (without one) that the judgment was found wrong at all."""
    if error is not None and error.review_id != review.pk:
        raise NotFound
    with transaction.atomic():
        act_as(by)
        locked = _locked(review)
        if refused := rules.refuse_dispute(disputant_of(by, locked, error, now)):
            raise Refused(refused)
        if not reason.strip():
            raise Refused(rules.NEEDS_REASON(field="reason"))
        assert locked.contributor is not None
        dispute = Dispute.objects.create(
            project=locked.project,
            review=locked,
            error=error,
            contributor=locked.contributor,
            reason=reason.strip()[:4000],
            raised_at=now,
            raised_by=by,
            due_at=now + timedelta(days=locked.project.ruling_days),
        )
        people = holders_of([Role.QA_ANALYST, Role.PROJECT_OWNER], locked.project_id)
        tell(
            [pk for pk in people if pk not in {by.pk, locked.reviewer_id}],
            kind="dispute",
            sentence=RAISED,
            about={"contributor": locked.contributor.pseudonym, "project": locked.project.name},
            address=f"/projects/{locked.project.uid}/disputes/",
            now=now,
        )
        return dispute


def decide_dispute(by: User, *, dispute: Dispute, is_overturned: bool, ruling: str, now: datetime) -> Dispute:
    """The error stands or is overturned, with a reason; what is overturned counts against nobody any more."""
    require(by, dispute.project, Permission.ARBITRATE)
    state = DisputeState.OVERTURNED if is_overturned else DisputeState.UPHELD
    with transaction.atomic():
        act_as(by)
        review = _locked(dispute.review)
        locked = Dispute.objects.select_for_update(no_key=True, of=["self"]).get(pk=dispute.pk)
        if refused := rules.TRANSITIONS.refuse(locked.state, state):
            raise Refused(refused)
        if refused := rules.refuse_arbitrator(arbitrator_of(by, locked)):
            raise Refused(refused)
        if not ruling.strip():
            raise Refused(rules.NEEDS_REASON(field="ruling"))
        locked.state, locked.ruling, locked.decided_by, locked.decided_at = (
            state,
            ruling.strip()[:4000],
            by,
            now,
        )
        locked.save(update_fields=["state", "ruling", "decided_by", "decided_at"])
        if is_overturned:
            _adjust(review)
            follow_overturn(by, review=review, now=now)
            revise_lot(dispute=locked, review=review, now=now)
        _tell(locked, review, now)
        emit("quality.dispute_decided", dispute=locked, by=by, now=now)
        return locked


def withdraw_dispute(by: User, *, dispute: Dispute, now: datetime) -> Dispute:
    """Who raised it, or the person it is about, changed their mind."""
    if by.pk not in {dispute.raised_by_id, dispute.contributor.user_id}:
        raise Refused(rules.NOT_YOURS())
    with transaction.atomic():
        act_as(by)
        locked = Dispute.objects.select_for_update(no_key=True, of=["self"]).get(pk=dispute.pk)
        if refused := rules.TRANSITIONS.refuse(locked.state, DisputeState.WITHDRAWN):
            raise Refused(refused)
        locked.state, locked.decided_at = DisputeState.WITHDRAWN, now
        locked.save(update_fields=["state", "decided_at"])
        return locked


def recompute_scores(by: User | None, *, project: Project) -> int:
    """Every adjustment of a project anew from its disputes; how many were not as they should have been."""
    require(by, project, Permission.MANAGE_QUALITY)
    with transaction.atomic():
        act_as(by)
        disputed = Review.objects.filter(project=project, disputes__isnull=False).distinct()
        reviews = disputed.select_related("taxonomy").prefetch_related("errors", "disputes")
        wanted = adjustments_from_scratch(reviews)
        kept = {each.review_id: each for each in ReviewAdjustment.objects.filter(review__project=project)}
        stale = [each.pk for pk, each in kept.items() if pk not in wanted]
        ReviewAdjustment.objects.filter(pk__in=stale).delete()
        changed = [pk for pk, each in wanted.items() if pk not in kept or _differs(kept[pk], each)]
        for review in reviews:
            if review.pk in changed:
                _adjust(review)
        return len(stale) + len(changed)


def _differs(kept: ReviewAdjustment, wanted: Adjusted) -> bool:
    found = wanted.found
    return (kept.is_correct, kept.is_critical, kept.points, kept.n_errors, kept.adjusted_at) != (
        found.is_correct,
        found.is_critical,
        found.points,
        wanted.n_errors,
        wanted.since,
    )


def _adjust(review: Review) -> None:
    """Write what is left of the review after everything that was overturned so far."""
    overturned = Dispute.objects.filter(review=review, state=DisputeState.OVERTURNED)
    left = adjusted_review(review, list(overturned))
    ReviewAdjustment.objects.update_or_create(
        review=review,
        defaults={
            "is_correct": left.found.is_correct,
            "is_critical": left.found.is_critical,
            "points": left.found.points,
            "n_errors": left.n_errors,
            "adjusted_at": left.since,
        },
    )


def _tell(dispute: Dispute, review: Review, now: datetime) -> None:
    """The person reads the ruling; a reviewer whose error was overturned does, too, to learn from it."""
    about: dict[str, str | int] = {"project": dispute.project.name, "ruling": dispute.ruling}
    people = {dispute.contributor.user_id, dispute.raised_by_id}
    sentence = DECIDED[DisputeState(dispute.state)]
    tell(
        sorted(people),
        kind="dispute",
        sentence=sentence,
        about=about,
        lines=["{ruling}"],
        address=ADDRESS,
        now=now,
    )
    if dispute.state == DisputeState.OVERTURNED:
        tell(
            [review.reviewer_id],
            kind="dispute",
            sentence=REVIEW_OVERTURNED,
            about=about,
            lines=["{ruling}"],
            now=now,
        )


def _locked(review: Review) -> Review:
    """Disputes of one review are decided one after the other, so that each sees those before it.

    Rows of reviews never change, so the lock is one that readers do not wait for.
    """
    found = Review.objects.select_related("project", "contributor", "taxonomy", "judgment")
    return found.select_for_update(no_key=True, of=["self"]).get(pk=review.pk)
