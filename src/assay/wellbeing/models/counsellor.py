"""Whom people can turn to."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assay.kit.models import Identified
from assay.people.models import Site, User


class CounsellorContact(Identified):
    """Append-only: the newest of a site holds, and that of no site where a site has none; without a text: nobody."""

    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+", db_index=False)
    text = models.CharField(max_length=300, blank=True, help_text="Who it is, and how confidential it is.")
    phone = models.CharField(max_length=40, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    languages = ArrayField(models.CharField(max_length=20), default=list, help_text="BCP 47.")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "-id"], name="wellbeing_counsellor_newest")]
