"""How fast new joiners should come to speed on a project, and who goes along with whom."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, User
from assay.projects.models import Project


class RampTarget(Identified):
    """One point of a project's curve: what is expected in the nth week since somebody's first task."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="ramp_targets", db_index=False)
    week = models.PositiveSmallIntegerField(help_text="1: the seven days from the first task on.")
    accuracy = models.FloatField(help_text="Share of gold that is right.")
    per_hour = models.FloatField(help_text="Answers per active hour.")
    hours = models.FloatField(null=True, help_text="Active hours a week; empty: not asked.")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "week"], name="training_ramp_week_once"),
            models.CheckConstraint(
                condition=models.Q(week__gte=1, accuracy__gt=0, accuracy__lte=1, per_hour__gt=0)
                & (models.Q(hours=None) | models.Q(hours__gt=0)),
                name="training_ramp_target_in_range",
            ),
        ]


class Buddy(Identified):
    """Somebody who has come to speed goes along with a new joiner; each sees the other's first name, no more."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    joiner = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    buddy = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    since_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "joiner"],
                condition=models.Q(ended_at=None),
                name="training_one_buddy",
            ),
            models.CheckConstraint(
                condition=~models.Q(joiner=models.F("buddy")), name="training_buddy_is_another"
            ),
        ]
