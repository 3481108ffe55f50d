"""What requests became."""

from collections.abc import Iterable
from uuid import UUID

from assay.intake.models import Request
from assay.projects.models import Project


def project_by_request(uids: Iterable[UUID]) -> dict[UUID, Project]:
    """The project of each request that has become one."""
    found = Request.objects.filter(uid__in=list(uids), project__isnull=False).select_related("project")
    return {each.uid: each.project for each in found if each.project is not None}
