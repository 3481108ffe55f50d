"""What labelers do when something below them changes."""

from datetime import datetime

from assay.kit.hooks import subscribe
from assay.labelers.actions.checking import check_review
from assay.quality.models import Review


@subscribe("quality.reviewed")
def reviewed(review: Review, now: datetime, **_more: object) -> None:
    """What a reviewer found of a machine's judgment says how right the machine is."""
    check_review(review, now=now)
