"""Whether what came to be known of a labeler's answers calls it back, and since when they are in doubt.

A use is followed from the last check on that was followed before: the checks of a version are written one after the
other, so that none turns up behind that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min

from assay.kit.sql import rows
from assay.labelers.models import LabelerUse, PredictionCheck, PredictionFate, UseProgress
from assay.labelers.rules.uses import plan_of
from assay.stats.machines import watch

# What came to be known of its own answers since the use began: what it was not sure of says nothing about them.
_SINCE = """
SELECT c.id, c.is_correct, c.prediction_id FROM labelers_predictioncheck c
JOIN labelers_prediction p ON p.id = c.prediction_id
WHERE c.version_id = %(version)s::bigint AND c.id > %(after)s::bigint AND c.id <= %(upto)s::bigint
  AND c.source IN ('people', 'review') AND c.checked_at >= %(since)s::timestamptz
  AND (%(threshold)s::float8 IS NULL OR p.confidence >= %(threshold)s::float8)
ORDER BY c.id
"""


@dataclass(frozen=True, slots=True)
class Alarm:
    n_checked: int
    n_wrong: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Followed:
    """Where a use stands; of an alarm where it stood before, so that it is found again until it is acted on."""

    alarm: Alarm | None
    checked_id: int
    passed_id: int
    n: int
    n_wrong: int


def followed(use: LabelerUse, progress: UseProgress) -> Followed:
    """What was checked since it was last looked at, followed in the order in which it became known."""
    upto = PredictionCheck.objects.filter(version=use.version_id).aggregate(last=Max("pk"))["last"] or 0
    checked = _checked(use, after=progress.checked_id, upto=upto)
    n, n_wrong = progress.n_since, progress.n_wrong_since
    found = watch((each[1] for each in checked), plan_of(use.target, use.floor), n=n, n_wrong=n_wrong)
    passed_id = checked[found.since - 1][0] if found.n_passed else progress.passed_id
    if found.alarm_at is None:
        return Followed(None, upto, passed_id, found.n, found.n_wrong)
    # Everything from the first answer on that was checked after it was last found good is in doubt.
    doubted = [prediction for _pk, _right, prediction in _checked(use, after=passed_id, upto=upto)]
    alarm = Alarm(found.n, found.n_wrong, _decided_first(use, doubted) or use.set_at)
    return Followed(alarm, progress.checked_id, progress.passed_id, n, n_wrong)


def _checked(use: LabelerUse, *, after: int, upto: int) -> list[tuple[int, bool, int]]:
    """Check, whether it was right, and prediction."""
    of = {"version": use.version_id, "since": use.set_at, "threshold": use.threshold}
    found = rows(_SINCE, {**of, "after": after, "upto": upto})
    return [(pk, is_right, prediction) for pk, is_right, prediction in found]


def _decided_first(use: LabelerUse, predictions: Sequence[int]) -> datetime | None:
    """When the first of them was decided on, under any use of the version at the stage."""
    found = PredictionFate.objects.filter(use__version=use.version_id, use__stage=use.stage_id)
    first: datetime | None = found.filter(prediction__in=predictions).aggregate(at=Min("decided_at"))["at"]
    return first
