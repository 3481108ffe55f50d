"""Once a minute: predictions are put to use, checked by what has become known, and labelers that drift called back."""

from datetime import datetime

from assay.labelers.actions.applying import AT_ONCE, apply_due
from assay.labelers.actions.checking import check_gold, check_left
from assay.labelers.actions.uses import call_back_if_drifted
from assay.labelers.queries.uses import working_uses

MOST_ROUNDS = 10


def look_after_labelers(*, now: datetime) -> None:
    """A labeler that has drifted is called back before anything more of it is used."""
    for use in working_uses():
        check_gold(use.version, now=now)
        check_left(use, now=now)
        if call_back_if_drifted(use, now=now) is not None:
            continue
        for _ in range(MOST_ROUNDS):
            if apply_due(use, now=now) < AT_ONCE:
                break
