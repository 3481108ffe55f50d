"""Search runs and verdicts of classifiers, and what they measured against delivered labels. Nothing of it is changed.

What a machine said lies in files of its own, never in a task: who labels cannot meet it.
"""

from typing import ClassVar

from django.db import models

from assay.delivery.models import Release
from assay.insight.enums import RunFormat
from assay.kit.models import Identified, StoredFile
from assay.people.models import User
from assay.projects.models import Project
from assay.work.models import Batch


class SearchRun(Identified):
    """Ranked results of a search engine, uploaded to be measured against one release."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=80)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    format = models.CharField(max_length=4, choices=RunFormat)
    n_queries = models.IntegerField()
    n_results = models.IntegerField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "name"], name="insight_run_once"),
            models.CheckConstraint(
                condition=~models.Q(name="") & models.Q(n_queries__gt=0, n_results__gt=0),
                name="insight_run_named",
            ),
        ]


class Evaluation(Identified):
    """One run, or two against each other, measured at one moment."""

    first = models.ForeignKey(SearchRun, models.PROTECT, related_name="+", db_index=False)
    second = models.ForeignKey(SearchRun, models.PROTECT, null=True, related_name="+", db_index=False)
    k = models.SmallIntegerField(help_text="How deep the measures look.")
    grades = models.JSONField(help_text="How labels became grades.")
    result = models.JSONField(help_text="Measures, differences and holes.")
    measured_at = models.DateTimeField()
    measured_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(second=None) | ~models.Q(second=models.F("first")),
                name="insight_evaluation_two",
            ),
            models.CheckConstraint(condition=models.Q(k__gt=0), name="insight_evaluation_depth"),
        ]
        indexes: ClassVar = [models.Index(fields=["first", "-id"], name="insight_evaluation_of_run")]


class TopUp(Identified):
    """Holes of an evaluation that became tasks."""

    evaluation = models.OneToOneField(Evaluation, models.PROTECT, related_name="top_up")
    batch = models.OneToOneField(Batch, models.PROTECT, related_name="+")
    n_asked = models.IntegerField(help_text="Holes that were to become tasks.")
    n_holes = models.IntegerField(help_text="Those that did: of others there was nothing to show.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(n_holes__gt=0, n_holes__lte=models.F("n_asked")),
                name="insight_top_up_some",
            ),
        ]


class VerdictFile(Identified):
    """What a classifier said of a sample of items, each with its weight."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    question = models.CharField(max_length=60)
    name = models.CharField(max_length=80, help_text="Of the classifier, with its version.")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    n_verdicts = models.IntegerField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "question", "name"], name="insight_verdicts_once"),
            models.CheckConstraint(
                condition=~models.Q(name="") & models.Q(n_verdicts__gt=0), name="insight_verdicts_named"
            ),
        ]


class VerdictReport(Identified):
    """A classifier measured against the labels of one release."""

    verdicts = models.ForeignKey(VerdictFile, models.PROTECT, related_name="reports", db_index=False)
    release = models.ForeignKey(Release, models.PROTECT, related_name="+", db_index=False)
    result = models.JSONField(help_text="Rates of each class, of all and by market and language.")
    measured_at = models.DateTimeField()
    measured_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["verdicts", "-id"], name="insight_report_of_verdicts")]
