"""Batches of a project: listed, made, changed, filled from files."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in, project_for
from assay.web.jobs.starting import to_job
from assay.web.projects.batch_rows import batch_rows
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.projects.import_rows import import_rows
from assay.web.projects.moments import moment_of
from assay.web.projects.uploads import kept
from assay.web.projects.words import PRIORITIES, choices
from assay.web.requests import done, page_of, signed_in, user_of
from assay.work.actions import batches as actions
from assay.work.actions.importing_recordings import start_judgment_import
from assay.work.enums import BatchState, Priority
from assay.work.models import Batch
from assay.work.queries.batches import batch_for, batches_of, judgment_imports_into
from assay.work.rules import reasons

NEW = ("name", "priority", "due_at", "is_gold")
MOST_IMPORTS = 5


@signed_in
@require_http_methods(["GET", "POST"])
def batches(request: HttpRequest, project: UUID) -> HttpResponse:
    """The project's batches, newest first, and for who manages tasks the form of a new one."""
    person = user_of(request)
    found = project_for(person, project)
    form = Filled({"priority": str(Priority.NORMAL.value)})
    if request.method == "POST":
        values = texts_of(request.POST, NEW)
        try:
            made = _create(person, found, values)
        except Refused as why:
            form = refused(values, why, NEW)
        else:
            return redirect("batch", batch=made.uid)
    return render(request, "web/projects/batches.html", _context(request, found, form), status=form.status)


def _context(request: HttpRequest, project: Project, form: Filled) -> dict[str, object]:
    given = permissions_in(user_of(request), project)
    page = page_of(request, batches_of(project, given))
    may_manage = Permission.MANAGE_TASKS in given
    return {
        "project": project,
        "tab": "batches",
        "page": page,
        "rows": batch_rows(page, given, now()),
        "form": form,
        "priorities": choices(PRIORITIES),
        "may_manage": may_manage,
        "imports": import_rows(judgment_imports_into(project)[:MOST_IMPORTS]) if may_manage else (),
    }


def _create(person: User, project: Project, values: dict[str, str]) -> Batch:
    return actions.create_batch(
        person,
        project=project,
        name=values["name"],
        priority=_priority(values["priority"]),
        due_at=moment_of(values["due_at"], project.time_zone, field="due_at"),
        is_gold=bool(values["is_gold"]),
        now=now(),
    )


@signed_in
@require_POST
def edit(request: HttpRequest, batch: UUID) -> HttpResponse:
    """State, priority and due date; an empty due date takes it away."""
    person = user_of(request)
    found = batch_for(person, batch, Permission.MANAGE_TASKS)
    return done(
        request,
        lambda: _edit(person, found, request.POST),
        _("Saved. Whoever asks for a task from now on is served in the new order."),
        reverse("project-queues", args=[found.project.uid])
        if request.POST.get("from") == "queues"
        else reverse("batch", args=[batch]),
    )


def _edit(person: User, batch: Batch, posted: QueryDict) -> None:
    state = str(posted.get("state", ""))
    if state not in BatchState.values:
        raise NotFound
    due_at = moment_of(posted.get("due_at", ""), batch.project.time_zone, field="due_at")
    actions.edit_batch(
        person,
        batch=batch,
        state=BatchState(state),
        priority=_priority(posted.get("priority", "")),
        due_at=due_at,
        is_due=due_at is not None,
        now=now(),
    )


@signed_in
@require_POST
def import_judgments(request: HttpRequest, project: UUID) -> HttpResponse:
    """Recorded judgments from a file, as a job."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_TASKS)
    formats = (".jsonl", ".ndjson")
    return to_job(
        request,
        lambda: start_judgment_import(
            person,
            project=found,
            file=kept(request, found, formats=formats, otherwise=reasons.JUDGMENTS_FORMAT),
            now=now(),
        ),
        otherwise=reverse("project-batches", args=[project]),
    )


def _priority(text: str) -> Priority:
    known = {str(each.value): each for each in Priority}
    if text not in known:
        raise NotFound
    return known[text]
