"""Who works on what in a week: proposals as stored runs, and the people in them."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, User
from assay.projects.models import Project


class AllocationRun(Identified):
    """What was reckoned never changes; that it was applied, and that this is over, is added."""

    number = models.PositiveIntegerField(unique=True)
    week_on = models.DateField(help_text="The Monday of its week.")
    given = models.JSONField(
        help_text="What was decided: shrinkage, occupancy, the wished minimum, the floor."
    )
    inputs_hash = models.CharField(max_length=64, help_text="SHA-256 of people and demands as they were.")
    result = models.JSONField(help_text="Demands with what binds, people without work, and totals.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    is_holding = models.BooleanField(default=False, help_text="People are held to it now.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["week_on"],
                condition=models.Q(applied_at__isnull=False),
                name="planning_allocation_in_force",
            ),
        ]


class Assignment(models.Model):
    """Quarters of an hour of one person for one project and market ('' without one) in a run's week."""

    run = models.ForeignKey(AllocationRun, models.PROTECT, related_name="assignments", db_index=False)
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+", db_index=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    market = models.CharField(max_length=20, blank=True)
    quarters = models.PositiveSmallIntegerField()
    is_pinned = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "contributor", "project", "market", "is_pinned"],
                name="planning_assignment_once",
            ),
            models.CheckConstraint(condition=models.Q(quarters__gt=0), name="planning_assignment_hours"),
        ]

    @property
    def hours(self) -> float:
        return self.quarters / 4
