"""How hard content is to look at, corrected by somebody who has seen it: the task changes to another queue."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from assay.kit.audit import act_as
from assay.kit.jobs import RunningJob, job, start
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in, visible_projects
from assay.work.actions.queues import queue_for, requeue
from assay.work.enums import ContentSeverity, ItemState, Priority
from assay.work.models import ContentRating, Queue, QueueItem, Task
from assay.work.queries.exposure import content_default
from assay.work.rules import reasons
from assay.work.rules.exposure import sensitivity

# Who looks at content to decide on it may say how hard that was; so may who imports it.
RATING = frozenset({Permission.MANAGE_TASKS, Permission.REVIEW, Permission.ADJUDICATE})

WAITING = (ItemState.OPEN, ItemState.PARKED)
PLACE, AT_ONCE = "work.place_unrated", 10_000


def rate_content(
    by: User, *, task: Task, severity: ContentSeverity, category: str, reason: str, now: datetime
) -> ContentRating:
    """What the task counts as from now on; claims in hand stay as they are."""
    _require(by, task.project)
    if not reason.strip():
        raise Refused(reasons.RATING_NEEDS_REASON(field="reason"))
    with transaction.atomic():
        act_as(by)
        locked = Task.objects.select_for_update(no_key=True).get(pk=task.pk)
        rating = ContentRating.objects.create(
            task=locked,
            was_severity=locked.severity,
            was_category=locked.category,
            severity=severity,
            category=category,
            reason=reason.strip()[:200],
            rated_at=now,
            rated_by=by,
        )
        Task.objects.filter(pk=task.pk).update(severity=severity, category=category)
        place_by_content(task.project, [task.pk], now=now)
        return rating


def place_by_content(project: Project, task_ids: Sequence[int], *, now: datetime) -> None:
    """Tasks that were rated wait in the queue of what they count as."""
    items = QueueItem.objects.filter(task__in=task_ids).exclude(state=ItemState.WITHDRAWN)
    _place(project, items, now=now)


def place_unrated(by: User | None, project: Project, *, now: datetime) -> None:
    """What nobody has rated counts as the project's default now says: a few at once, a job does the rest."""
    if place_some(project, now=now) == AT_ONCE:
        # One that runs already reads what holds now before each step.
        with suppress(Refused):
            start(
                by,
                kind=PLACE,
                key=f"{PLACE}:{project.uid}",
                params={"project": str(project.uid)},
                project_uid=project.uid,
                now=now,
            )


@job(PLACE, resumes=True)
def place_all(running: RunningJob) -> None:
    """Some tasks at a time, each time together with how far it is; what is placed is not met again."""
    project, n_done = Project.objects.get(uid=running.params["project"]), running.row.n_done
    while True:
        with transaction.atomic():
            n = place_some(project, now=running.now)
            n_done += n
            running.progress(n_done)
        if n < AT_ONCE:
            break
    running.finish_with({"n_tasks": n_done})


def place_some(project: Project, *, now: datetime) -> int:
    """How many waiting tasks without a rating changed their queue; the most at once: there may be more."""
    waiting = QueueItem.objects.filter(task__project=project, state__in=WAITING)
    return _place(
        project, waiting.filter(Q(task__severity=None) | Q(task__category="")), now=now, most=AT_ONCE
    )


def _place(project: Project, items: QuerySet[QueueItem], *, now: datetime, most: int | None = None) -> int:
    """Two statements per queue and rating, however many tasks they hold."""
    default, n = content_default(project), 0
    alike = items.values_list("queue", "task__severity", "task__category").distinct()
    for queue_id, severity, category in alike.order_by("queue", "task__severity", "task__category"):
        queue = Queue.objects.select_related("batch", "stage").get(pk=queue_id)
        to = queue_for(
            queue.batch,
            queue.stage,
            queue.market_id,
            priority=Priority(queue.priority) if queue.priority else None,
            sensitivity=sensitivity(default, severity, category),
            now=now,
        )
        if to.pk != queue_id:
            those = items.filter(queue=queue_id, task__severity=severity, task__category=category)
            those = those.order_by("pk")
            n += _requeue(those[: most - n] if most else those, to)
        if n == most:
            break
    return n


def _requeue(items: QuerySet[QueueItem], to: Queue) -> int:
    """By their ids: joined with itself, a table that was empty a moment ago is read as often as it has rows."""
    ids = list(items.select_for_update(no_key=True, of=["self"]).values_list("pk", flat=True))
    requeue(ids, queue_id=to.pk)
    return len(ids)


def task_to_rate(user: User, uid: UUID) -> Task:
    """The task, for whoever may say how hard it is to look at."""
    task = Task.objects.select_related("project").filter(uid=uid, project__in=visible_projects(user)).first()
    if task is None:
        raise NotFound
    _require(user, task.project)
    return task


def _require(by: User, project: Project) -> None:
    if not permissions_in(by, project) & RATING:
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.MANAGE_TASKS]))
