"""The fixed words of `quality`."""

from django.db import models


class RunState(models.TextChoices):
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class ConsensusMethod(models.TextChoices):
    AUTO = "auto", "Auto: three models averaged"
    MAJORITY = "majority", "Majority vote"
    DAWID_SKENE = "dawid_skene", "Dawid-Skene"
    HIERARCHICAL = "hierarchical_dawid_skene", "Hierarchical Dawid-Skene"


class AdjudicationSource(models.TextChoices):
    FLAG = "flag", "Flagged by the requester"
    UNDECIDED = "undecided", "Undecided at the highest overlap"


class AdjudicationState(models.TextChoices):
    OPEN = "open", "Open"
    DECIDED = "decided", "Decided"
    CLOSED = "closed", "Closed without an answer"


class Verdict(models.TextChoices):
    UPHELD = "upheld", "The label was wrong"
    NOT_UPHELD = "not_upheld", "The label was right"
    DECIDED = "decided", "Decided"
