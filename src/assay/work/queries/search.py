"""Projects, batches and tasks by what somebody remembers of them: a name, an external id, an identifier."""

from dataclasses import dataclass

from django.db.models import Q

from assay.kit.ids import parse_uid
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import opened_projects, visible_projects
from assay.work.models import Batch, Task
from assay.work.queries.tasks import OPENING

MOST = 20
# An external id is looked for in so many projects, the newest first: each costs one step down an index.
MOST_PROJECTS = 300


@dataclass(frozen=True, slots=True)
class Found:
    projects: tuple[Project, ...] = ()
    batches: tuple[Batch, ...] = ()
    tasks: tuple[Task, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.projects or self.batches or self.tasks)


def search(user: User, text: str) -> Found:
    """At most twenty of each, of what the person may open."""
    if not text:
        return Found()
    visible = visible_projects(user)
    uid = parse_uid(text)
    named = Q(name__icontains=text) | Q(uid=uid) if uid else Q(name__icontains=text)
    answers = opened_projects(user, {Permission.VIEW_ANSWERS}).values("pk")
    batches = Batch.objects.filter(named, project__in=visible).select_related("project")
    return Found(
        projects=tuple(visible.filter(named).select_related("owner").order_by("-pk")[:MOST]),
        batches=tuple(batches.filter(Q(is_gold=False) | Q(project__in=answers)).order_by("-pk")[:MOST]),
        tasks=_tasks(user, text),
    )


def _tasks(user: User, text: str) -> tuple[Task, ...]:
    """By identifier, or by the beginning of the external id; gold only where answers are open."""
    opened = opened_projects(user, OPENING).order_by("-pk").values_list("pk", flat=True)
    answers = opened_projects(user, {Permission.VIEW_ANSWERS}).values("pk")
    uid = parse_uid(text)
    wanted = Q(uid=uid) if uid else Q(external_id__startswith=text)
    tasks = Task.objects.filter(wanted, project__in=list(opened[:MOST_PROJECTS]))
    seen = tasks.filter(Q(is_gold=False) | Q(project__in=answers)).select_related("project", "batch")
    return tuple(seen.order_by("external_id", "pk")[:MOST])
