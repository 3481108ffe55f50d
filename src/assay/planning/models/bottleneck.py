"""People without work and work without people, as they were found for a week."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assay.kit.models import Identified
from assay.planning.enums import FindingKind


class CapacityFinding(Identified):
    """Numbers follow what is reckoned anew; people are told once, and it is gone when it is found no more."""

    kind = models.CharField(max_length=8, choices=FindingKind)
    week_on = models.DateField(help_text="The Monday of its week.")
    place = models.CharField(max_length=250, blank=True, help_text="Vendor and site; empty: own crowd.")
    languages = models.CharField(max_length=250, blank=True, help_text="Of the people, or of the work.")
    n_people = models.PositiveIntegerField(help_text="Who is idle, or who could work on it.")
    hours = models.FloatField()
    day_on = models.DateField(null=True, help_text="From when on people are idle.")
    days = models.FloatField(
        null=True, help_text="That work waits, at that week's pace; empty: nobody works on it."
    )
    projects = ArrayField(models.CharField(max_length=200), default=list, help_text="Names of what waits.")
    found_at = models.DateTimeField()
    reckoned_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "week_on", "place", "languages"],
                condition=models.Q(gone_at=None),
                name="planning_finding_once",
            ),
            models.CheckConstraint(condition=models.Q(hours__gt=0), name="planning_finding_hours"),
        ]
