"""The fixed words of `work`."""

from django.db import models


class BatchState(models.TextChoices):
    PREPARING = "preparing", "Preparing"
    OPEN = "open", "Open"
    PAUSED = "paused", "Paused"
    DONE = "done", "Done"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Priority(models.IntegerChoices):
    URGENT = 1, "Urgent"
    HIGH = 2, "High"
    NORMAL = 3, "Normal"
    LOW = 4, "Low"


class ItemState(models.IntegerChoices):
    """Where one task stands in one stage's queue."""

    OPEN = 1, "Open"
    DONE = 2, "Done"
    PARKED = 3, "Parked"
    WITHDRAWN = 4, "Withdrawn"
    REUSED = 5, "Label reused"


class RowOutcome(models.TextChoices):
    """What became of a row of a file that is reported."""

    BAD = "bad", "Left out: bad"
    SKIPPED = "skipped", "Left out: same content"
    DUPLICATE = "duplicate", "Came in: same content"


class ClaimState(models.IntegerChoices):
    """Below 10 the claim holds: the same person never gets the same task at the same stage again."""

    OPEN = 1, "Open"
    SUBMITTED = 2, "Submitted"
    SKIPPED = 3, "Skipped"
    RELEASED = 11, "Released"
    EXPIRED = 12, "Expired"
    WITHDRAWN = 13, "Withdrawn"


class SkipReason(models.TextChoices):
    UNCLEAR_GUIDELINE = "unclear_guideline", "The guideline does not say"
    CONTENT_BROKEN = "content_broken", "The content is missing or broken"
    WRONG_LANGUAGE = "wrong_language", "Wrong language or market"
    NOT_COMFORTABLE = "not_comfortable", "I do not want to look at this"
    OTHER = "other", "Something else"


class ReportKind(models.TextChoices):
    """What cannot wait for triage."""

    ILLEGAL = "illegal", "This looks illegal"
    IMMINENT_HARM = "imminent_harm", "Somebody is in danger now"


class ReportOutcome(models.TextChoices):
    CONFIRMED = "confirmed", "Confirmed: the task stays out"
    UNFOUNDED = "unfounded", "Unfounded: the task comes back"
