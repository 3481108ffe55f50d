"""What every table of Assay shares."""

from django.db import models

from assay.kit.ids import new_uid


class Identified(models.Model):
    """A row with a bigint inside and a UUIDv7 outside (addresses, API, files)."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)

    class Meta:
        abstract = True
