"""API tokens and the in-app inbox."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assay.kit.models import Identified
from assay.people.enums import TokenScope
from assay.people.models.user import User


class ApiToken(Identified):
    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    sha256 = models.BinaryField(
        max_length=32, unique=True, help_text="The token itself is shown once and not kept."
    )
    scopes = ArrayField(models.CharField(max_length=10, choices=TokenScope))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)


class CalendarFeed(Identified):
    """A secret address at which calendar programs read what its person has to come to; at most one works."""

    user = models.ForeignKey(User, models.CASCADE, related_name="calendar_feeds", db_index=False)
    sha256 = models.BinaryField(max_length=32, unique=True, help_text="The address itself is shown once.")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(revoked_at=None), name="people_calendar_feed_once"
            )
        ]


class InboxMessage(Identified):
    user = models.ForeignKey(User, models.CASCADE, related_name="inbox")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    told = models.JSONField(
        default=dict,
        help_text="Title and lines of the body before they were filled in, to say in any language.",
    )
    address = models.CharField(max_length=300, blank=True, help_text="A path inside Assay.")
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["user", "-id"], name="people_inbox_of_user"),
            models.Index(fields=["user"], condition=models.Q(read_at=None), name="people_inbox_unread"),
        ]
