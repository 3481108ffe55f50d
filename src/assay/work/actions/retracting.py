"""A judgment no longer counts, or counts again: a row each, and nothing of the judgment changes."""

from datetime import datetime

from assay.kit.reasons import Refused
from assay.people.models import User
from assay.work.models import Judgment, Restoration, Retracted, Retraction
from assay.work.rules import reasons

# The number of the next retraction of the judgment `id`: the same again while one is in force, so that it conflicts.
NTH = """1 + (SELECT count(*) FROM work_retraction before
        JOIN work_restoration restored ON restored.retraction_id = before.id WHERE before.judgment_id = theirs.id)"""


def retract(by: User | None, *, judgment: Judgment, reason: str, now: datetime) -> Retraction:
    """Within the caller's transaction, who holds the task; what does not count already is refused."""
    if Retracted.objects.filter(judgment=judgment).exists():
        raise Refused(reasons.ALREADY_UNDONE())
    n_restored = Restoration.objects.filter(retraction__judgment=judgment).count()
    return Retraction.objects.create(
        judgment=judgment, nth=n_restored + 1, reason=reason[:200], retracted_at=now, retracted_by=by
    )


def restore(by: User | None, *, retraction: Retraction, reason: str, now: datetime) -> Restoration:
    """Within the caller's transaction, who holds the task and counts the judgment in again."""
    return Restoration.objects.create(
        retraction=retraction, reason=reason[:200], restored_at=now, restored_by=by
    )
