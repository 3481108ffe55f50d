"""When somebody offers to work: in a usual week, and on days that are different."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assay.people.models.contributor import Contributor
from assay.people.models.user import User

LONGEST_DAY = 16 * 60


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
