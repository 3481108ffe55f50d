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


class AcceptanceState(models.TextChoices):
    """What the requester says of a release that is ready; silence is an answer, too."""

    AWAITED = "awaited", "Awaiting the requester"
    ACCEPTED = "accepted", "Accepted"
    LAPSED = "lapsed", "Accepted by silence"
    REJECTED = "rejected", "Rejected"
    SUPERSEDED = "superseded", "Superseded"
