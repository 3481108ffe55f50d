"""A consensus run and the labels it gave: reproducible from its inputs' hash and its parameters."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, User
from assay.projects.models import Project, Stage
from assay.quality.enums import ConsensusMethod, RunState
from assay.work.models import Task


class ConsensusRun(Identified):
    project = models.ForeignKey(Project, models.PROTECT, related_name="consensus_runs")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    method = models.CharField(max_length=40, choices=ConsensusMethod)
    params = models.JSONField(default=dict, help_text="Every parameter, the seed too.")
    engine = models.CharField(max_length=60, help_text="Version of assay.stats, numpy and the processor.")
    as_of = models.DateTimeField(help_text="Judgments that counted at this moment.")
    last_judgment_id = models.BigIntegerField(default=0, help_text="Inputs are judgments up to this one.")
    inputs_sha256 = models.CharField(max_length=64, blank=True)
    result_sha256 = models.CharField(max_length=64, blank=True)
    n_judgments = models.BigIntegerField(default=0)
    n_tasks = models.BigIntegerField(default=0)
    n_contributors = models.BigIntegerField(default=0)
    n_labels = models.BigIntegerField(default=0)
    summary = models.JSONField(default=dict, help_text="Per question: agreement, iterations, ties.")
    state = models.CharField(max_length=8, choices=RunState, default=RunState.RUNNING)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "number"], name="quality_run_number")
        ]


class Label(models.Model):
    """The final answer of one question (of one subject) on one task, in one run."""

    run = models.ForeignKey(ConsensusRun, models.CASCADE, related_name="labels")
    task = models.ForeignKey(Task, models.PROTECT, related_name="labels")
    question = models.CharField(max_length=60)
    subject = models.CharField(max_length=200, blank=True, help_text="Of a list: the result it is about.")
    value = models.JSONField()
    probability = models.FloatField(null=True, help_text="Posterior of the value; empty where undefined.")
    posterior = models.JSONField(null=True)
    is_tie = models.BooleanField(default=False)
    n_judgments = models.IntegerField()
    reused_from = models.ForeignKey(
        Task,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="The task with the same content whose judgments these are.",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "task", "question", "subject"], name="quality_label_once"),
        ]


class ContributorReport(models.Model):
    """What a run learnt of one contributor on one question."""

    run = models.ForeignKey(ConsensusRun, models.CASCADE, related_name="contributor_reports")
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    question = models.CharField(max_length=60)
    n_judgments = models.IntegerField()
    n_agreed = models.IntegerField(help_text="Judgments equal to the label.")
    confusion = models.JSONField(null=True, help_text="Rows: label, columns: answer; shares.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "contributor", "question"], name="quality_report_once"),
        ]


class MachineReport(models.Model):
    """The same of a machine that was one of the judges, under its name and version."""

    run = models.ForeignKey(ConsensusRun, models.CASCADE, related_name="machine_reports", db_index=False)
    machine = models.CharField(max_length=120)
    question = models.CharField(max_length=60)
    n_judgments = models.IntegerField()
    n_agreed = models.IntegerField(help_text="Judgments equal to the label.")
    confusion = models.JSONField(null=True, help_text="Rows: label, columns: answer; shares.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "machine", "question"], name="quality_machine_report_once"
            ),
        ]
