"""What was written to Parquet so far: the watermark of every source."""

from typing import ClassVar

from django.db import models

from assay.insight.enums import FactSource


class FactBatch(models.Model):
    """Facts of the transactions from `xid_from` up to below `xid_to`, or the labels of one run. Append-only."""

    source = models.CharField(max_length=12, choices=FactSource)
    number = models.BigIntegerField()
    run_uid = models.UUIDField(null=True, help_text="Of labels: their consensus run.")
    xid_from = models.BigIntegerField(null=True)
    xid_to = models.BigIntegerField(null=True, help_text="The watermark: everything below it is written.")
    n_rows = models.BigIntegerField()
    files = models.JSONField(
        help_text="Each {path, sha256, n_bytes, n_rows}; paths lie below the facts folder."
    )
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "number"], name="insight_factbatch_number"),
            models.UniqueConstraint(fields=["source", "run_uid"], name="insight_factbatch_run_once"),
            models.UniqueConstraint(fields=["source", "xid_from"], name="insight_factbatch_from_once"),
            models.CheckConstraint(
                condition=models.Q(run_uid__isnull=False, xid_from=None, xid_to=None)
                | models.Q(run_uid=None, xid_to__gt=models.F("xid_from")),
                name="insight_factbatch_run_or_xids",
            ),
        ]
