"""The fixed words of `intake`."""

from django.db import models


class RequestState(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    CLARIFYING = "clarifying", "Clarifying"
    FEASIBLE = "feasible", "Feasible"
    NOT_FEASIBLE = "not_feasible", "Not feasible"
    APPROVED = "approved", "Approved"
    IN_DELIVERY = "in_delivery", "In delivery"
    ACCEPTED = "accepted", "Accepted"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Purpose(models.TextChoices):
    """What the labels are for."""

    TRAIN = "train", "Train a model"
    EVALUATE = "evaluate", "Evaluate a model"
    MONITOR = "monitor", "Monitor what is live"


class Cadence(models.TextChoices):
    ONE_OFF = "one_off", "Once"
    WEEKLY = "weekly", "Every week"
    CONTINUOUS = "continuous", "Continuously"


class Sensitivity(models.TextChoices):
    """Who may see the content."""

    PUBLIC = "public", "Public: everybody could see it anyway"
    INTERNAL = "internal", "Internal: nothing personal in it"
    PERSONAL = "personal", "Personal: it names or shows people"
    DISTURBING = "disturbing", "Disturbing: it may harm who looks at it"


class QualityUnit(models.TextChoices):
    """What the accuracy that is asked for counts."""

    ITEMS = "items", "of items wholly right"
    LABELS = "labels", "of single answers right"
    WEIGHTED = "weighted", "weighted by severity of errors"


class Part(models.TextChoices):
    """Which part somebody has in a request: the first two are named in it, the last follows from a role."""

    REQUESTER = "requester", "Requester"
    APPROVER = "approver", "Approver"
    JUDGE = "judge", "Project owner"


class ChangeState(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
