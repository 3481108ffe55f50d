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


class ContentSeverity(models.IntegerChoices):
    """How hard content is to look at."""

    NONE = 0, "Benign"
    MILD = 1, "Mild"
    MODERATE = 2, "Moderate"
    HIGH = 3, "High"
    EXTREME = 4, "Extreme"


class ContentCategory(models.TextChoices):
    """What makes content hard to look at; a person may opt out of any."""

    VIOLENCE = "violence", "Violence and injury"
    SEXUAL = "sexual", "Nudity and sexual content"
    CHILD_SAFETY = "child_safety", "Harm to children"
    SELF_HARM = "self_harm", "Suicide and self-harm"
    HATE = "hate", "Hate and harassment"
    EXTREMISM = "extremism", "Terrorism and extremism"
    ANIMALS = "animals", "Cruelty to animals"
    OTHER = "other", "Something else that disturbs"


class ItemState(models.IntegerChoices):
    """Where one task stands in one stage's queue."""

    OPEN = 1, "Open"
    DONE = 2, "Done"
    PARKED = 3, "Parked"
    WITHDRAWN = 4, "Withdrawn"
    REUSED = 5, "Label reused"
    MACHINE = 6, "Answered by a machine"


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
