"""Once a minute: predictions are put to use, checked by what has become known, and labelers that drift called back."""

import logging
from datetime import datetime

from assay.labelers.actions.applying import AT_ONCE, apply_due
from assay.labelers.actions.checking import check_gold, check_left
from assay.labelers.actions.rating import rate_due
from assay.labelers.actions.uses import call_back
from assay.labelers.enums import UseMode
from assay.labelers.models import LabelerUse, UseProgress
from assay.labelers.queries.drift import Alarm, followed
from assay.labelers.queries.uses import working_uses

MOST_ROUNDS = 10
log = logging.getLogger(__name__)


def look_after_labelers(*, now: datetime) -> None:
    """What fails of one use is logged, and keeps no other from its minute."""
    for use in working_uses():
        try:
            _look_after(use, now)
        except Exception:
            log.exception("Labeler %s could not be looked after", use.labeler.uid)


def _look_after(use: LabelerUse, now: datetime) -> None:
    """A labeler that has drifted is called back before anything more of it is used."""
    if use.mode == UseMode.RATE:
        rate_due(use, now=now)
        return
    check_gold(use.version, now=now)
    check_left(use, now=now)
    if alarm := _follow(use):
        call_back(use, alarm, now=now)
        return
    for _ in range(MOST_ROUNDS):
        if apply_due(use, now=now) < AT_ONCE:
            break


def _follow(use: LabelerUse) -> Alarm | None:
    """Keeps how far it was followed; an alarm is found again in the next minute where the labeler is busy in this."""
    progress = UseProgress.objects.get(use=use)
    found = followed(use, progress)
    if found.alarm is None and found.checked_id != progress.checked_id:
        UseProgress.objects.filter(pk=progress.pk).update(
            checked_id=found.checked_id,
            passed_id=found.passed_id,
            n_since=found.n,
            n_wrong_since=found.n_wrong,
        )
    return found.alarm
