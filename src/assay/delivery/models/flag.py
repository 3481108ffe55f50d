"""Labels that the requester calls wrong: however often one is flagged, it escaped once."""

from typing import ClassVar

from django.db import models

from assay.delivery.models.release import Release
from assay.kit.models import Identified
from assay.people.models import User
from assay.quality.models import Adjudication, Label


class Escape(Identified):
    """One label that somebody flagged. It counts as an error that escaped until a reviewer finds the label right."""

    label = models.OneToOneField(Label, models.PROTECT, related_name="escape")
    release = models.ForeignKey(
        Release, models.PROTECT, related_name="escapes", help_text="In which it was flagged first."
    )
    adjudication = models.ForeignKey(Adjudication, models.PROTECT, null=True, related_name="escapes")
    is_upheld = models.BooleanField(null=True, help_text="Empty until somebody has decided.")
    answer = models.JSONField(null=True, help_text="The right answer, where the label was wrong.")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(is_upheld=None) | models.Q(decided_at__isnull=False),
                name="delivery_escape_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(is_upheld=True, answer__isnull=False) | ~models.Q(is_upheld=True),
                name="delivery_escape_answer",
            ),
        ]


class Flag(Identified):
    """What one person said against one label; append-only."""

    escape = models.ForeignKey(Escape, models.PROTECT, related_name="flags")
    release = models.ForeignKey(Release, models.PROTECT, related_name="flags")
    reason = models.TextField()
    suggested = models.TextField(blank=True, help_text="The right answer, as the requester wrote it.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["escape", "created_by"], name="delivery_flag_once_per_person"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="delivery_flag_has_reason"),
        ]


class Corrected(models.Model):
    """Which correction holds the right answer of an escape."""

    escape = models.ForeignKey(Escape, models.PROTECT, related_name="corrected")
    release = models.ForeignKey(Release, models.PROTECT, related_name="corrected", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "escape"], name="delivery_corrected_once")
        ]
