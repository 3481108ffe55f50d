"""What a release leaves out because its lot was not accepted."""

from typing import ClassVar

from django.db import models

from assay.delivery.models.release import Release
from assay.work.models import Task


class HeldBack(models.Model):
    """Written when the release is built: later decisions about the lot do not change what was delivered."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="held_back", db_index=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "task"], name="delivery_held_back_once")
        ]
