"""Standards, as versions that never change: of a segment, for the whole organisation, or of one project."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import User
from assay.planning.enums import Metric
from assay.projects.enums import Segment
from assay.projects.models import Project


class StandardVersion(Identified):
    """Target and threshold of one metric from a day on. Without them a project goes back to its segment's default."""

    segment = models.CharField(max_length=24, choices=Segment, blank=True, help_text="Of a default.")
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="standards", db_index=False)
    metric = models.CharField(max_length=20, choices=Metric)
    number = models.PositiveIntegerField()
    target = models.FloatField(null=True, help_text="In the unit of the metric; money in micro-units.")
    threshold = models.FloatField(null=True, help_text="Beyond it the standard is missed.")
    currency = models.CharField(max_length=3, blank=True)
    in_force_from = models.DateField()
    reason = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "metric", "number"],
                condition=models.Q(project__isnull=False),
                name="planning_standard_of_project",
            ),
            models.UniqueConstraint(
                fields=["segment", "metric", "number"],
                condition=models.Q(project=None),
                name="planning_standard_of_segment",
            ),
            models.CheckConstraint(
                condition=models.Q(project=None) ^ models.Q(segment=""), name="planning_standard_of_one"
            ),
            models.CheckConstraint(
                condition=(models.Q(target__isnull=False) & models.Q(threshold__isnull=False))
                | (models.Q(target=None, threshold=None) & models.Q(project__isnull=False)),
                name="planning_standard_has_terms",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="planning_standard_reason"),
        ]
