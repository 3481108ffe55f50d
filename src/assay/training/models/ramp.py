"""How fast new joiners should come to speed on a project, and who goes along with whom."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, User
from assay.projects.models import Project


class RampCurve(Identified):
    """What is expected of new joiners week by week, in versions that never change; without points nothing is."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="ramp_curves", db_index=False)
    number = models.PositiveIntegerField()
    points = models.JSONField(help_text="week, accuracy, per_hour and hours of each, the first week first.")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "number"], name="training_ramp_curve_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="training_ramp_curve_numbered"),
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
