"""Who may look at a stored picture, sound or video of a task."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from assay.kit.media import KINDS
from assay.kit.models import StoredFile
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.projects.models import Membership
from assay.projects.queries.permission import visible_projects
from assay.work.models import TaskFile, UrgentReport


def picture_for(user: User, sha256: str) -> StoredFile:
    """A file of a project that the person sees or works on; NotFound otherwise.

    Who only works there no longer gets what every task that shows it was withdrawn or reported for.
    """
    working = Membership.objects.filter(contributor__user=user, retired_at=None)
    at_work = Q(project_uid__in=working.values("project__uid")) & (~Exists(_shown()) | Exists(_still_shown()))
    found = (
        StoredFile.objects.filter(sha256=sha256, media_type__in=KINDS, retired_at=None)
        .filter(Q(project_uid__in=visible_projects(user).values("uid")) | at_work)
        .order_by("id")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def _shown() -> QuerySet[TaskFile]:
    return TaskFile.objects.filter(sha256=OuterRef("sha256"), task__project__uid=OuterRef("project_uid"))


def _still_shown() -> QuerySet[TaskFile]:
    reported = UrgentReport.objects.filter(task=OuterRef("task"), closed_at=None)
    return _shown().filter(~Exists(reported), task__withdrawn_at=None)
