"""Who may see and set terms, and what holds."""

from dataclasses import dataclass

from assay.people.models import User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.work.models import ExposureTerms
from assay.work.queries.exposure import (
    content_default,
    terms_above,
    terms_in_force,
    terms_of_organisation,
    terms_of_project,
)
from assay.work.rules.exposure import ContentDefault, Terms


@dataclass(frozen=True, slots=True)
class TermsSeen:
    """What was set here (None: nothing), what holds, and what unrated content of a project counts as."""

    own: ExposureTerms | None
    in_force: Terms
    content: ContentDefault | None = None


def require_setting(by: User | None, project: Project | None) -> None:
    if project is None:
        require_everywhere(by, Permission.SET_LIMITS)
    else:
        require(by, project, Permission.SET_LIMITS)


def terms_for(user: User, project: Project | None) -> TermsSeen:
    """The organisation's terms (no project) or a project's, for who may set them."""
    require_setting(user, project)
    if project is None:
        return TermsSeen(terms_of_organisation(), terms_above())
    return TermsSeen(terms_of_project(project), terms_in_force(project), content_default(project))
