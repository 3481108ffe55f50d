"""Feasibility, as runs that never change: what was asked, what was decided, and what came out of it."""

from typing import ClassVar

from django.db import models

from assay.intake.models import Request
from assay.kit.models import Identified
from assay.people.models import User
from assay.planning.enums import Channel, Timing
from assay.projects.models import Project


class FeasibilityRun(Identified):
    """Of a request or of a running project; the newest is shown, older ones are compared with it."""

    request = models.ForeignKey(Request, models.PROTECT, null=True, related_name="+", db_index=False)
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    given = models.JSONField(help_text="What was decided: overlap, shares, rates; and the volumes asked.")
    result = models.JSONField(help_text="The estimate, market by market.")
    suitability = models.JSONField(help_text="Points per channel, and every rule that applied.")
    pilot = models.JSONField(null=True, help_text="What a pilot had shown by then.")
    channel = models.CharField(max_length=8, choices=Channel, blank=True, help_text="Empty: none suits.")
    timing = models.CharField(max_length=9, choices=Timing)
    p80_on = models.DateField(null=True, help_text="Done by then in 80 of 100 runs.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "number"],
                condition=models.Q(request__isnull=False),
                name="planning_feasibility_of_request",
            ),
            models.UniqueConstraint(
                fields=["project", "number"],
                condition=models.Q(project__isnull=False),
                name="planning_feasibility_of_project",
            ),
            models.CheckConstraint(
                condition=models.Q(request=None) ^ models.Q(project=None), name="planning_feasibility_of_one"
            ),
        ]


class Overruling(Identified):
    """Somebody decided for another channel than the rules say; append-only, the newest counts."""

    run = models.ForeignKey(FeasibilityRun, models.PROTECT, related_name="overrulings")
    channel = models.CharField(max_length=8, choices=Channel)
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="planning_overruling_reason")
        ]
