"""Adaptive consensus: what was learnt of the crowd, and why each task took no more judgments."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.projects.models import LabelSchemaVersion, Stage
from assay.quality.enums import StoppingBecause, StoppingOutcome
from assay.work.models import Task


class StoppingFit(Identified):
    """The crowd and the thresholds of one question, as of some judgment; replaced by newer ones, never changed."""

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    question = models.CharField(max_length=60)
    schema_version = models.ForeignKey(LabelSchemaVersion, models.PROTECT, related_name="+", db_index=False)
    classes = models.JSONField(help_text="The answers, in the order of the arrays.")
    contributors = models.JSONField(help_text="Inner ids, in the order of the arrays.")
    arrays = models.BinaryField(help_text="Crowd and outlook of assay.stats, as NumPy's .npz.")
    thresholds = models.JSONField(
        help_text="Class (-1: every other) to the posterior that the target demands."
    )
    futility_below = models.FloatField(default=0.0)
    n_gold = models.IntegerField()
    n_stopped_right = models.IntegerField(help_text="Of the gold that the thresholds would have stopped.")
    n_stopped = models.IntegerField()
    n_judgments = models.BigIntegerField()
    last_judgment_id = models.BigIntegerField()
    labels_moved_share = models.FloatField(null=True, help_text="Of labels, by this fit; empty: the first.")
    fitted_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["stage", "question", "-id"], name="quality_fit_newest")]


class StoppingDecision(models.Model):
    """Why a task of an adaptive stage takes no more judgments; by the least sure of its questions."""

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", db_index=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="stopping_decisions")
    outcome = models.CharField(max_length=10, choices=StoppingOutcome)
    because = models.CharField(max_length=16, blank=True, choices=StoppingBecause)
    is_audited = models.BooleanField(help_text="Of the random share that never stops early.")
    n_judgments = models.IntegerField()
    question = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    probability = models.FloatField(null=True)
    threshold = models.FloatField(null=True)
    fit = models.ForeignKey(StoppingFit, models.PROTECT, null=True, related_name="+", db_index=False)
    n_would = models.IntegerField(
        null=True, help_text="Of an audited task: judgments after which the rule would have stopped it."
    )
    is_same = models.BooleanField(
        null=True, help_text="Of an audited task: its labels then are those of all judgments."
    )
    decided_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "stage"], name="quality_stopping_once"),
        ]


class StoppingTally(models.Model):
    """Sums of decisions, kept with them, so that no page counts tasks."""

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", db_index=False)
    outcome = models.CharField(max_length=10, choices=StoppingOutcome)
    is_audited = models.BooleanField()
    n_tasks = models.BigIntegerField(default=0)
    n_judgments = models.BigIntegerField(default=0)
    n_would = models.BigIntegerField(default=0)
    n_same = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stage", "outcome", "is_audited"], name="quality_tally_once"),
        ]


class AdaptiveProgress(models.Model):
    """How far decisions have come in a stage: tasks done up to this moment were looked at."""

    stage = models.OneToOneField(Stage, models.CASCADE, related_name="+")
    done_until = models.DateTimeField()
    item_id = models.BigIntegerField(default=0)
