"""One batch: its tasks page by page, its settings, and files of tasks that come into it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import permissions_in
from assay.projects.queries.schemas import parsed_schema
from assay.web.projects.batch_rows import batch_rows
from assay.web.projects.import_rows import import_rows
from assay.web.projects.moments import typed
from assay.web.projects.task_rows import TaskList, task_list
from assay.web.projects.words import BATCH_STATES, PRIORITIES, choices, state_choices
from assay.web.requests import signed_in, user_of
from assay.work.models import Batch
from assay.work.queries.addresses import prefixes
from assay.work.queries.batches import batch_for, imports_into
from assay.work.queries.tasks import OPENING, tasks_page
from assay.work.rules.columns import fields_of
from assay.work.rules.formats import ENDINGS

MOST_IMPORTS = 5


@signed_in
@require_GET
def batch(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Its progress for whoever sees the project; tasks for those who work with them."""
    person = user_of(request)
    found = batch_for(person, batch)
    given = permissions_in(person, found.project)
    may_manage = Permission.MANAGE_TASKS in given
    context = {
        "project": found.project,
        "tab": "batches",
        "batch": batch_rows([found], given, now())[0],
        "due": typed(found.due_at, found.project.time_zone),
        "tasks": _tasks(request, found) if given & OPENING else None,
        "states": state_choices(BATCH_STATES),
        "priorities": choices(PRIORITIES),
        "may_manage": may_manage,
        "fields": _fields(found) if may_manage else (),
        "accept": ",".join(ENDINGS),
        "prefixes": prefixes() if may_manage else (),
        "imports": import_rows(imports_into(found)[:MOST_IMPORTS]) if may_manage else (),
    }
    return render(request, "web/projects/batch.html", context)


def _tasks(request: HttpRequest, batch: Batch) -> TaskList:
    asked = request.GET
    external_id = asked.get("q", "").strip().replace("\0", "")[:200]
    after = parse_uid(asked.get("after", ""))
    page = tasks_page(batch, after=after, external_id=external_id)
    return task_list(page, _fields(batch), external_id, is_first=after is None)


def _fields(batch: Batch) -> tuple[str, ...]:
    """The fields that a row's content must have."""
    return fields_of(parsed_schema(batch.project.schema_version_id or 0))
