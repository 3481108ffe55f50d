"""Stored pictures, sounds and videos of tasks: what content names as `sha256:…`. Imports and releases are none."""

from django.db.models import Q, QuerySet

from assay.kit.media import KINDS
from assay.kit.models import StoredFile
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.projects.models import Membership, Project
from assay.projects.queries.permission import visible_projects


def picture_for(user: User, sha256: str) -> StoredFile:
    """A file of a project that the person sees or works on; NotFound otherwise."""
    working = Membership.objects.filter(contributor__user=user, retired_at=None)
    found = (
        StoredFile.objects.filter(sha256=sha256, media_type__in=KINDS, retired_at=None)
        .filter(
            Q(project_uid__in=visible_projects(user).values("uid"))
            | Q(project_uid__in=working.values("project__uid"))
        )
        .order_by("id")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def files_of(project: Project) -> QuerySet[StoredFile]:
    """What content of the project may show, newest first."""
    found = StoredFile.objects.filter(project_uid=project.uid, media_type__in=KINDS, retired_at=None)
    return found.order_by("-pk")
