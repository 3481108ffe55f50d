"""What labelers do by themselves."""

from datetime import datetime

from assay.kit.jobs import every_minute
from assay.labelers.actions import asking, predicting, training
from assay.labelers.actions.asking import look_after_endpoints
from assay.labelers.actions.looking_after import look_after_labelers

__all__ = ["asking", "predicting", "training"]


@every_minute
def use_predictions(now: datetime) -> None:
    look_after_endpoints(now=now)
    look_after_labelers(now=now)
