"""Who a project is for: its pool by rule, and what people have chosen by hand."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, User
from assay.planning.enums import Placing
from assay.projects.models import Project


class Pool(Identified):
    """One per project. `rule` names what is asked of people; what it names is kept by identifier."""

    project = models.OneToOneField(Project, models.PROTECT, related_name="pool")
    rule = models.JSONField(default=dict)
    has_rule = models.BooleanField(default=False, help_text="Members who do not fit get no tasks.")
    priority = models.SmallIntegerField(default=3, help_text="From 1 (can wait) to 5 (first).")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    kept_at = models.DateTimeField(help_text="When it was last compared with what is known of people.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(priority__gte=1, priority__lte=5), name="planning_pool_priority"
            )
        ]


class PoolChoice(Identified):
    """By hand: somebody in, out, or pinned with hours, for one week or until it is ended. Only its end is added."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=6, choices=Placing)
    quarters = models.PositiveSmallIntegerField(
        null=True, help_text="Quarters of an hour a week; of a pin only."
    )
    week_on = models.DateField(null=True, help_text="The Monday it is for; empty: every week.")
    reason = models.CharField(max_length=300)
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "contributor", "week_on"],
                condition=models.Q(ended_at=None),
                nulls_distinct=False,
                name="planning_pool_choice_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=Placing.PINNED, quarters__isnull=False, quarters__lte=240)
                | (~models.Q(kind=Placing.PINNED) & models.Q(quarters=None)),
                name="planning_pool_choice_hours",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="planning_pool_choice_reason"),
        ]

    @property
    def hours(self) -> float | None:
        return None if self.quarters is None else self.quarters / 4
