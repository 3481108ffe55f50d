"""Places where a higher domain has stopped routing: nothing new is taken there."""

from typing import ClassVar

from django.db import models

from assay.people.models import Market
from assay.projects.models import Project


class RoutingStop(models.Model):
    """A list that claims read: of a project, a market of it, or everywhere. What is in people's hands goes on."""

    stop = models.CharField(max_length=40, help_text="Which rule stops here, such as budget.")
    source = models.BigIntegerField(help_text="The row of the higher domain for which it stops.")
    project = models.ForeignKey(Project, models.CASCADE, null=True, related_name="+", db_index=False)
    market = models.ForeignKey(Market, models.CASCADE, null=True, related_name="+", db_index=False)
    stopped_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stop", "source"], name="work_stop_once"),
        ]
