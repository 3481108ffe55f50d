"""What labelers do by themselves."""

from datetime import datetime

from assay.kit.jobs import every_minute
from assay.labelers.actions import predicting, training
from assay.labelers.actions.looking_after import look_after_labelers

__all__ = ["predicting", "training"]


@every_minute
def use_predictions(now: datetime) -> None:
    look_after_labelers(now=now)
