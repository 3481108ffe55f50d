"""The tasks of a project, page by page: every page looks through at most so many tasks, however many there are."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from assay.kit.ids import parse_uid
from assay.people.models import Contributor
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.work.enums import ItemState
from assay.work.models import Batch, Judgment, QueueItem, Task
from assay.work.queries.narrowing import STATES, Narrowing, condition

PAGE = 50
# So many tasks are looked at for one page; whoever wants more goes on from there.
WINDOW = 50_000
SORTS = ("newest", "oldest", "id")
_ASIDE = frozenset({"parked", "withdrawn"})


@dataclass(frozen=True, slots=True)
class TaskPage:
    """Some tasks; `following` is the task after which the next page begins, `is_partial` that not all was looked at."""

    tasks: tuple[Task, ...]
    following: UUID | None
    is_partial: bool


def tasks_of(
    project: Project,
    narrowing: Narrowing,
    given: frozenset[Permission],
    *,
    sort: str = "newest",
    after: str = "",
    size: int = PAGE,
    last: str = "",
) -> TaskPage:
    """A page of those that fit; gold only for those who see answers.

    `last` is a task after which nothing follows, of those in the order they came in.
    """
    order = _Order("id" if narrowing.q else sort)
    begun = order.after(_base(project, narrowing, given), project, after)
    if last:
        begun = begun.filter(pk__lte=Task.objects.filter(uid=last).values("pk")[:1])
    rest, edge = _within(begun, order, project, narrowing)
    items = QueueItem.objects.select_related("stage").order_by("stage__position")
    wanted = rest.filter(condition(project, narrowing)).select_related("market", "batch")
    found = list(wanted.order_by(order.key).prefetch_related(Prefetch("items", items))[: size + 1])
    if len(found) > size:
        return TaskPage(tuple(found[:size]), found[size - 1].uid, is_partial=False)
    return TaskPage(tuple(found), edge, is_partial=edge is not None)


@dataclass(frozen=True, slots=True)
class _Order:
    """How tasks follow each other: along an index, so that the last page costs as much as the first."""

    sort: str

    @property
    def key(self) -> str:
        return {"newest": "-pk", "oldest": "pk", "id": "external_id"}.get(self.sort, "-pk")

    def after(self, tasks: QuerySet[Task], project: Project, place: str) -> QuerySet[Task]:
        """Those behind the named task; all of them where there is none of that name."""
        name, uid = self.key.lstrip("-"), parse_uid(place)
        if uid is None:
            return tasks
        last = Task.objects.filter(uid=uid, project=project).values_list(name, flat=True).first()
        way = "lt" if self.key.startswith("-") else "gt"
        return tasks if last is None else tasks.filter(**{f"{name}__{way}": last})

    def up_to(self, tasks: QuerySet[Task], last: object) -> QuerySet[Task]:
        way = "gte" if self.key.startswith("-") else "lte"
        return tasks.filter(**{f"{self.key.lstrip('-')}__{way}": last})


def _base(project: Project, narrowing: Narrowing, given: frozenset[Permission]) -> QuerySet[Task]:
    """What an index finds by itself."""
    tasks = Task.objects.filter(project=project)
    if narrowing.q:
        tasks = tasks.filter(external_id__startswith=narrowing.q)
    if narrowing.batch:
        uid = parse_uid(narrowing.batch)
        batch = Batch.objects.filter(project=project, uid=uid).first() if uid else None
        tasks = tasks.filter(batch=batch) if batch else tasks.none()
    if narrowing.gold == "yes":
        gold = Batch.objects.filter(project=project, is_gold=True).values_list("pk", flat=True)
        tasks = tasks.filter(batch__in=list(gold))
    return tasks if Permission.VIEW_ANSWERS in given else tasks.filter(is_gold=False)


def _within(
    tasks: QuerySet[Task], order: _Order, project: Project, narrowing: Narrowing
) -> tuple[QuerySet[Task], UUID | None]:
    """The part that this page looks through, and its last task where there is more behind it."""
    named = _named(project, narrowing)
    if named is not None:
        tasks = tasks.filter(pk__in=named)
    elif set(narrowing.as_texts()) <= {"q", "batch"}:
        return tasks, None
    place = order.key.lstrip("-")
    edge = tasks.order_by(order.key).values_list(place, "uid")[WINDOW : WINDOW + 1].first()
    return (tasks, None) if edge is None else (order.up_to(tasks, edge[0]), edge[1])


def _named(
    project: Project, narrowing: Narrowing
) -> QuerySet[QueueItem, int] | QuerySet[Judgment, int] | None:
    """The tasks that another index names, where it names few; else None."""
    if narrowing.contributor:
        return Judgment.objects.filter(
            contributor__in=Contributor.objects.filter(pseudonym=narrowing.contributor), project=project
        ).values_list("task", flat=True)
    if narrowing.state in _ASIDE:
        aside = QueueItem.objects.filter(stage__project=project, state=STATES[narrowing.state])
        return aside.filter(state__gt=ItemState.DONE).values_list("task", flat=True)
    return None
