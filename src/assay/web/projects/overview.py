"""One project at a glance, and its state."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assay.projects.queries.permission import project_for
from assay.web.projects.shown import shown_project
from assay.web.requests import signed_in, user_of
from assay.work.queries.progress import TaskCounts, batches_of, progress_of


@signed_in
@require_GET
def overview(request: HttpRequest, project: UUID) -> HttpResponse:
    """State, progress, quality and versions of a project."""
    found = project_for(user_of(request), project)
    context = {
        "project": found,
        "tab": "overview",
        "shown": shown_project(found, TaskCounts()),
        "progress": progress_of(found.pk),
        "batches": batches_of(found.pk),
    }
    return render(request, "web/projects/overview.html", context)
