"""The audit trail and the blocks that seal it."""

from typing import ClassVar

from django.db import models


class AuditEvent(models.Model):
    """One changed row. Written by triggers only; partitioned by month, so the table is made by hand."""

    recorded_at = models.DateTimeField()
    actor = models.CharField(max_length=36)
    via = models.CharField(max_length=40)
    table_name = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    op = models.CharField(max_length=6)
    changes = models.JSONField(help_text="Column to [before, after].")

    class Meta:
        managed = False
        db_table = "kit_auditevent"


class AuditBlock(models.Model):
    """A sealed stretch of an append-only table: rows of the transactions from `xid_from` up to below `xid_to`."""

    source = models.CharField(max_length=63)
    number = models.BigIntegerField()
    xid_from = models.BigIntegerField()
    xid_to = models.BigIntegerField()
    n_rows = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    previous_sha256 = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "number"], name="kit_auditblock_number"),
            models.CheckConstraint(
                condition=models.Q(xid_to__gt=models.F("xid_from")), name="kit_auditblock_grows"
            ),
        ]
