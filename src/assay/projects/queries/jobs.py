"""Long work as a person may see it: what they started, and what runs in projects whose tasks they manage."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from assay.kit.models import Job
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import visible_projects


def visible_jobs(user: User) -> QuerySet[Job]:
    """Every job the person may see and stop."""
    managed = visible_projects(user, Permission.MANAGE_TASKS).values("uid")
    return Job.objects.select_related("created_by").filter(Q(created_by=user) | Q(project_uid__in=managed))


def own_jobs(user: User) -> QuerySet[Job]:
    """The jobs the person started."""
    return Job.objects.select_related("created_by").filter(created_by=user)


def job_for(user: User, uid: UUID) -> Job:
    """One job in the person's sight; NotFound otherwise."""
    found = visible_jobs(user).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def project_names(jobs: Iterable[Job]) -> dict[UUID, str]:
    """The names of the jobs' projects, in one query."""
    wanted = {job.project_uid for job in jobs if job.project_uid}
    return dict(Project.objects.filter(uid__in=wanted).values_list("uid", "name"))
