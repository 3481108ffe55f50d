"""Disputes as those see them who raise or decide them, and what reviews are worth after them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.queries.scope import led_by
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require, visible_projects
from assay.quality.enums import DisputeState, ReviewPurpose
from assay.quality.models import Dispute, Review, ReviewAdjustment, ReviewError
from assay.quality.rules.disputes import WITHIN, Arbitrator, Disputant, adjusted
from assay.quality.rules.review import Found, Weighed
from assay.work.models import Claim, Judgment

# Audits and planted reviews are about the reviewer, and held against nobody else.
DISPUTABLE = (ReviewPurpose.SAMPLE, ReviewPurpose.LOT, ReviewPurpose.RECHECK)


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A review after its disputes, how many errors are left, and since when it is no longer as it was."""

    found: Found
    n_errors: int
    since: datetime


def charged_to(user: User, project: Project | None = None) -> QuerySet[Review]:
    """Reviews that hold something against the person, or against people of the site they lead; newest first."""
    people = Q(contributor__user=user) | Q(contributor__in=led_by(user).values("pk"))
    found = Review.objects.filter(people, purpose__in=DISPUTABLE)
    found = found.filter(Q(is_correct=False) | Q(n_errors__gt=0))
    if project is not None:
        found = found.filter(project=project)
    parts = ("project", "contributor", "judgment", "judgment__task")
    return (
        found.select_related(*parts)
        .prefetch_related("errors__error_type", "errors__disputes", "disputes")
        .order_by("-reviewed_at", "-pk")
    )


def review_for(user: User, uid: UUID) -> Review:
    """A review that is held against the person or against somebody they lead; NotFound otherwise."""
    found = charged_to(user).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def disputant_of(user: User, review: Review, error: ReviewError | None, now: datetime) -> Disputant:
    contributor = review.contributor
    disputed = Dispute.objects.filter(review=review, error=error)
    return Disputant(
        is_the_person=contributor is not None and contributor.user_id == user.pk,
        leads_their_site=contributor is not None and led_by(user).filter(pk=contributor.pk).exists(),
        is_charged=review.purpose in DISPUTABLE and (error is not None or not review.is_correct),
        is_late=disputable_until(review) < now,
        days=(disputable_until(review) - review.reviewed_at).days,
        was_disputed=disputed.exists(),
    )


def disputable_until(review: Review) -> datetime:
    """By the limit that the project had when the review was written."""
    return review.disputable_until or review.reviewed_at + WITHIN


def arbitrator_of(user: User, dispute: Dispute) -> Arbitrator:
    """What ties the person to the case; a role they had before makes no difference."""
    task = dispute.review.judgment.task_id
    mine = {"task": task, "contributor__user": user}
    return Arbitrator(
        is_the_person=dispute.contributor.user_id == user.pk,
        reviewed_it=Review.objects.filter(judgment=dispute.review.judgment_id, reviewer=user).exists(),
        raised_it=dispute.raised_by_id == user.pk,
        had_task=Judgment.objects.filter(**mine).exists() or Claim.objects.filter(**mine).exists(),
    )


def disputes_of(project: Project, *, is_open: bool) -> QuerySet[Dispute]:
    """Open ones by when they are due, decided ones newest first."""
    found = _disputes().filter(project=project)
    if is_open:
        return found.filter(state=DisputeState.OPEN).order_by("due_at", "pk")
    return found.exclude(state=DisputeState.OPEN).order_by("-decided_at", "-pk")


def open_to(user: User, project: Project) -> QuerySet[Dispute]:
    """What the person may arbitrate: nothing of their own work, review or raising."""
    had = Exists(Claim.objects.filter(task=OuterRef("review__judgment__task"), contributor__user=user))
    judged = Exists(Judgment.objects.filter(task=OuterRef("review__judgment__task"), contributor__user=user))
    reviewed = Exists(Review.objects.filter(judgment=OuterRef("review__judgment"), reviewer=user))
    found = disputes_of(project, is_open=True).exclude(raised_by=user).exclude(contributor__user=user)
    return found.filter(~had, ~judged, ~reviewed)


def dispute_for(user: User, uid: UUID) -> Dispute:
    """One that the person raised or is about, or of a project in sight where they arbitrate."""
    own = Q(contributor__user=user) | Q(raised_by=user)
    found = _disputes().filter(Q(project__in=visible_projects(user)) | own, uid=uid).first()
    if found is None:
        raise NotFound
    if user.pk not in {found.contributor.user_id, found.raised_by_id}:
        require(user, found.project, Permission.ARBITRATE)
    return found


def adjustments_from_scratch(reviews: Iterable[Review]) -> dict[int, Adjusted]:
    """By review: what is left after every dispute that was overturned; reviews without one are left out."""
    found: dict[int, Adjusted] = {}
    for review in reviews:
        overturned = [each for each in review.disputes.all() if each.state == DisputeState.OVERTURNED]
        if overturned:
            found[review.pk] = adjusted_review(review, overturned)
    return found


def adjusted_review(review: Review, overturned: Sequence[Dispute]) -> Adjusted:
    """Of one dispute or more, all of them decided."""
    gone = {each.error_id for each in overturned}
    errors = {each.pk: Weighed(each.severity, each.weight) for each in review.errors.all()}
    whole = None in gone
    fails_at = review.taxonomy.fails_at if review.taxonomy else 1.0
    lost = {pk for pk in gone if pk is not None}
    left = adjusted(review.verdict, errors, lost, is_overturned=whole, fails_at=fails_at)
    since = min(each.decided_at for each in overturned if each.decided_at is not None)
    return Adjusted(left, 0 if whole else len(errors.keys() - lost), since)


def has_fallen(review: Review) -> bool:
    """Whether disputes have overturned everything that the review's verdict rested on."""
    left = ReviewAdjustment.objects.filter(review=review).first()
    return left is not None and left.is_correct and left.n_errors == 0


def errors_left(review: Review) -> QuerySet[ReviewError]:
    """The errors of a review that no dispute has overturned."""
    return review.errors.exclude(disputes__state=DisputeState.OVERTURNED)


def _disputes() -> QuerySet[Dispute]:
    return Dispute.objects.select_related(
        "project",
        "contributor",
        "contributor__user",
        "raised_by",
        "decided_by",
        "error__error_type",
        "review__judgment__task",
        "review__judgment__guideline_version",
        "review__taxonomy",
    )
