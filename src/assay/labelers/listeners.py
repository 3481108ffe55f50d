"""What labelers do when something below them changes."""

from collections.abc import Sequence
from datetime import datetime

from assay.kit.hooks import subscribe
from assay.labelers.actions.checking import check_again, check_review
from assay.quality.models import Review


@subscribe("quality.reviewed")
def reviewed(review: Review, now: datetime, **_more: object) -> None:
    """What a reviewer found of a machine's judgment says how right the machine is."""
    check_review(review, now=now)


@subscribe("work.tasks_reinstated")
def reinstated(task_ids: Sequence[int], **_more: object) -> None:
    """While they were away a run may have been compared with the rest."""
    check_again(task_ids)
