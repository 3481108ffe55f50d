"""The requester's pages: what waits for an answer, accepting, rejecting, and how long there is for it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.delivery.actions import acceptance as actions
from assay.delivery.actions.correcting import build_correction
from assay.delivery.actions.paper import paper_of
from assay.delivery.queries.acceptance import deliveries_for
from assay.delivery.queries.releases import ready_release_for, release_for
from assay.kit.clock import now
from assay.kit.downloads import download_of
from assay.kit.reasons import NotFound, Refused
from assay.people.queries.scope import scope_of
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.web.delivery.answering import shown_acceptance
from assay.web.delivery.shown import shown_release
from assay.web.jobs.starting import to_job
from assay.web.requests import done, page_of, signed_in, user_of


@signed_in
@require_GET
def deliveries(request: HttpRequest) -> HttpResponse:
    """Every release of the person's projects, what waits for an answer first."""
    person = user_of(request)
    if scope_of(person, Permission.VIEW_DELIVERIES).is_empty:
        raise NotFound
    page = page_of(request, deliveries_for(person))
    rows = [
        {
            "project": each.release.project,
            "release": shown_release(each.release),
            "answer": shown_acceptance(each),
        }
        for each in page
    ]
    return render(request, "web/delivery/deliveries.html", {"page": page, "rows": rows})


@signed_in
@require_POST
def accept(request: HttpRequest, release: UUID) -> HttpResponse:
    """The requester takes it."""
    person = user_of(request)
    found = release_for(person, release)
    return done(
        request,
        lambda: actions.accept(person, release=found, now=now()),
        _("Accepted. Labels that turn out wrong can still be flagged."),
        then=reverse("release", args=[release]),
    )


@signed_in
@require_POST
def reject(request: HttpRequest, release: UUID) -> HttpResponse:
    """The requester does not take it, and says why."""
    person = user_of(request)
    found = release_for(person, release)
    return done(
        request,
        lambda: actions.reject(person, release=found, reason=request.POST.get("reason", ""), now=now()),
        _("Rejected. The project owner reads your reason."),
        then=reverse("release", args=[release]),
    )


@signed_in
@require_POST
def correct(request: HttpRequest, release: UUID) -> HttpResponse:
    """Start the release of what reviewers found wrong."""
    person = user_of(request)
    found = release_for(person, release)
    return to_job(
        request,
        lambda: build_correction(person, release=found, now=now())[1],
        otherwise=reverse("release", args=[release]),
    )


@signed_in
@require_POST
def terms(request: HttpRequest, project: UUID) -> HttpResponse:
    """How long the requester has."""
    person = user_of(request)
    found = project_for(person, project, Permission.DELIVER)
    text = request.POST.get("acceptance_hours", "").strip()
    hours = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else text
    return done(
        request,
        lambda: actions.set_terms(person, project=found, acceptance_hours=hours, now=now()),
        _("Saved. It counts for releases that become ready from now on."),
        then=reverse("releases", args=[project]),
    )


@signed_in
@require_GET
def paper(request: HttpRequest, release: UUID) -> HttpResponseBase:
    """The certificate as PDF."""
    found = ready_release_for(user_of(request), release)
    try:
        return download_of(paper_of(found, now=now()).file)
    except Refused as refused:
        context = {"reasons": refused.reasons}
        return render(request, "web/refused.html", context, status=refused.status)
