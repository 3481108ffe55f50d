"""Long work: how far it is, what came of it, and stopping it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit import jobs as actions
from assay.kit.clock import now
from assay.projects.queries.jobs import job_for, own_jobs, project_names, visible_jobs
from assay.web.jobs.shown import result_of, shown
from assay.web.requests import done, page_of, signed_in, user_of


@signed_in
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """Jobs the person started, or all of the projects whose tasks they manage; newest first."""
    person, is_all = user_of(request), request.GET.get("of") == "projects"
    page = page_of(request, (visible_jobs(person) if is_all else own_jobs(person)).order_by("-pk"))
    names = project_names(page)
    rows = [shown(each, names, now()) for each in page]
    return render(request, "web/jobs/list.html", {"page": page, "rows": rows, "is_all": is_all})


@signed_in
@require_GET
def job(request: HttpRequest, job: UUID) -> HttpResponse:
    """One job; the page asks again by itself while the job is not finished."""
    found = job_for(user_of(request), job)
    context = {"job": shown(found, project_names([found]), now()), "result": result_of(found)}
    return render(request, "web/jobs/job.html", context)


@signed_in
@require_POST
def cancel(request: HttpRequest, job: UUID) -> HttpResponse:
    """Ask a job to stop; what it has done so far stays."""
    found = job_for(user_of(request), job)
    success = _("Asked to stop. It stops at its next step; what it has done so far stays.")
    return done(request, lambda: actions.cancel(found, now=now()), success, reverse("job", args=[job]))


@signed_in
@require_POST
def resume(request: HttpRequest, job: UUID) -> HttpResponse:
    """Let an import go on that was stopped or has failed."""
    found = job_for(user_of(request), job)
    success = _("It goes on where it stopped.")
    return done(request, lambda: actions.resume(found, now=now()), success, reverse("job", args=[job]))
