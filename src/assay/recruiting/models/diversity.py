"""What people said of themselves, what of it is shown, and what projects need.

An answer has no moment, no uid (whose first half is one) and no audit trail: it is its author's, who takes it back
without a trace, and what is shown of it is written anew only for ten people at once.
"""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, Market, User
from assay.projects.models import Project
from assay.recruiting.enums import SelfQuestion


class SelfAnswer(models.Model):
    """One person's answer to one question."""

    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="+", db_index=False)
    question = models.CharField(max_length=10, choices=SelfQuestion)
    answer = models.CharField(max_length=20)
    counted_in = models.ForeignKey(Market, models.PROTECT, null=True, related_name="+", db_index=False)
    is_as_counted = models.BooleanField(default=False, help_text="It was not changed since it was counted.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contributor", "question"], name="recruiting_said_once"),
            models.CheckConstraint(condition=~models.Q(answer=""), name="recruiting_said_something"),
        ]


class DiversityCount(models.Model):
    """What is shown of a question in a market, until it is counted anew."""

    market = models.ForeignKey(Market, models.PROTECT, related_name="+", db_index=False)
    question = models.CharField(max_length=10, choices=SelfQuestion)
    looked_on = models.DateField(help_text="When somebody looked last whether it is to be counted anew.")
    counted_on = models.DateField(null=True)
    n_counted = models.IntegerField(default=0, help_text="Who had answered; for the next look alone.")
    groups = models.JSONField(null=True, help_text="rules.diversity.Groups; empty: nothing can be shown.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["market", "question"], name="recruiting_diversity_once")
        ]


class DiversityNeed(Identified):
    """Which share of each group a project needs among its people."""

    project = models.OneToOneField(Project, models.PROTECT, related_name="+")
    shares = models.JSONField(default=dict, help_text="Question to answer to share, 0 to 1.")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
