"""Whether what came to be known of a labeler's answers calls it back, and since when they are in doubt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from assay.kit.sql import rows
from assay.labelers.models import LabelerUse, PredictionFate
from assay.labelers.rules.uses import plan_of
from assay.stats.machines import watch

# What came to be known of its own answers since the use began: what it was not sure of says nothing about them.
_SINCE = """
SELECT c.is_correct, c.prediction_id FROM labelers_predictioncheck c
JOIN labelers_prediction p ON p.id = c.prediction_id
WHERE c.version_id = %(version)s::bigint AND c.source IN ('people', 'review') AND c.checked_at >= %(since)s::timestamptz
  AND (%(threshold)s::float8 IS NULL OR p.confidence >= %(threshold)s::float8)
ORDER BY c.id
"""


@dataclass(frozen=True, slots=True)
class Alarm:
    n_checked: int
    n_wrong: int
    since: datetime


def alarm_of(use: LabelerUse) -> Alarm | None:
    """What was checked since the use began, followed in the order in which it became known."""
    params = {"version": use.version_id, "since": use.set_at, "threshold": use.threshold}
    checked = rows(_SINCE, params)
    found = watch((is_right for is_right, _prediction in checked), plan_of(use.target, use.floor))
    if found.alarm_at is None:
        return None
    # Everything from the first answer on that was checked after it was last found good is in doubt.
    doubted = [prediction for _right, prediction in checked[found.since :]]
    return Alarm(found.n, found.n_wrong, _decided_first(use, doubted) or use.set_at)


def _decided_first(use: LabelerUse, predictions: Sequence[int]) -> datetime | None:
    """When the first of them was decided on, under any use of the version at the stage."""
    found = PredictionFate.objects.filter(use__version=use.version_id, use__stage=use.stage_id)
    first: datetime | None = found.filter(prediction__in=predictions).aggregate(at=Min("decided_at"))["at"]
    return first
