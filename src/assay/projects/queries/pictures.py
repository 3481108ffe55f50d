"""Stored pictures, sounds and videos of tasks: what content names as `sha256:…`. Imports and releases are none."""

from django.db.models import QuerySet

from assay.kit.media import KINDS
from assay.kit.models import StoredFile
from assay.projects.models import Project


def files_of(project: Project) -> QuerySet[StoredFile]:
    """What content of the project may show, newest first."""
    found = StoredFile.objects.filter(project_uid=project.uid, media_type__in=KINDS, retired_at=None)
    return found.order_by("-pk")
