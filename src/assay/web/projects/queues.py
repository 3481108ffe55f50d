"""The queues of a project: what lies in each, and who is served first; steered from one page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.projects.actions.projects import edit_stage
from assay.projects.queries.permission import permissions_in, project_for
from assay.web.projects.words import BATCH_STATES, PRIORITIES, choices, state_choices
from assay.web.requests import done, page_of, signed_in, user_of
from assay.work.models import Queue


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A queue as its row; it gives out tasks where batch, stage and project are open."""

    batch: UUID
    batch_name: str
    state_value: str
    state: str
    tone: str
    stage: str
    market: str
    priority: str
    priority_value: int
    is_own_priority: bool
    is_first: bool
    due_at: datetime | None
    n_open: int
    n_in_work: int
    n_done: int
    n_parked: int
    counted_at: datetime | None


@signed_in
@require_GET
def queues(request: HttpRequest, project: UUID) -> HttpResponse:
    """In the order in which they are served."""
    person = user_of(request)
    found = project_for(person, project)
    given = permissions_in(person, found)
    if Permission.VIEW_PROGRESS not in given:
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.VIEW_PROGRESS]))
    served = Queue.objects.filter(project=found, is_gold=False).select_related("batch", "stage", "market")
    page = page_of(request, served.order_by("-is_open", "rank", "pk"))
    context = {
        "project": found,
        "tab": "queues",
        "page": page,
        "rows": list(_rows(page)),
        "stages": list(found.stages.order_by("position")),
        "states": state_choices(BATCH_STATES),
        "priorities": choices(PRIORITIES),
        "may_manage": Permission.MANAGE_TASKS in given,
        "may_set": Permission.MANAGE_PROJECT in given,
    }
    return render(request, "web/projects/queues.html", context)


@signed_in
@require_POST
def overlap(request: HttpRequest, project: UUID, stage: UUID) -> HttpResponse:
    """How many judgments a stage asks for; open tasks ask for the new number at once."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    place = found.stages.select_related("project__owner").filter(uid=stage).first()
    if place is None:
        raise NotFound
    text = request.POST.get("overlap", "")
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    changes = {"overlap": wanted, "overlap_max": max(wanted, place.overlap_max)}
    return done(
        request,
        lambda: edit_stage(person, stage=place, changes=changes, now=now()),
        _("Saved. Tasks ask for the new number of judgments from now on."),
        reverse("project-queues", args=[project]),
    )


def _rows(queues: Iterable[Queue]) -> Iterator[QueueRow]:
    """A batch is steered at the first of its queues."""
    seen: set[int] = set()
    for queue in queues:
        is_first = queue.priority is None and queue.batch_id not in seen
        if is_first:
            seen.add(queue.batch_id)
        yield _row(queue, is_first=is_first)


def _row(queue: Queue, *, is_first: bool) -> QueueRow:
    label, tone = BATCH_STATES[queue.batch.state]
    priority = queue.priority or queue.batch.priority
    return QueueRow(
        batch=queue.batch.uid,
        batch_name=queue.batch.name,
        state_value=queue.batch.state,
        state=_(label),
        tone=tone,
        stage=queue.stage.name,
        market=queue.market.code if queue.market else "",
        priority=_(PRIORITIES[priority]),
        priority_value=priority,
        is_own_priority=queue.priority is not None,
        is_first=is_first,
        due_at=queue.batch.due_at,
        n_open=queue.n_open,
        n_in_work=queue.n_in_work,
        n_done=queue.n_done,
        n_parked=queue.n_parked,
        counted_at=queue.counted_at,
    )
