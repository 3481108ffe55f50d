"""Batches as people see them: found through their project, gold only for those who may see answers."""

from uuid import UUID

from django.db.models import QuerySet

from assay.kit.models import Job
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in, require, visible_projects
from assay.work.models import Batch

# The kinds of job that work/actions registers.
IMPORT_TASKS, IMPORT_JUDGMENTS = "work.import_tasks", "work.import_judgments"


def batches_of(project: Project, given: frozenset[Permission]) -> QuerySet[Batch]:
    """Newest first, as far as somebody with these permissions may see them."""
    found = Batch.objects.filter(project=project).select_related("project").order_by("-pk")
    return found if Permission.VIEW_ANSWERS in given else found.filter(is_gold=False)


def first_batch(project: Project) -> Batch:
    """The oldest one that is not gold."""
    return Batch.objects.select_related("project").filter(project=project, is_gold=False).order_by("pk")[0]


def batch_for(user: User, uid: UUID, permission: Permission = Permission.VIEW_PROJECT) -> Batch:
    """The batch, where its project is in sight (else NotFound) and the permission is given (else Refused)."""
    found = Batch.objects.select_related("project__owner", "project__schema_version").filter(uid=uid)
    batch = found.filter(project__in=visible_projects(user)).first()
    if batch is None:
        raise NotFound
    if batch.is_gold and Permission.VIEW_ANSWERS not in permissions_in(user, batch.project):
        raise NotFound
    require(user, batch.project, permission)
    return batch


def imports_into(batch: Batch) -> QuerySet[Job]:
    """The imports of tasks into a batch, newest first."""
    of_project = Job.objects.filter(project_uid=batch.project.uid, kind=IMPORT_TASKS)
    return of_project.filter(params__batch=str(batch.uid)).select_related("created_by").order_by("-pk")


def judgment_imports_into(project: Project) -> QuerySet[Job]:
    """The imports of recorded judgments, newest first."""
    found = Job.objects.filter(project_uid=project.uid, kind=IMPORT_JUDGMENTS)
    return found.select_related("created_by").order_by("-pk")
