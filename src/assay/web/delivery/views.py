"""Releases: built by a job, read as a certificate, downloaded through the person's scope."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from assay.delivery.actions.releases import build_release
from assay.delivery.queries.acceptance import acceptance_hours
from assay.delivery.queries.flags import escapes_of_project
from assay.delivery.queries.releases import (
    file_for,
    files_of,
    paper_digest,
    ready_release_for,
    release_for,
    releases_of,
)
from assay.kit.clock import now
from assay.kit.downloads import download_of
from assay.kit.typesetting import can_typeset
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import is_allowed, project_for
from assay.web.delivery.answering import answering
from assay.web.delivery.asked import read_asked
from assay.web.delivery.certificate import shown_certificate
from assay.web.delivery.forms import build_form
from assay.web.delivery.shown import shown_release
from assay.web.jobs.starting import to_job
from assay.web.requests import page_of, signed_in, user_of


@signed_in
@require_GET
def releases(request: HttpRequest, project: UUID) -> HttpResponse:
    """The project's releases, newest first, and for who delivers the form that builds one."""
    person = user_of(request)
    found = project_for(person, project, Permission.VIEW_DELIVERIES)
    page = page_of(request, releases_of(found))
    context = {
        "project": found,
        "tab": "releases",
        "page": page,
        "rows": [shown_release(each) for each in page],
        "form": build_form(found) if is_allowed(person, found, Permission.DELIVER) else None,
        "hours": acceptance_hours(found),
        "escapes": escapes_of_project(found.pk),
    }
    return render(request, "web/delivery/releases.html", context)


@signed_in
@require_POST
def build(request: HttpRequest, project: UUID) -> HttpResponse:
    """Start a release of one run's labels; its job's page tells how far it is."""
    person = user_of(request)
    found = project_for(person, project, Permission.DELIVER)
    asked = read_asked(person, found, request.POST)

    return to_job(
        request,
        lambda: build_release(
            person,
            run=asked.run,
            kind=asked.kind,
            corrects=asked.corrects,
            note=asked.note,
            qrels=asked.qrels,
            now=now(),
        )[1],
        otherwise=reverse("releases", args=[project]),
    )


@signed_in
@require_GET
def release(request: HttpRequest, release: UUID) -> HttpResponse:
    """The certificate of a release: what was asked, how it was labeled, how good it is, its files."""
    found = release_for(user_of(request), release)
    context = {
        "project": found.project,
        "tab": "releases",
        "release": shown_release(found),
        "certificate": shown_certificate(found, list(files_of(found))),
        "answering": answering(user_of(request), found, now()),
        "can_typeset": can_typeset(),
        "paper": paper_digest(found),
    }
    return render(request, "web/delivery/release.html", context)


@signed_in
@require_GET
def manifest(request: HttpRequest, release: UUID) -> JsonResponse:
    """Files with hashes and counts, versions, and every parameter, as JSON."""
    found = ready_release_for(user_of(request), release)
    return _json(found.manifest, f"release-{found.number}-manifest.json")


@signed_in
@require_GET
def certificate(request: HttpRequest, release: UUID) -> JsonResponse:
    """The certificate as JSON."""
    found = ready_release_for(user_of(request), release)
    return _json(found.certificate, f"release-{found.number}-certificate.json")


@signed_in
@require_GET
def download(request: HttpRequest, release: UUID, part: str) -> HttpResponseBase:
    """One file of a release, streamed."""
    return download_of(file_for(user_of(request), release, part))


def _json(document: dict[str, object], name: str) -> JsonResponse:
    response = JsonResponse(
        document, json_dumps_params={"indent": 2, "sort_keys": True, "ensure_ascii": False}
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
