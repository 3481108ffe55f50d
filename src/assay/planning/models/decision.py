"""What people decided when they looked back at a quarter of a project or a week of a vendor, and what became of it."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import User, Vendor
from assay.planning.enums import DecisionState
from assay.projects.models import Project


class Decision(Identified):
    """One decision. With a day it is carried from review to review until it is done or dropped. Append-only."""

    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+", db_index=False)
    vendor = models.ForeignKey(Vendor, models.PROTECT, null=True, related_name="+", db_index=False)
    of_on = models.DateField(help_text="First day of the quarter, or Monday of the week, that was looked at.")
    what = models.TextField()
    why = models.TextField()
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField(null=True, help_text="By when; empty: nothing is left to do.")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(project=None) ^ models.Q(vendor=None), name="planning_decision_of_one"
            ),
            models.CheckConstraint(
                condition=~models.Q(what="") & ~models.Q(why=""), name="planning_decision_said"
            ),
            models.CheckConstraint(
                condition=models.Q(vendor=None) | models.Q(due_on__isnull=False),
                name="planning_decision_of_vendor_due",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["project", "of_on"],
                condition=models.Q(project__isnull=False),
                name="planning_decision_project",
            ),
            models.Index(
                fields=["vendor", "of_on"],
                condition=models.Q(vendor__isnull=False),
                name="planning_decision_vendor",
            ),
        ]


class DecisionEnd(models.Model):
    """It is carried no further: done, or dropped with a reason. Append-only."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="end")
    state = models.CharField(max_length=7, choices=DecisionState)
    outcome = models.TextField()
    ended_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=[DecisionState.DONE, DecisionState.DROPPED])
                & ~models.Q(outcome=""),
                name="planning_decision_ended_how",
            ),
        ]
