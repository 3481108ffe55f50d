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
