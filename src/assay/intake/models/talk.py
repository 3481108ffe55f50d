"""What people say around a request: comments, files, and changes they propose."""

from typing import ClassVar

from django.db import models

from assay.intake.enums import ChangeState
from assay.intake.models.request import Request
from assay.kit.models import Identified, StoredFile
from assay.people.models import User


class RequestComment(Identified):
    """Append-only."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="comments")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(text=""), name="intake_comment_has_text")
        ]


class Attachment(Identified):
    """A file beside the request; retired instead of deleted."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True)


class RequestChange(Identified):
    """What should stand in a request that is submitted already, against what stood there when it was proposed."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="changes")
    before = models.JSONField(help_text="Field to value, as it stood.")
    after = models.JSONField(help_text="Field to value, as it should be.")
    why = models.TextField()
    state = models.CharField(max_length=8, choices=ChangeState, default=ChangeState.PROPOSED)
    note = models.TextField(blank=True, help_text="Of who decided.")
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=ChangeState.PROPOSED) | models.Q(decided_at__isnull=False),
                name="intake_change_decided",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ChangeState.DECLINED) | ~models.Q(note=""),
                name="intake_declined_has_note",
            ),
            models.CheckConstraint(condition=~models.Q(why=""), name="intake_change_has_why"),
        ]
