"""The pulse check: counts of answers, and apart from them who has answered. Nothing leads from one to the other.

Neither table has a moment, a uid (whose first half is a moment) or an audit trail, and the rows of a week are all
written anew with every answer, so that the order of rows and their versions tells nothing either.
"""

from typing import ClassVar

from django.db import models

from assay.people.models import Contributor, Site
from assay.wellbeing.enums import PulseQuestion


class PulseTally(models.Model):
    """How many people of a site (None: of no site) gave an answer in a week."""

    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+", db_index=False)
    week_on = models.DateField(help_text="The Monday.")
    question = models.CharField(max_length=20, choices=PulseQuestion)
    answer = models.SmallIntegerField()
    n = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["week_on", "site", "question", "answer"],
                nulls_distinct=False,
                name="wellbeing_pulse_tally_once",
            ),
            models.CheckConstraint(
                condition=models.Q(answer__gte=1, answer__lte=5, n__gte=0), name="wellbeing_pulse_range"
            ),
        ]


class PulseMark(models.Model):
    """The last week in which somebody answered, so that nobody answers twice; of earlier weeks nothing is kept."""

    contributor = models.OneToOneField(Contributor, models.CASCADE, primary_key=True, related_name="+")
    week_on = models.DateField(help_text="The Monday.")
