"""How soon tickets are answered, and in which hours, where it is not as Assay brings it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assay.people.models import Site, User
from assay.support.enums import TicketCategory


class CategoryTerms(models.Model):
    """Without a row as `rules.categories` has it. They count for clocks that start from then on."""

    category = models.CharField(max_length=12, choices=TicketCategory, unique=True)
    answer_hours = models.PositiveIntegerField()
    solution_hours = models.PositiveIntegerField()
    closes_after_days = models.PositiveIntegerField(
        null=True, help_text="That the person is waited for; empty: it is never closed by itself."
    )
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(answer_hours__gte=1, solution_hours__gte=models.F("answer_hours")),
                name="support_terms_in_order",
            )
        ]


class SiteHours(models.Model):
    """When tickets of a site's people are answered, by its clock; without a row on workdays from 9 to 18."""

    site = models.OneToOneField(Site, models.PROTECT, related_name="support_hours")
    days = ArrayField(models.PositiveSmallIntegerField(), help_text="0 Monday to 6 Sunday.")
    begins = models.TimeField()
    ends = models.TimeField(help_text="Not after the beginning: on the next day.")
    holidays = ArrayField(models.DateField(), default=list)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(days__len__gte=1), name="support_hours_have_days")
        ]
