"""Plans, as versions that never change: the first is the baseline, each later one says why it came."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Market, User
from assay.planning.enums import MilestoneKind
from assay.projects.models import Project


class PlanVersion(Identified):
    """What is wanted by when, and what it was reckoned with. The newest is in force."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="plans", db_index=False)
    number = models.PositiveIntegerField()
    assumptions = models.JSONField(help_text="What people, gold and reviews were reckoned with.")
    budget_micros = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    reason = models.TextField(blank=True, help_text="Of every version after the first.")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "number"], name="planning_plan_number"),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(reason=""), name="planning_plan_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(budget_micros=None, currency="")
                | (models.Q(budget_micros__gt=0) & ~models.Q(currency="")),
                name="planning_plan_budget",
            ),
        ]


class PlanMilestone(Identified):
    plan = models.ForeignKey(PlanVersion, models.PROTECT, related_name="milestones", db_index=False)
    key = models.CharField(max_length=40, help_text="The same in every version.")
    kind = models.CharField(max_length=20, choices=MilestoneKind, default=MilestoneKind.OWN)
    name = models.CharField(max_length=120)
    due_on = models.DateField()
    owner = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "key"], name="planning_milestone_once")
        ]


class PlanWeek(models.Model):
    """Tasks wanted in one week and market, and the people and hours that takes."""

    plan = models.ForeignKey(PlanVersion, models.PROTECT, related_name="weeks", db_index=False)
    week_on = models.DateField(help_text="Its Monday.")
    market = models.ForeignKey(Market, models.PROTECT, null=True, related_name="+", db_index=False)
    n_tasks = models.PositiveBigIntegerField()
    n_people = models.PositiveIntegerField(
        null=True, help_text="Planned by hand, other than reckoned; empty: as reckoned."
    )
    people_reason = models.CharField(max_length=500, blank=True, default="", db_default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(n_people=None) | ~models.Q(people_reason=""),
                name="planning_week_people_reason",
            ),
            models.UniqueConstraint(
                fields=["plan", "week_on", "market"], nulls_distinct=False, name="planning_week_once"
            ),
        ]


class MilestoneDone(Identified):
    """A milestone of a project was reached, whatever version of the plan it stands in."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=40)
    done_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "key"], name="planning_milestone_done_once")
        ]


class RaciVersion(Identified):
    """Who is responsible, accountable, consulted and informed; the newest is in force."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    activities = models.JSONField(help_text="[{name, people: {user uid: letter}}]")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "number"], name="planning_raci_number")
        ]
