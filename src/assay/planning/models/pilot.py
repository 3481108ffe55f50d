"""A pilot: a few tasks of a request, in a project of their own, before it is decided."""

from typing import ClassVar

from django.db import models

from assay.intake.models import Request
from assay.kit.models import Identified
from assay.people.models import User
from assay.projects.models import Project


class Pilot(Identified):
    """One per request. Its project holds nothing but the pilot, so that all that is measured there is of the pilot."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="+")
    project = models.OneToOneField(Project, models.PROTECT, related_name="+")
    n_wanted = models.PositiveIntegerField(help_text="Tasks.")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(n_wanted__gt=0), name="planning_pilot_wants_tasks")
        ]
