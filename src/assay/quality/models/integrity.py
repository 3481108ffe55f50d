"""A case: signs that answers were not given honestly, and what a person decided. Nothing happens by itself."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, StandingChange, User
from assay.projects.models import Project
from assay.quality.enums import CaseOutcome, CaseState
from assay.quality.models.standing import StandingStep


class IntegrityCase(Identified):
    """About one person in one project; the person is told of what is decided, not of the looking."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="integrity_cases", db_index=False)
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="integrity_cases")
    reason = models.TextField(blank=True, help_text="Of who opened it by hand; empty: the signs did.")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    n_tasks = models.IntegerField(help_text="Of the person's newest, that were looked at.")
    state = models.CharField(max_length=8, choices=CaseState, default=CaseState.OPEN)
    outcome = models.CharField(max_length=12, choices=CaseOutcome, blank=True)
    decision = models.TextField(
        blank=True, help_text="What the person is told, where they are told anything."
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    step = models.ForeignKey(StandingStep, models.PROTECT, null=True, related_name="+")
    change = models.ForeignKey(StandingChange, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "contributor"],
                condition=models.Q(state=CaseState.OPEN),
                name="quality_case_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state=CaseState.OPEN, outcome="", decided_by=None)
                | (
                    models.Q(state=CaseState.DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                    & ~models.Q(outcome="")
                    & ~models.Q(decision="")
                ),
                name="quality_case_is_decided_by_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["project", "-id"], name="quality_case_project")]


class IntegritySign(models.Model):
    """What was seen when the case was opened; append-only."""

    case = models.ForeignKey(IntegrityCase, models.PROTECT, related_name="signs")
    family = models.CharField(max_length=20, help_text="Signs of one family see the same thing.")
    name = models.CharField(max_length=40)
    question = models.CharField(max_length=200)
    value = models.FloatField()
    expected = models.FloatField(null=True, help_text="Of the others.")
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    n = models.IntegerField()
    p_value = models.FloatField(null=True, help_text="Corrected for the number of people or pairs.")
    evidence = models.TextField(help_text="One sentence, in English.")
    others = ArrayField(models.BigIntegerField(), default=list, help_text="Contributors it is shared with.")


class IntegrityLook(models.Model):
    """When a project's answers were looked at last."""

    project = models.OneToOneField(Project, models.CASCADE, primary_key=True, related_name="integrity_looks")
    looked_at = models.DateTimeField()
