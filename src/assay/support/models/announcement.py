"""What everybody of a segment is told, in their languages, and who has read it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assay.kit.models import Identified
from assay.people.enums import Role
from assay.people.models import Site, User
from assay.projects.models import Project


class Announcement(Identified):
    """Everything that is named must fit a person; what is empty fits everybody."""

    languages = ArrayField(
        models.CharField(max_length=20), default=list, help_text="That a contributor speaks; BCP 47."
    )
    markets = ArrayField(models.CharField(max_length=20), default=list, help_text="Of a contributor.")
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+")
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, choices=Role, blank=True)
    is_required = models.BooleanField(
        default=False, help_text="Stays on top until it is read; blocks nothing."
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    told_up_to = models.BigIntegerField(default=0, help_text="The last person who was told, by key.")
    told_at = models.DateTimeField(null=True, help_text="When everybody had been told.")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="support_announcement_ends_after",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["starts_at"], name="support_announcement_starts")]


class AnnouncementText(models.Model):
    announcement = models.ForeignKey(Announcement, models.PROTECT, related_name="texts", db_index=False)
    language = models.CharField(max_length=20, help_text="BCP 47.")
    title = models.CharField(max_length=160)
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["announcement", "language"], name="support_announcement_text_once"
            ),
        ]


class AnnouncementRead(models.Model):
    """That somebody has read it. Shown as counts by site, never by name."""

    announcement = models.ForeignKey(Announcement, models.PROTECT, related_name="reads", db_index=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["announcement", "user"], name="support_announcement_read_once")
        ]
