"""Which projects a person may see, and what they may do there."""

from uuid import UUID

from django.db.models import Q, QuerySet

from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.queries.scope import scope_of
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.projects.models import Project


def visible_projects(user: User, permission: Permission = Permission.VIEW_PROJECT) -> QuerySet[Project]:
    """Projects in the person's scope: by grant, or because their own people work there."""
    scope = scope_of(user, permission)
    if scope.is_everywhere:
        return Project.objects.all()
    through_people = Q(memberships__contributor__vendor_id__in=scope.vendor_ids) | Q(
        memberships__contributor__site_id__in=scope.site_ids
    )
    through_people |= Q(memberships__contributor__team_id__in=scope.team_ids)
    return Project.objects.filter(
        Q(pk__in=scope.project_ids) | (through_people & Q(memberships__retired_at=None))
    ).distinct()


def project_for(user: User, uid: UUID, permission: Permission = Permission.VIEW_PROJECT) -> Project:
    """The project, if it is in scope (else NotFound) and the permission is given there (else Refused)."""
    project = (
        visible_projects(user)
        .select_related("schema_version", "guideline_version", "owner")
        .filter(uid=uid)
        .first()
    )
    if project is None:
        raise NotFound
    require(user, project, permission)
    return project


def require(user: User | None, project: Project, permission: Permission) -> None:
    """Refuse unless the person has the permission in this project (None: the system acts)."""
    if user is None or is_allowed(user, project, permission):
        return
    if not visible_projects(user).filter(pk=project.pk).exists():
        raise NotFound
    raise Refused(NOT_ALLOWED(sentence=SENTENCES[permission]))


def is_allowed(user: User, project: Project, permission: Permission) -> bool:
    """Site leads see a project through their people, and may do nothing else there."""
    scope = scope_of(user, permission)
    if scope.is_everywhere or project.pk in scope.project_ids:
        return True
    return permission == Permission.VIEW_PROJECT and visible_projects(user).filter(pk=project.pk).exists()
