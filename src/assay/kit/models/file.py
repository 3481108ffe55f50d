"""Files are kept by what they contain: the same bytes are stored once."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from assay.kit.models.base import Identified


class StoredFile(Identified):
    sha256 = models.CharField(max_length=64, db_index=True)
    n_bytes = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=255, help_text="What a person sees when downloading it.")
    project_uid = models.UUIDField(null=True, db_index=True, help_text="The scope it is shown in.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="kit_file_sha256"
            ),
        ]
