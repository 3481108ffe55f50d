"""When somebody offers to work: in a usual week, and on days that are different."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assay.kit.models import Identified
from assay.people.models.contributor import Contributor
from assay.people.models.user import User

LONGEST_DAY, LONGEST_WEEK = 16 * 60, 80 * 60


class WeeklyHours(models.Model):
    contributor = models.OneToOneField(Contributor, models.CASCADE, related_name="weekly_hours")
    minutes = ArrayField(models.PositiveSmallIntegerField(), size=7, help_text="From Monday to Sunday.")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(minutes__len=7), name="people_weekly_hours_seven"),
        ]


class DayHours(models.Model):
    """Holds over the usual week and over shifts; without minutes the person is away."""

    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="day_hours", db_index=False)
    day_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contributor", "day_on"], name="people_day_hours_once"),
            models.CheckConstraint(
                condition=models.Q(minutes__lte=LONGEST_DAY), name="people_day_hours_length"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["day_on"], name="people_day_hours_day")]


class ContractedHours(Identified):
    """Append-only: so many minutes a week from a day on. The one that began last holds; of one day, the one said last.

    None agreed any more is 0: shifts count again.
    """

    contributor = models.ForeignKey(
        Contributor, models.PROTECT, related_name="contracted_hours", db_index=False
    )
    from_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(minutes__lte=LONGEST_WEEK), name="people_contracted_length"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["contributor", "from_on", "id"], name="people_contracted_in_force")
        ]
