"""Reviews of withdrawn tasks are closed, and open again when the task comes back."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from assay.quality.enums import ReviewItemState
from assay.quality.models import ReviewItem


def close_reviews(task_ids: Sequence[int]) -> int:
    """What was withdrawn needs no review so long as it is; how many waited."""
    waiting = ReviewItem.objects.filter(task_id__in=task_ids, state=ReviewItemState.OPEN)
    return waiting.update(state=ReviewItemState.CLOSED, held_by=None, held_at=None, held_until=None)


def reopen_reviews(task_ids: Sequence[int], *, now: datetime) -> int:
    """What came back is reviewed after all; how many wait again."""
    of_tasks = ReviewItem.objects.filter(task_id__in=task_ids)
    offer_again(of_tasks, now=now)
    closed = of_tasks.filter(state=ReviewItemState.CLOSED)
    return closed.update(state=ReviewItemState.OPEN, held_until=now)


def offer_again(items: QuerySet[ReviewItem], *, now: datetime) -> None:
    """Whose cursor has passed them finds them again, as what was held until now."""
    waiting = items.filter(Q(held_until=None) | Q(held_until__lte=now), state=ReviewItemState.OPEN)
    waiting.update(held_until=now)
