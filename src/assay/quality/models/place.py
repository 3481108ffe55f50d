"""Where people's shares of right answers lie among those who do the same work."""

from typing import ClassVar

from django.db import models

from assay.people.models import Contributor, Market
from assay.projects.models import Project


class ReviewPlace(models.Model):
    """Of one person in a project and market, counted from reviews every few hours: a copy that can be made anew.

    Only numbers of people are kept, so that whoever reads a row learns of nobody else. `n_people` is 0 where
    too little of the person's work was reviewed to compare it.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="+", db_index=False)
    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="+")
    market = models.ForeignKey(Market, models.CASCADE, null=True, related_name="+", db_index=False)
    n_people = models.PositiveIntegerField(help_text="Who can be compared, the person too.")
    n_below = models.PositiveIntegerField(help_text="Of those, whose share is lower.")
    n_same = models.PositiveIntegerField(help_text="Of those, whose share is the same, the person too.")
    counted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "contributor", "market"],
                nulls_distinct=False,
                name="quality_place_once",
            ),
        ]
