"""Reviews as reviewers see them: what they may take next, and one judgment with everything to decide by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Answers are JSON.
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import GuidelineVersion, Project, Stage
from assay.projects.queries.permission import is_allowed, visible_projects
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.label_schema import LabelSchema
from assay.quality.enums import ReviewItemState, ReviewPurpose, ReviewTier
from assay.quality.models import ErrorType, PlantedReview, Review, ReviewItem, ReviewPlan
from assay.quality.queries.reach import reaching
from assay.quality.queries.taxonomy import taxonomy_of, types_for
from assay.quality.rules.review import OWN_WORK, Reviewer
from assay.work.models import Claim, Judgment, Retracted


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """What a reviewer decides by. `answers` is None so long as a blind review waits for the reviewer's own."""

    item: ReviewItem
    schema: LabelSchema
    answers: Mapping[str, Any] | None
    own_answers: Mapping[str, Any] | None
    guideline: GuidelineVersion | None
    error_types: tuple[ErrorType, ...]
    author: str


def reviewable(user: User, project: Project) -> list[QuerySet[ReviewItem]]:
    """Items the person's role reaches, per tier: a vendor's people review their own site's, others the client's."""
    reach = reaching(user, project, Permission.REVIEW)
    items = ReviewItem.objects.filter(project=project)
    found = []
    if reach.whole:
        client = items.filter(reach.rows_of_whole(), tier=ReviewTier.CLIENT)
        if not is_allowed(user, project, Permission.AUDIT):
            client = client.exclude(purpose=ReviewPurpose.AUDIT)
        found.append(client)
    if reach.people:
        found.append(items.filter(reach.rows_of_people(), tier=ReviewTier.SITE))
    return found


def open_to(user: User, items: QuerySet[ReviewItem], now: datetime) -> QuerySet[ReviewItem]:
    """Of these, what the person may review now: not their own work or review, and in nobody else's hands."""
    mine = {"task": OuterRef("task"), "contributor__user": user}
    had = Exists(Judgment.objects.filter(**mine))
    claimed = Exists(Claim.objects.filter(**mine))
    before = Exists(Review.objects.filter(judgment=OuterRef("judgment"), reviewer=user))
    # Audits and planted ones are about the reviewer: what became of the judgment makes no difference.
    gone = Exists(Retracted.objects.filter(judgment=OuterRef("judgment")))
    counts = ~gone | Q(purpose__in=(ReviewPurpose.AUDIT, ReviewPurpose.PLANTED))
    found = items.filter(state=ReviewItemState.OPEN, task__withdrawn_at=None)
    found = found.filter(Q(reserved_for=None) | Q(reserved_for=user))
    found = found.filter(Q(held_until=None) | Q(held_until__lte=now) | Q(held_by=user))
    return found.filter(counts, ~had, ~claimed, ~before).order_by("position")


def reviewer_of(user: User, item: ReviewItem, now: datetime) -> Reviewer:
    """What ties the person to the item; a role they had before makes no difference."""
    mine = {"task": item.task_id, "contributor__user": user}
    is_held = item.held_until is not None and item.held_until > now
    return Reviewer(
        had_task=Judgment.objects.filter(**mine).exists() or Claim.objects.filter(**mine).exists(),
        reviewed_it=Review.objects.filter(judgment=item.judgment_id, reviewer=user).exists(),
        is_reserved=item.reserved_for_id not in (None, user.pk),
        somebody_else_holds=is_held and item.held_by_id not in (None, user.pk),
    )


def item_for(user: User, uid: UUID) -> ReviewItem:
    """The item, if it is in the person's reach (else NotFound) and they never had its task (else Refused)."""
    parts = ("project", "stage", "task", "judgment", "market", "contributor", "plan", "audited", "planted")
    item = (
        ReviewItem.objects.select_related(*parts).filter(uid=uid, project__in=visible_projects(user)).first()
    )
    if item is None:
        raise NotFound
    sees_it = _sees_done(user, item)
    if not sees_it and (item.state == ReviewItemState.DONE or not _reaches(user, item)):
        raise NotFound
    person = reviewer_of(user, item, item.sampled_at)
    if person.had_task:
        raise Refused(OWN_WORK())
    if not sees_it and (person.reviewed_it or person.is_reserved):
        raise NotFound
    return item


def _reaches(user: User, item: ReviewItem) -> bool:
    try:
        return any(items.filter(pk=item.pk).exists() for items in reviewable(user, item.project))
    except Refused:
        return False


def _sees_done(user: User, item: ReviewItem) -> bool:
    """What was said is seen by who said it, and by who may see answers and has not to audit it blind."""
    said = Review.objects.filter(item=item)
    if said.filter(reviewer=user).exists():
        return True
    is_audited_now = ReviewItem.objects.filter(audited__item=item, state=ReviewItemState.OPEN).exists()
    if not said.exists() or not is_allowed(user, item.project, Permission.VIEW_ANSWERS):
        return False
    return not (is_audited_now and is_allowed(user, item.project, Permission.AUDIT))


def case_of(item: ReviewItem) -> ReviewCase:
    """Who made the judgment is told only where the plan does not blind, and never of audits."""
    judgment = item.judgment
    is_told = not item.is_blind and item.purpose != ReviewPurpose.AUDIT
    is_waiting = item.is_blind and item.own_answers is None and item.state == ReviewItemState.OPEN
    taxonomy = taxonomy_of(item.project)
    return ReviewCase(
        item=item,
        schema=parsed_schema(judgment.schema_version_id),
        answers=None if is_waiting else judgment.answers,
        own_answers=item.own_answers,
        guideline=judgment.guideline_version,
        error_types=tuple(types_for(taxonomy, item.market)) if taxonomy else (),
        author=item.contributor.pseudonym if is_told and item.contributor else "",
    )


def plan_of(stage_id: int, tier: str = ReviewTier.CLIENT) -> ReviewPlan | None:
    """The plan in force."""
    return ReviewPlan.objects.filter(stage=stage_id, tier=tier).order_by("-number").first()


def planned_stages() -> list[tuple[Stage, str]]:
    """Every stage and tier with a plan."""
    pairs = ReviewPlan.objects.order_by("stage", "tier").values_list("stage", "tier").distinct()
    stages = Stage.objects.select_related("project__calendar").in_bulk({stage for stage, _ in pairs})
    return [(stages[stage], tier) for stage, tier in pairs]


def judgment_in(project: Project, uid: UUID) -> Judgment:
    """A judgment of the project; NotFound otherwise."""
    found = Judgment.objects.filter(project=project, uid=uid).first()
    if found is None:
        raise NotFound
    return found


def is_planted(judgment: Judgment) -> bool:
    """Whether reviewers are shown it with a verdict that is known."""
    return PlantedReview.objects.filter(judgment=judgment).exists()
