"""Planted reviews: judgments whose right verdict is known are shown to reviewers as any other."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.quality.enums import ReviewItemState, ReviewPurpose, ReviewTier
from assay.quality.models import PlantedReview, Review, ReviewItem
from assay.quality.queries.due import due_after
from assay.quality.queries.review import plan_of
from assay.quality.rules.review import NEEDS_REASON, PLANTED_BEFORE, STANDS_ELSEWHERE
from assay.work.models import Judgment

# Who reviewed within it is at work: nothing is planted for who has left.
AT_WORK = timedelta(days=14)


def plant(
    by: User, *, project: Project, judgment: Judgment, is_correct: bool, reason: str, now: datetime
) -> PlantedReview:
    """Let reviewers find this judgment, of which it is known whether it passes, and why."""
    require(by, project, Permission.MANAGE_QUALITY)
    if judgment.project_id != project.pk or judgment.is_gold:
        raise Refused(STANDS_ELSEWHERE(field="judgment"))
    if not reason.strip():
        raise Refused(NEEDS_REASON(field="reason"))
    with transaction.atomic():
        act_as(by)
        made, is_new = PlantedReview.objects.get_or_create(
            judgment=judgment,
            defaults={
                "project": project,
                "is_correct": is_correct,
                "reason": reason.strip()[:2000],
                "created_at": now,
                "created_by": by,
            },
        )
        if not is_new:
            raise Refused(PLANTED_BEFORE())
        return made


def retire_planted(by: User, *, planted: PlantedReview, now: datetime) -> None:
    """Nobody is shown it any more; what was found out with it stays."""
    require(by, planted.project, Permission.MANAGE_QUALITY)
    with transaction.atomic():
        act_as(by)
        PlantedReview.objects.filter(pk=planted.pk, retired_at=None).update(retired_at=now)
        waiting = ReviewItem.objects.filter(planted=planted, state=ReviewItemState.OPEN)
        waiting.update(state=ReviewItemState.CLOSED)


def lay_out(*, now: datetime) -> int:
    """Each reviewer at work gets one planted judgment at a time that is new to them; how many were laid out."""
    n = 0
    for planted in PlantedReview.objects.filter(retired_at=None).select_related(
        "judgment__task", "project__calendar"
    ):
        seen = ReviewItem.objects.filter(planted=planted, reserved_for=OuterRef("pk"))
        at_hand = ReviewItem.objects.filter(
            project=planted.project,
            purpose=ReviewPurpose.PLANTED,
            reserved_for=OuterRef("pk"),
            state=ReviewItemState.OPEN,
        )
        own = Judgment.objects.filter(task=planted.judgment.task_id, contributor__user=OuterRef("pk"))
        known = Review.objects.filter(judgment=planted.judgment_id, reviewer=OuterRef("pk"))
        at_work = Review.objects.filter(project=planted.project, reviewed_at__gt=now - AT_WORK)
        people = User.objects.filter(pk__in=at_work.values("reviewer")).exclude(pk=planted.created_by_id or 0)
        for person in people.filter(~Exists(seen), ~Exists(at_hand), ~Exists(own), ~Exists(known)):
            n += _lay(planted, person, now)
    return n


def _lay(planted: PlantedReview, person: User, now: datetime) -> int:
    """In the tier in which the person reviews, as that plan's other reviews look."""
    judgment = planted.judgment
    last = Review.objects.filter(project=planted.project, reviewer=person).select_related("item").latest("pk")
    if last.tier == ReviewTier.SITE and judgment.site_id != last.item.site_id:
        return 0
    plan = plan_of(judgment.stage_id, last.tier)
    _, is_new = ReviewItem.objects.get_or_create(
        planted=planted,
        reserved_for=person,
        defaults={
            "project": planted.project,
            "stage_id": judgment.stage_id,
            "judgment": judgment,
            "task_id": judgment.task_id,
            "contributor_id": judgment.contributor_id,
            "vendor_id": judgment.vendor_id,
            "site_id": judgment.site_id,
            "market_id": judgment.market_id,
            "tier": last.tier,
            "purpose": ReviewPurpose.PLANTED,
            "is_blind": plan.is_blind if plan else False,
            "plan": plan,
            "sampled_at": now,
            "due_at": due_after(planted.project, now, plan.due_hours) if plan else None,
        },
    )
    return int(is_new)
