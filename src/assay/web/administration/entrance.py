"""Who gets in: administrators of the whole organisation; for everybody else these pages are not there."""

from collections.abc import Iterable

from django.http import HttpRequest

from assay.kit.reasons import NotFound
from assay.people.models import Grant, User
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.web.requests import user_of


def administrator(request: HttpRequest) -> User:
    person = user_of(request)
    if not may(person, Permission.ADMINISTER):
        raise NotFound
    return person


def project_names(grants: Iterable[Grant]) -> dict[int, str]:
    """The names of the grants' projects, in one query."""
    wanted = {grant.project_id for grant in grants if grant.project_id is not None}
    return dict(Project.objects.filter(pk__in=wanted).values_list("pk", "name"))
