"""Reviews of withdrawn tasks are closed, and open again when the task comes back."""

from collections.abc import Sequence

from assay.quality.enums import ReviewItemState
from assay.quality.models import ReviewItem


def close_reviews(task_ids: Sequence[int]) -> int:
    """What was withdrawn needs no review so long as it is; how many waited."""
    waiting = ReviewItem.objects.filter(task_id__in=task_ids, state=ReviewItemState.OPEN)
    return waiting.update(state=ReviewItemState.CLOSED, held_by=None, held_at=None, held_until=None)


def reopen_reviews(task_ids: Sequence[int]) -> int:
    """What came back is reviewed after all; how many wait again."""
    closed = ReviewItem.objects.filter(task_id__in=task_ids, state=ReviewItemState.CLOSED)
    return closed.update(state=ReviewItemState.OPEN)
