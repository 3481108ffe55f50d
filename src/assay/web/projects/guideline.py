"""The guideline of a project as it is in force, and who has acknowledged it."""

from uuid import UUID

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.rules.roles import Permission
from assay.projects.actions.guideline_reminding import remind as send_reminders
from assay.projects.queries.guideline_board import by_market, by_site, with_standing
from assay.projects.queries.guideline_drafts import open_draft
from assay.projects.queries.guidelines import rendered
from assay.projects.queries.permission import permissions_in, project_for
from assay.projects.queries.staffing import acknowledged_as_seen, needed_number
from assay.web.requests import done, page_of, signed_in, user_of


@signed_in
@require_GET
def guideline(request: HttpRequest, project: UUID) -> HttpResponse:
    """The version in force as contributors read it, who has acknowledged it, and every version."""
    person = user_of(request)
    found = project_for(person, project)
    given = permissions_in(person, found)
    version = found.guideline_version
    context = {
        "project": found,
        "tab": "guideline",
        "part": "guideline",
        "draft": open_draft(found),
        "may_write": Permission.MANAGE_QUALITY in given,
        "version": version,
        "guideline": rendered(version) if version else None,
        "people": acknowledged_as_seen(person, found, given),
        "page": page_of(
            request, found.guideline_versions.select_related("created_by").order_by("-number"), 20
        ),
        "may_manage": Permission.MANAGE_PROJECT in given,
        "sees_answers": Permission.VIEW_ANSWERS in given,
        "sees_people": Permission.VIEW_PEOPLE in given,
    }
    return render(request, "web/projects/guideline.html", context)


@signed_in
@require_GET
def readers(request: HttpRequest, project: UUID) -> HttpResponse:
    """Who works by the guideline in force, per site, market and person; who does not comes first."""
    person = user_of(request)
    found = project_for(person, project)
    version = found.guideline_version
    given = permissions_in(person, found)
    if version is None or Permission.VIEW_PEOPLE not in given:
        raise NotFound
    at = now()
    members = with_standing(person, found, now=at).order_by(F("read_number").asc(), "pseudonym")
    context = {
        "project": found,
        "tab": "guideline",
        "part": "readers",
        "version": version,
        "needed": needed_number(version),
        "people": acknowledged_as_seen(person, found, given),
        "sites": by_site(person, found, now=at),
        "markets": by_market(person, found, now=at),
        "page": page_of(request, members),
    }
    return render(request, "web/projects/guideline_readers.html", context)


@signed_in
@require_POST
def remind(request: HttpRequest, project: UUID) -> HttpResponse:
    """Tell everybody in sight who has not read it."""
    person = user_of(request)
    found = project_for(person, project)
    return done(
        request,
        lambda: send_reminders(person, project=found, now=now()),
        _("They are reminded."),
        reverse("project-guideline-readers", args=[project]),
    )
