"""Answers that are given often, in the languages of those who ask."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import User
from assay.support.enums import TicketCategory


class Macro(Identified):
    name = models.CharField(max_length=120)
    category = models.CharField(
        max_length=12, choices=TicketCategory, blank=True, help_text="Empty: offered in every ticket."
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(retired_at=None), name="support_macro_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MacroText(models.Model):
    """With placeholders of `rules.macros`."""

    macro = models.ForeignKey(Macro, models.PROTECT, related_name="texts", db_index=False)
    language = models.CharField(max_length=20, help_text="BCP 47.")
    text = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["macro", "language"], name="support_macro_text_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="support_macro_has_text"),
        ]
