"""The fixed words of `delivery`."""

from django.db import models


class ReleaseKind(models.TextChoices):
    TRAIN = "train", "Training items"
    TEST = "test", "Test items"
    ALL = "all", "Evaluation only: training and test items"


class ReleaseState(models.TextChoices):
    BUILDING = "building", "Building"
    READY = "ready", "Ready"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"
