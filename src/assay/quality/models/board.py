"""The agreement board: what one run found, in rows that a page reads without counting anything."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, Market, User
from assay.projects.models import GuidelineVersion, LabelSchemaVersion, Project, Stage
from assay.quality.enums import BoardGrain, BoardStep
from assay.work.models import Task


class BoardRun(Identified):
    """Everything that people had judged at a stage at one moment; newer runs follow, none is changed."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="board_runs")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    schema_version = models.ForeignKey(LabelSchemaVersion, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    as_of = models.DateTimeField(help_text="Judgments that counted at this moment.")
    last_judgment_id = models.BigIntegerField(default=0)
    n_judgments = models.BigIntegerField(default=0)
    n_tasks = models.BigIntegerField(default=0)
    n_contributors = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "number"], name="quality_board_number")
        ]


class BoardCell(models.Model):
    """Agreement on one question: over all of the project, or one market, language or guideline version of it."""

    run = models.ForeignKey(BoardRun, models.CASCADE, related_name="cells", db_index=False)
    question = models.CharField(max_length=60)
    grain = models.CharField(max_length=20, choices=BoardGrain)
    market = models.ForeignKey(Market, models.PROTECT, null=True, related_name="+", db_index=False)
    language = models.CharField(max_length=35, blank=True)
    guideline_version = models.ForeignKey(
        GuidelineVersion, models.PROTECT, null=True, related_name="+", db_index=False
    )
    metric = models.CharField(max_length=10, help_text="Of alpha: nominal, ordinal or interval.")
    n_units = models.BigIntegerField(help_text="Judged items: a task, or one of its results or options.")
    n_paired = models.BigIntegerField(help_text="Of them, judged twice or more: only those count for alpha.")
    n_judgments = models.BigIntegerField(help_text="Of the items judged twice or more.")
    n_contributors = models.BigIntegerField()
    alpha = models.FloatField(null=True)
    alpha_low = models.FloatField(null=True)
    alpha_high = models.FloatField(null=True)
    ac1 = models.FloatField(null=True)
    ac1_low = models.FloatField(null=True)
    ac1_high = models.FloatField(null=True)
    observed = models.FloatField(null=True, help_text="Share of agreeing pairs of judgments of an item.")
    observed_low = models.FloatField(null=True)
    observed_high = models.FloatField(null=True)
    shares = models.JSONField(default=dict, help_text="Answer to its share of all judgments.")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "question", "grain"], name="quality_board_cell")]


class BoardPair(models.Model):
    """Two answers that are given to the same items, and where."""

    run = models.ForeignKey(BoardRun, models.CASCADE, related_name="pairs", db_index=False)
    question = models.CharField(max_length=60)
    market = models.ForeignKey(Market, models.PROTECT, null=True, related_name="+", db_index=False)
    one = models.CharField(max_length=120)
    other = models.CharField(max_length=120)
    n_pairs = models.BigIntegerField(help_text="Pairs of judgments, one saying this and one that.")
    n_units = models.BigIntegerField(help_text="Items to which both answers were given.")
    n_paired = models.BigIntegerField(help_text="Items judged twice or more.")
    tasks = ArrayField(models.BigIntegerField(), help_text="The tasks most evenly divided between the two.")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["run", "question", "market", "-n_units"], name="quality_board_pair")
        ]


class BoardAnswer(models.Model):
    """How far people agree on one answer: where somebody gives it, does another one of the same item?"""

    run = models.ForeignKey(BoardRun, models.CASCADE, related_name="answers", db_index=False)
    question = models.CharField(max_length=60)
    market = models.ForeignKey(Market, models.PROTECT, null=True, related_name="+", db_index=False)
    answer = models.CharField(max_length=120)
    n_units = models.BigIntegerField()
    n_judgments = models.BigIntegerField()
    agreement = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "question", "market"], name="quality_board_answer")]


class BoardTask(models.Model):
    """One of the items on which people disagree most."""

    run = models.ForeignKey(BoardRun, models.CASCADE, related_name="disputed", db_index=False)
    question = models.CharField(max_length=60)
    market = models.ForeignKey(Market, models.PROTECT, null=True, related_name="+", db_index=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="+", db_index=False)
    subject = models.CharField(max_length=200, blank=True)
    answers = models.JSONField(help_text="Answer to how many gave it.")
    n_judgments = models.IntegerField()
    agreement = models.FloatField(null=True, help_text="Share of agreeing pairs of its judgments.")
    entropy = models.FloatField(default=0.0, help_text="Of its answers, in bits: 0 where all are the same.")
    n_disputes = models.IntegerField(
        default=0, help_text="Disputes of errors charged on it that people raised."
    )
    position = models.IntegerField(
        help_text="1 is the most disputed of the question: by disputes, then by entropy."
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "question", "position"], name="quality_board_task")]


class BoardSeries(models.Model):
    """A share over time with its control limits: of one answer, or (no answer) of agreeing pairs."""

    run = models.ForeignKey(BoardRun, models.CASCADE, related_name="series", db_index=False)
    question = models.CharField(max_length=60)
    market = models.ForeignKey(Market, models.PROTECT, null=True, related_name="+", db_index=False)
    answer = models.CharField(max_length=120, blank=True)
    step = models.CharField(max_length=4, choices=BoardStep)
    centre = models.FloatField()
    n_signals = models.IntegerField()
    points = models.JSONField(help_text="Each with its first day, k of n, limits, and the rules it breaks.")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["run", "question", "market", "step"], name="quality_board_series")
        ]


class BoardContributor(models.Model):
    """One contributor's place on the map: how much, how fast, how well."""

    run = models.ForeignKey(BoardRun, models.CASCADE, related_name="contributors", db_index=False)
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+", db_index=False)
    n_judgments = models.BigIntegerField()
    median_seconds = models.FloatField()
    n_compared = models.BigIntegerField(help_text="Answers to items that others had judged, too.")
    agreed_share = models.FloatField(null=True, help_text="Of the others' answers, the share like the own.")
    n_gold = models.BigIntegerField(default=0)
    n_gold_right = models.BigIntegerField(default=0)
    n_reviewed = models.BigIntegerField(default=0, help_text="Sampled by the client's plans, and reviewed.")
    reviewed_share = models.FloatField(
        null=True, help_text="Right after disputes, weighted as if all had been reviewed alike."
    )
    reviewed_low = models.FloatField(null=True)
    reviewed_high = models.FloatField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "-n_judgments"], name="quality_board_person")]
