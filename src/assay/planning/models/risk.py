"""The risk register of a project: risks, what happened to each, and issues that arose from them."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import User
from assay.planning.enums import Comparison, Metric, RiskCategory, RiskState, RiskStep
from assay.projects.models import Project


def _of_five(name: str) -> models.Q:
    return models.Q(**{f"{name}__gte": 1, f"{name}__lte": 5})


class Risk(Identified):
    """What may happen. Bound to a metric it fires by itself; `fired` keeps the value it fired with."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="risks", db_index=False)
    number = models.PositiveIntegerField()
    starter = models.CharField(max_length=40, blank=True, help_text="The starter risk it was made from.")
    title = models.CharField(max_length=160)
    category = models.CharField(max_length=10, choices=RiskCategory)
    cause = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    mitigation = models.TextField(blank=True, help_text="What makes it less likely, or less bad.")
    contingency = models.TextField(blank=True, help_text="What is done once it happens.")
    residual_likelihood = models.PositiveSmallIntegerField(null=True)
    residual_impact = models.PositiveSmallIntegerField(null=True)
    trigger_metric = models.CharField(max_length=20, choices=Metric, blank=True)
    trigger_comparison = models.CharField(max_length=5, choices=Comparison, blank=True)
    trigger_value = models.FloatField(null=True, help_text="In the unit of the metric.")
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=9, choices=RiskState, default=RiskState.OPEN)
    fired_at = models.DateTimeField(null=True)
    fired = models.JSONField(null=True, help_text="value, low, high and n at the moment it fired.")
    evaluated_at = models.DateTimeField(null=True)
    review_every_days = models.PositiveSmallIntegerField(default=30)
    review_due_on = models.DateField()
    reviewed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "number"], name="planning_risk_number"),
            models.UniqueConstraint(
                fields=["project", "starter"],
                condition=~models.Q(starter=""),
                name="planning_risk_starter_once",
            ),
            models.CheckConstraint(
                condition=_of_five("likelihood") & _of_five("impact"), name="planning_risk_of_five"
            ),
            models.CheckConstraint(
                condition=models.Q(residual_likelihood=None, residual_impact=None)
                | (_of_five("residual_likelihood") & _of_five("residual_impact")),
                name="planning_risk_residual",
            ),
            models.CheckConstraint(
                condition=models.Q(trigger_metric="", trigger_comparison="", trigger_value=None)
                | (
                    ~models.Q(trigger_metric="")
                    & ~models.Q(trigger_comparison="")
                    & models.Q(trigger_value__isnull=False)
                ),
                name="planning_risk_trigger_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RiskState.FIRED) | models.Q(fired_at__isnull=False),
                name="planning_risk_fired_when",
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="planning_risk_title"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["evaluated_at"],
                condition=models.Q(state=RiskState.OPEN) & ~models.Q(trigger_metric=""),
                name="planning_risk_watched",
            )
        ]


class RiskEvent(Identified):
    """What happened to a risk. Append-only."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="events")
    step = models.CharField(max_length=8, choices=RiskStep)
    state = models.CharField(max_length=9, choices=RiskState, help_text="After it.")
    note = models.TextField(blank=True)
    measured = models.JSONField(null=True)
    happened_at = models.DateTimeField()
    happened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)


class RiskIssue(Identified):
    """Something that has happened, and the risk it came from."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="issues")
    what = models.TextField()
    happened_at = models.DateTimeField()
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    resolution = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(what=""), name="planning_issue_what"),
            models.CheckConstraint(
                condition=models.Q(resolved_at=None, resolution="")
                | (models.Q(resolved_at__isnull=False) & ~models.Q(resolution="")),
                name="planning_issue_resolved_how",
            ),
        ]
