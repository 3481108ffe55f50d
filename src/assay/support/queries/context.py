"""Where somebody was when they asked for help: only what they may see themselves is taken along."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from assay.kit.ids import parse_uid
from assay.people.models import Contributor, User
from assay.projects.models import GuidelineVersion, Project
from assay.projects.queries.permission import visible_projects
from assay.support.rules.words import MOST_IN_PAGE, clean
from assay.work.models import Task
from assay.work.queries.own_claims import task_in_work

_UID = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_PROJECT = re.compile(rf"^/(?:projects|work)/{_UID}/")


@dataclass(frozen=True, slots=True)
class Context:
    """`task` is the one in the person's hands; no page: nothing is taken along."""

    page: str = ""
    project: Project | None = None
    task: Task | None = None
    guideline_version: GuidelineVersion | None = None


def context_of(user: User, page: str) -> Context:
    """What stands behind a path of Assay. What is no path, and projects out of sight, are left out."""
    page = clean(page)[:MOST_IN_PAGE]
    if not page.startswith("/") or page.startswith("//"):
        return Context()
    contributor = Contributor.objects.filter(user=user).first()
    found = _PROJECT.match(page)
    project = _project(user, contributor, parse_uid(found[1]) if found else None)
    task = None
    if contributor and page.startswith("/work/"):
        task = task_in_work(contributor.pk, project)
        project = task.project if task else project
    return Context(page, project, task, project.guideline_version if project else None)


def _project(user: User, contributor: Contributor | None, uid: UUID | None) -> Project | None:
    if uid is None:
        return None
    seen = Q(pk__in=visible_projects(user).values("pk"))
    if contributor:
        seen |= Q(memberships__contributor=contributor, memberships__retired_at=None)
    return Project.objects.select_related("guideline_version").filter(seen, uid=uid).first()
