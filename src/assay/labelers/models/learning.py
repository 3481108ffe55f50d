"""What the built-in learner has learnt: a version with a file of its own."""

from django.db import models

from assay.delivery.models import Release
from assay.kit.models import StoredFile
from assay.labelers.models.registry import LabelerVersion
from assay.projects.models import LabelSchemaVersion


class LearntModel(models.Model):
    """Append-only: another training is another version."""

    version = models.OneToOneField(LabelerVersion, models.PROTECT, related_name="learnt")
    release = models.ForeignKey(Release, models.PROTECT, related_name="+", db_index=False)
    schema_version = models.ForeignKey(LabelSchemaVersion, models.PROTECT, related_name="+", db_index=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    questions = models.JSONField(
        help_text="By question: examples, those right when not seen, the answers it can give."
    )
    learnt_at = models.DateTimeField()
