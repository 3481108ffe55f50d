"""The review of a quarter of a project, as it was signed."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import User
from assay.projects.models import Project


class QuarterReview(Identified):
    """What was known and decided when somebody signed it; it never changes afterwards. Append-only."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    quarter_on = models.DateField(help_text="First day of the quarter.")
    facts = models.JSONField(help_text="Everything the review says.")
    summary = models.TextField(blank=True, help_text="What whoever signs has to say of the quarter.")
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "quarter_on"], name="insight_quarter_review_once"),
        ]
