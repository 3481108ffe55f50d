"""What leaves Assay: which kinds each person wants on which way, and the notices that wait, were sent or failed."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.enums import NoticeChannel, NoticeState, Pace
from assay.people.models.access import InboxMessage
from assay.people.models.user import User
from assay.people.rules.windows import MONDAY, MORNING


class NoticeChoice(models.Model):
    """What a person chose for one kind on one way; without it the default of their roles holds."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notice_choices", db_index=False)
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=5, choices=NoticeChannel)
    pace = models.CharField(max_length=7, choices=Pace)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "kind", "channel"], name="people_notice_choice_once")
        ]


class NoticeHours(models.Model):
    """When a person wants to hear of things, by the clock of their time zone."""

    user = models.OneToOneField(User, models.CASCADE, related_name="notice_hours")
    digest_at = models.TimeField(default=MORNING)
    digest_weekday = models.PositiveSmallIntegerField(default=MONDAY, help_text="0 is Monday.")
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(digest_weekday__lte=6), name="people_notice_hours_weekday"
            ),
            models.CheckConstraint(
                condition=models.Q(quiet_from=None, quiet_until=None)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="people_notice_hours_both",
            ),
        ]


class ChatAddress(models.Model):
    """Where a person's chat takes messages. The address is a secret: whoever has it can write there."""

    user = models.OneToOneField(User, models.CASCADE, related_name="chat")
    service = models.CharField(max_length=12, help_text="Of rules.chat.")
    host = models.CharField(max_length=200, blank=True, help_text="Where the service has no host of its own.")
    sealed = models.TextField(help_text="Under the signing key (kit.sealing).")
    given_at = models.DateTimeField()
    reached_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)


class Notice(Identified):
    """One message of the inbox on its way to its person outside. `is_gathered` ones leave together."""

    message = models.ForeignKey(InboxMessage, models.CASCADE, related_name="notices", db_index=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    channel = models.CharField(max_length=5, choices=NoticeChannel)
    pace = models.CharField(max_length=7, choices=Pace)
    is_gathered = models.BooleanField()
    state = models.CharField(max_length=7, choices=NoticeState, default=NoticeState.WAITING)
    # The next try; moved on before each, so that a sender that was killed leaves no notice behind.
    try_at = models.DateTimeField()
    n_attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "channel"], name="people_notice_once"),
            models.CheckConstraint(
                condition=models.Q(state=NoticeState.WAITING) ^ models.Q(ended_at__isnull=False),
                name="people_notice_ended",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["try_at", "id"],
                condition=models.Q(state=NoticeState.WAITING),
                name="people_notice_due",
            ),
            models.Index(
                fields=["user", "channel", "try_at"],
                condition=models.Q(state=NoticeState.WAITING),
                name="people_notice_of_user",
            ),
        ]
