"""Search runs side by side: upload, evaluate, read what was measured, and have the holes judged."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from assay.delivery.queries.releases import release_for
from assay.insight.actions import evaluating as actions
from assay.insight.actions.evaluating import Upload
from assay.insight.actions.topping_up import Proposal, contents_in, top_up
from assay.insight.models import Evaluation
from assay.insight.queries import evaluations as queries
from assay.insight.queries.results import project_for_return
from assay.insight.rules.evaluating import MOST_DEPTH
from assay.insight.rules.run_files import FILE_EMPTY
from assay.insight.rules.topping_up import MOST_ASKED
from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import is_allowed
from assay.web.insight.measured import shown_groups, shown_holes
from assay.web.jobs.starting import to_job
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.projects.uploads import chunks_of
from assay.web.requests import page_of, signed_in, user_of

RUN_FIELDS = ("release", "name", "file")
TOP_UP_FIELDS = ("name", "n", "file")
DEPTH, ASKED = 10, 50
MOST_RELEASES, MOST_RUNS, MOST_SHOWN_HOLES = 50, 200, 50


@signed_in
@require_GET
def overview(request: HttpRequest, project: UUID) -> HttpResponse:
    """Runs and evaluations of the project."""
    return _overview(request, project, Filled({"release": "", "name": ""}))


@signed_in
@require_POST
def upload(request: HttpRequest, project: UUID) -> HttpResponse:
    """Bring a run; wrong lines are told by their numbers."""
    person, texts = user_of(request), texts_of(request.POST, ("release", "name"))
    project_for_return(person, project)
    uid = parse_uid(texts["release"])
    if uid is None:
        raise NotFound
    release = release_for(person, uid)
    if release.project.uid != project:
        raise NotFound
    try:
        sent = upload_in(request)
        actions.upload_run(person, release=release, name=texts["name"], upload=sent, now=now())
    except Refused as why_not:
        return _overview(request, project, refused(texts, why_not, RUN_FIELDS))
    return redirect("search-runs", project)


@signed_in
@require_POST
def evaluate(request: HttpRequest, project: UUID) -> HttpResponse:
    """Measure one run, or two against each other, in a job."""
    person, texts = user_of(request), texts_of(request.POST, ("first", "second", "k"))
    project_for_return(person, project)
    uids = [parse_uid(texts[name]) for name in ("first", "second") if texts[name]]
    if not uids or None in uids:
        raise NotFound
    runs = [queries.run_for(person, uid) for uid in uids if uid]
    second = runs[1] if len(runs) > 1 else None
    k = int(texts["k"]) if texts["k"].isascii() and texts["k"].isdigit() and len(texts["k"]) < 5 else 0
    return to_job(
        request,
        lambda: actions.start_evaluation(person, first=runs[0], second=second, k=k, now=now()),
        otherwise=reverse("search-runs", args=[project]),
    )


@signed_in
@require_GET
def evaluation(request: HttpRequest, evaluation: UUID) -> HttpResponse:
    """What was measured, and the holes."""
    found = queries.evaluation_for(user_of(request), evaluation)
    return _evaluation(request, found, Filled({"name": "", "n": str(ASKED)}))


@signed_in
@require_POST
def make_top_up(request: HttpRequest, evaluation: UUID) -> HttpResponse:
    """Make a batch of the holes that tell the runs apart best."""
    person, texts = user_of(request), texts_of(request.POST, ("name", "n"))
    found = queries.evaluation_for(person, evaluation)
    n = int(texts["n"]) if texts["n"].isascii() and texts["n"].isdigit() and len(texts["n"]) < 6 else 0
    try:
        contents = contents_in(upload_in(request)) if "file" in request.FILES else {}
        made = top_up(person, evaluation=found, proposal=Proposal(texts["name"], n, contents), now=now())
    except Refused as why_not:
        return _evaluation(request, found, refused(texts, why_not, TOP_UP_FIELDS))
    return redirect("batch", made.batch.uid)


def upload_in(request: HttpRequest) -> Upload:
    """The file of the field `file`. Refused where there is none."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise Refused(FILE_EMPTY(field="file"))
    return Upload(file.name or "", chunks_of(file))


def _overview(request: HttpRequest, project: UUID, form: Filled) -> HttpResponse:
    found = project_for_return(user_of(request), project)
    context = {
        "project": found,
        "tab": "search-runs",
        "runs": queries.runs_of(found)[:MOST_RUNS],
        "page": page_of(request, queries.evaluations_of(found)),
        "releases": queries.deliveries_of(found)[:MOST_RELEASES],
        "form": form,
        "depth": DEPTH,
        "deepest": MOST_DEPTH,
    }
    return render(request, "web/insight/search_runs.html", context, status=form.status)


def _evaluation(request: HttpRequest, found: Evaluation, form: Filled) -> HttpResponse:
    measured, project = queries.measured_in(found), found.first.release.project
    names = [found.first.name, *([found.second.name] if found.second else [])]
    made = getattr(found, "top_up", None)
    may_make = bool(measured.holes) and is_allowed(user_of(request), project, Permission.MANAGE_TASKS)
    whole, *groups = shown_groups(measured, names)
    context = {
        "project": project,
        "tab": "search-runs",
        "found": found,
        "names": names,
        "whole": whole.parts[0],
        "groups": groups,
        "measured": measured,
        "holes": list(shown_holes(measured.holes[:MOST_SHOWN_HOLES])),
        "made": made,
        "may_make": may_make and made is None,
        "most": min(MOST_ASKED, len(measured.holes)),
        "form": form,
    }
    return render(request, "web/insight/evaluation.html", context, status=form.status)
