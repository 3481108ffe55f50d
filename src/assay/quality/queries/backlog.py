"""The backlog of reviews: what waits for a person, how late it is, and what was said so far."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.quality.enums import ReviewItemState, ReviewPurpose
from assay.quality.models import Review, ReviewItem
from assay.quality.queries.review import open_to, reviewable

# Pages count no further: beyond it the figure says "more than".
MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Backlog:
    n_waiting: int
    n_late: int
    oldest_at: datetime | None


def waiting_for(user: User, project: Project, now: datetime) -> QuerySet[ReviewItem]:
    """What the person may review now, in the order in which it is handed out."""
    items = reduce(or_, reviewable(user, project))
    return open_to(user, items, now).select_related("task", "judgment", "market")


def counts_for(user: User, project: Project, now: datetime) -> Backlog:
    """How much waits, and since when."""
    waiting = open_to(user, reduce(or_, reviewable(user, project)), now)
    oldest = waiting.values_list("sampled_at", flat=True).first()
    late = waiting.filter(due_at__lt=now)
    return Backlog(waiting[:MOST_COUNTED].count(), late[:MOST_COUNTED].count(), oldest)


def reviews_seen_by(user: User, project: Project, given: Collection[Permission]) -> QuerySet[Review]:
    """Own reviews; who may see answers sees all, but not of their own work, nor what they may have to audit blind."""
    found = Review.objects.filter(project=project).order_by("-reviewed_at", "-pk")
    found = found.select_related("item", "judgment__task", "reviewer", "contributor")
    found = found.prefetch_related("errors__error_type")
    mine = Q(reviewer=user)
    if not {Permission.VIEW_ANSWERS, Permission.MANAGE_QUALITY} & set(given):
        return found.filter(mine)
    shown = ~Q(contributor__user=user)
    if Permission.AUDIT in given:
        # Asked of one review after the other: a page of many must not read the rest.
        shown &= ~Q(Exists(ReviewItem.objects.filter(audited=OuterRef("pk"), state=ReviewItemState.OPEN)))
    return found.filter(mine | shown)


def reviews_of_task(task_id: int, stage_id: int | None = None) -> QuerySet[Review]:
    """What was said of a task's judgments, in order; not what an audit that is open must not know."""
    found = Review.objects.filter(item__task=task_id).exclude(purpose=ReviewPurpose.PLANTED)
    if stage_id is not None:
        found = found.filter(stage=stage_id)
    found = found.exclude(audit__state=ReviewItemState.OPEN).select_related(
        "judgment", "reviewer", "contributor"
    )
    return found.prefetch_related("errors__error_type").order_by("reviewed_at", "pk")
