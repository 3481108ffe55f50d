"""Tasks as people see them: a page of a batch's, and one with where it stands, who has it, what was answered."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in, visible_projects
from assay.work.models import Batch, Claim, Judgment, QueueItem, Task

PAGE = 50
MOST_CLAIMS = 100
# Who imports, assigns or answers for tasks sees their content; whoever only sees the project does not.
OPENING = frozenset({Permission.VIEW_ANSWERS, Permission.MANAGE_TASKS, Permission.ASSIGN_WORK})


@dataclass(frozen=True, slots=True)
class TaskPage:
    """Some tasks in the order they came in; `following` is after which one the next page begins."""

    tasks: tuple[Task, ...]
    following: UUID | None


def require_tasks(user: User, project: Project) -> frozenset[Permission]:
    """What the person may do in the project; refused unless its tasks are open to them."""
    given = permissions_in(user, project)
    if not given & OPENING:
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.VIEW_ANSWERS]))
    return given


def task_for(user: User, uid: UUID) -> Task:
    """The task, where its project is in sight; gold only for those who may see answers."""
    found = Task.objects.select_related("project__schema_version", "project__owner", "batch", "market")
    task = found.filter(uid=uid, project__in=visible_projects(user)).first()
    if task is None:
        raise NotFound
    given = require_tasks(user, task.project)
    if task.is_gold and Permission.VIEW_ANSWERS not in given:
        raise NotFound
    return task


def tasks_page(batch: Batch, *, after: UUID | None = None, external_id: str = "") -> TaskPage:
    """Read along the index, so that the last page costs as much as the first, and nothing is counted."""
    items = QueueItem.objects.select_related("stage").order_by("stage__position")
    tasks = Task.objects.filter(batch=batch).select_related("market").order_by("pk")
    if external_id:
        tasks = tasks.filter(external_id=external_id)
    if after is not None:
        tasks = tasks.filter(pk__gt=Task.objects.filter(uid=after, batch=batch).values("pk")[:1])
    found = list(tasks.prefetch_related(Prefetch("items", items))[: PAGE + 1])
    following = found[PAGE - 1].uid if len(found) > PAGE else None
    return TaskPage(tuple(found[:PAGE]), following)


def places_of(task: Task) -> QuerySet[QueueItem]:
    """Where the task stands, stage by stage."""
    return QueueItem.objects.filter(task=task).select_related("stage").order_by("stage__position")


def claims_of(task: Task) -> QuerySet[Claim]:
    """The newest claims: who has or had the task."""
    found = Claim.objects.filter(task=task).select_related("contributor", "stage", "assigned_by")
    return found.order_by("-pk")[:MOST_CLAIMS]


def judgments_of(task: Task) -> QuerySet[Judgment]:
    """The newest answers, those taken back too."""
    related = (
        "contributor",
        "stage",
        "market",
        "vendor",
        "schema_version",
        "guideline_version",
        "retraction",
    )
    return Judgment.objects.filter(task=task).select_related(*related).order_by("-pk")[:MOST_CLAIMS]
