"""How many people a site has committed to, week by week."""

from typing import ClassVar

from django.db import models

from assay.people.models import Site, User


class Headcount(models.Model):
    """Of everybody at the site, or of those who speak a language. The audit trail keeps what it was before."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_index=False)
    language = models.CharField(max_length=20, blank=True, help_text="BCP 47; empty: everybody.")
    week_on = models.DateField(help_text="Its Monday.")
    people = models.PositiveIntegerField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "week_on", "language"], name="partners_headcount_once"),
            models.CheckConstraint(condition=models.Q(people__gt=0), name="partners_headcount_people"),
        ]
