"""One project at a glance, and its state."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.rules.roles import Permission
from assay.projects.actions.projects import change_state
from assay.projects.enums import ProjectState
from assay.projects.queries.permission import permissions_in, project_for
from assay.web.projects.glance import glance_at
from assay.web.requests import done, signed_in, user_of
from assay.work.queries.tasks import OPENING

DONE = {
    ProjectState.OPEN: lambda: _("The project is open: members get tasks from now on."),
    ProjectState.PAUSED: lambda: _(
        "The project is paused: nobody gets new tasks. Tasks in hand can be finished."
    ),
    ProjectState.CLOSED: lambda: _("The project is closed. It can be opened again."),
}


@signed_in
@require_GET
def overview(request: HttpRequest, project: UUID) -> HttpResponse:
    """State, progress, quality and versions of a project, as far as the person may see them."""
    person = user_of(request)
    found = project_for(person, project)
    given = permissions_in(person, found)
    context = {
        "project": found,
        "tab": "overview",
        "glance": glance_at(person, found, given, now()),
        "may_manage": Permission.MANAGE_PROJECT in given,
        "opens_tasks": bool(given & OPENING),
    }
    return render(request, "web/projects/overview.html", context)


@signed_in
@require_POST
def state(request: HttpRequest, project: UUID) -> HttpResponse:
    """Open, pause or close, with the reason that everybody reads on the overview."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    wanted = request.POST.get("state", "")
    if wanted not in DONE:
        raise NotFound
    to, reason = ProjectState(wanted), request.POST.get("reason", "").strip().replace("\0", "")[:2000]
    return done(
        request,
        lambda: change_state(person, project=found, state=to, reason=reason, now=now()),
        DONE[to](),
        reverse("project", args=[project]),
    )
