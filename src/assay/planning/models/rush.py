"""A rush asks the owners of the projects that it would delay; their answers stay with the request."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import User
from assay.planning.enums import RushAnswer
from assay.planning.models.feasibility import FeasibilityRun
from assay.projects.models import Project


class RushQuestion(Identified):
    """How much later one project would be, as reckoned with one run of the request, and what its owner says."""

    run = models.ForeignKey(FeasibilityRun, models.PROTECT, related_name="rush_questions", db_index=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    n_shared = models.PositiveIntegerField(help_text="People of the project who would work on the rush.")
    p50_before = models.DateField(null=True)
    p50_after = models.DateField(null=True)
    p80_before = models.DateField(null=True)
    p80_after = models.DateField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    answer = models.CharField(max_length=7, choices=RushAnswer, default=RushAnswer.WAITING)
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "project"], name="planning_rush_once"),
            models.CheckConstraint(
                condition=models.Q(answer=RushAnswer.WAITING, answered_at=None)
                | (~models.Q(answer=RushAnswer.WAITING) & models.Q(answered_at__isnull=False)),
                name="planning_rush_answered",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer=RushAnswer.REFUSED) | ~models.Q(reason=""),
                name="planning_rush_refused_why",
            ),
        ]

    @property
    def p50_days(self) -> int | None:
        if self.p50_before is None or self.p50_after is None:
            return None
        return (self.p50_after - self.p50_before).days

    @property
    def p80_days(self) -> int | None:
        """None where one of both dates is beyond what was looked at."""
        if self.p80_before is None or self.p80_after is None:
            return None
        return (self.p80_after - self.p80_before).days
