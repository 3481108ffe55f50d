"""Classifiers: verdicts on drawn samples, and their rates against delivered labels."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from assay.delivery.queries.releases import release_for
from assay.insight.actions import classifying as actions
from assay.insight.queries import evaluations as queries
from assay.insight.queries.classes import questions_in
from assay.insight.queries.results import project_for_return
from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.web.insight.evaluations import MOST_RELEASES, upload_in
from assay.web.insight.measured import shown_rates
from assay.web.jobs.starting import to_job
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import page_of, signed_in, user_of

FIELDS = ("question", "name", "file")


@signed_in
@require_GET
def overview(request: HttpRequest, project: UUID) -> HttpResponse:
    """Files of verdicts, newest first."""
    return _overview(request, project, Filled({"question": "", "name": ""}))


@signed_in
@require_POST
def upload(request: HttpRequest, project: UUID) -> HttpResponse:
    """Bring verdicts; wrong lines are told by their numbers."""
    person, texts = user_of(request), texts_of(request.POST, ("question", "name"))
    found = project_for_return(person, project)
    try:
        actions.upload_verdicts(
            person,
            project=found,
            question=texts["question"],
            name=texts["name"],
            upload=upload_in(request),
            now=now(),
        )
    except Refused as why_not:
        return _overview(request, project, refused(texts, why_not, FIELDS))
    return redirect("classifiers", project)


@signed_in
@require_GET
def verdicts(request: HttpRequest, verdicts: UUID) -> HttpResponse:
    """One file of verdicts with its reports."""
    found = queries.verdicts_for(user_of(request), verdicts)
    context = {
        "project": found.project,
        "tab": "classifiers",
        "found": found,
        "page": page_of(request, queries.reports_of(found)),
        "releases": queries.deliveries_of(found.project)[:MOST_RELEASES],
    }
    return render(request, "web/insight/verdicts.html", context)


@signed_in
@require_POST
def start(request: HttpRequest, verdicts: UUID) -> HttpResponse:
    """Measure them against the labels of a release, in a job."""
    person = user_of(request)
    found = queries.verdicts_for(person, verdicts)
    uid = parse_uid(request.POST.get("release", ""))
    if uid is None:
        raise NotFound
    release = release_for(person, uid)
    return to_job(
        request,
        lambda: actions.start_report(person, verdicts=found, release=release, now=now()),
        otherwise=reverse("verdicts", args=[verdicts]),
    )


@signed_in
@require_GET
def report(request: HttpRequest, report: UUID) -> HttpResponse:
    """Rates of each class, over all, by market and by language."""
    found = queries.report_for(user_of(request), report)
    context = {
        "project": found.verdicts.project,
        "tab": "classifiers",
        "found": found,
        "groups": list(shown_rates(queries.rates_in(found))),
        "n_unlabeled": found.result["n_unlabeled"],
    }
    return render(request, "web/insight/verdict_report.html", context)


def _overview(request: HttpRequest, project: UUID, form: Filled) -> HttpResponse:
    found = project_for_return(user_of(request), project)
    context = {
        "project": found,
        "tab": "classifiers",
        "page": page_of(request, queries.verdicts_of(found)),
        "questions": questions_in(found),
        "form": form,
    }
    return render(request, "web/insight/classifiers.html", context, status=form.status)
