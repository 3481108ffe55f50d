"""What quality has cost in a month of a project, as it was last reckoned."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import User
from assay.projects.models import Project


class QualityCost(Identified):
    """Of work of one month, with what was taken back since; and time that nothing is booked for."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    month_on = models.DateField(help_text="Its first day.")
    booked = models.JSONField(help_text="By currency and part: micro-units and judgments.")
    spent = models.JSONField(
        help_text="By part that nothing is booked for: how many, and seconds where measured."
    )
    reckoned_at = models.DateTimeField()
    reckoned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "month_on"], name="insight_quality_cost_once"),
        ]
