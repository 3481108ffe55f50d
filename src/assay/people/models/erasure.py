"""Who asked that what is personal of them be erased, and what became of it."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models.user import User


class ErasureRequest(Identified):
    """Open until it is withdrawn, declined with a reason, or done; one at a time."""

    user = models.ForeignKey(User, models.PROTECT, related_name="erasure_requests", db_index=False)
    words = models.TextField(blank=True, help_text="What the person wrote; erased with the rest.")
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    declined_reason = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "id"], name="people_erasure_of_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(withdrawn_at=None, declined_at=None, erased_at=None),
                name="people_erasure_once",
            ),
            models.CheckConstraint(
                condition=models.Q(declined_at=None, declined_by=None, declined_reason="")
                | (
                    models.Q(declined_at__isnull=False, declined_by__isnull=False)
                    & ~models.Q(declined_reason="")
                ),
                name="people_erasure_declined_with_a_reason",
            ),
        ]
